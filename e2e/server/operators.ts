import { ask } from "./database.ts";
import { Server } from "./server.ts";

/** Makes somebody operator on the command line, beside the running server, with a second factor shown in all their sessions. */
export async function makeOperator(email: string): Promise<void> {
  const quoted = `'${email.replaceAll("'", "''")}'`;
  // How a factor is shown is another journey's subject.
  await ask(`UPDATE sessions SET second_factor_at = now() WHERE user_id = (SELECT id FROM users WHERE email = ${quoted})`);
  await Server.current().run("operator", "--data-dir", Server.current().dataDir, "grant", email);
}
