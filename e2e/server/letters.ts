import { ask } from "./database.ts";

/** The link in the newest letter to somebody, out of the job that waits to send it: no screen shows it. */
export async function linkInLetter(to: string): Promise<string> {
  const link = await ask(`SELECT payload->'data'->>'link' FROM jobs WHERE kind = 'email.send' AND payload->>'to' = '${to.replaceAll("'", "''")}' ORDER BY created_at DESC LIMIT 1`);
  if (link === null) throw new Error(`There is no letter to ${to}.`);
  return link;
}
