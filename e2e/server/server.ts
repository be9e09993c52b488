import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const PROJECT = resolve(import.meta.dirname, "../..");
const BINARY = process.env.DEALSMART_BIN ?? join(PROJECT, "target/debug/dealsmart");
const TOOLS = process.env.DEALSMART_TOOLS_DIR ?? join(PROJECT, ".dealsmart");
const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 20_000;

/** What another process needs to know to stop this server and start it again. */
interface State {
  pid: number;
  port: number;
  /** Where the provider would be that the installation offers; a journey starts it. */
  providerPort: number;
  dataDir: string;
  logFile: string;
  /** Whether the data goes with the server. */
  temporary: boolean;
  /** Settings beside the usual ones. */
  env: Record<string, string>;
  demo: boolean;
}

/** The address of the server under test, told to all by the global set-up. */
export function serverUrl(): string {
  const url = process.env.E2E_URL;
  if (url === undefined) throw new Error("The server was not started: E2E_URL is missing.");
  return url;
}

function stateFile(): string {
  const file = process.env.E2E_STATE;
  if (file === undefined) throw new Error("The server was not started: E2E_STATE is missing.");
  return file;
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? done(address.port) : fail(new Error("no free port"))));
    });
  });
}

/** The real program. It outlives the process that starts it, since each journey may run in a process of its own. */
export class Server {
  private constructor(private readonly state: State) {}

  static async start(logFile: string): Promise<Server> {
    if (!existsSync(BINARY)) throw new Error(`There is no ${BINARY}. Build it (cargo build -p server), or name another with DEALSMART_BIN.`);
    mkdirSync(dirname(logFile), { recursive: true });
    writeFileSync(logFile, "");
    // With E2E_DATA_DIR the data is kept: a second run, while writing journeys, need not read the documents again.
    const kept = process.env.E2E_DATA_DIR;
    const dataDir = kept ?? mkdtempSync(join(tmpdir(), "dealsmart-e2e-"));
    const server = new Server({ pid: 0, port: await freePort(), providerPort: await freePort(), dataDir, logFile, temporary: kept === undefined, env: {}, demo: true });
    process.env.E2E_URL = server.url;
    process.env.E2E_STATE = join(dirname(logFile), `server-${process.pid}.json`);
    await server.startAgain();
    return server;
  }

  /** A second one with settings of its own and no demo, for one journey, which removes it. */
  static async another(logFile: string, env: Record<string, string>): Promise<Server> {
    mkdirSync(dirname(logFile), { recursive: true });
    writeFileSync(logFile, "");
    const server = new Server({ pid: 0, port: await freePort(), providerPort: await freePort(), dataDir: mkdtempSync(join(tmpdir(), "dealsmart-e2e-")), logFile, temporary: true, env, demo: false });
    await server.startAgain();
    return server;
  }

  static current(): Server {
    return new Server(JSON.parse(readFileSync(stateFile(), "utf8")) as State);
  }

  get url(): string {
    return `http://127.0.0.1:${this.state.port}`;
  }

  get providerPort(): number {
    return this.state.providerPort;
  }

  /** The server of all journeys, whose state is kept for them. */
  private get isTheOne(): boolean {
    return this.url === process.env.E2E_URL;
  }

  get dataDir(): string {
    return this.state.dataDir;
  }

  get log(): string {
    return existsSync(this.state.logFile) ? readFileSync(this.state.logFile, "utf8") : "";
  }

  /** Another command of the program, on the same data; what it prints. */
  async run(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(BINARY, args, { cwd: PROJECT, env: this.environment() });
    return stdout;
  }

  /** Nothing of the developer's own settings: no key of a model, no database. */
  private environment(): NodeJS.ProcessEnv {
    const env: NodeJS.ProcessEnv = { DEALSMART_TOOLS_DIR: TOOLS, DEALSMART_LOG_FORMAT: "json", ...this.state.env };
    for (const name of ["PATH", "HOME", "USER", "LANG", "TMPDIR"]) env[name] = process.env[name];
    const harbour = { name: "harbour", label: "Harbour ID", issuer: `http://127.0.0.1:${this.state.providerPort}`, client_id: "dealsmart", client_secret: "a-secret-for-journeys-only" };
    env.DEALSMART_OIDC = JSON.stringify([harbour]);
    // Providers of workspaces are on this machine as well.
    env.DEALSMART_PRIVATE_HOSTS = "127.0.0.1";
    // What journeys look up beside the screens, and sign in, from one address, is no normal use.
    for (const who of ["USER", "ANONYMOUS", "ENTRY"]) env[`DEALSMART_LIMIT_${who}`] ??= "off";
    return env;
  }

  /** The same data on the same port; with SIGKILL nothing gets a chance to be put in order. */
  async restart(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    await this.stop(signal);
    await this.startAgain();
  }

  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const { pid } = this.state;
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    const end = Date.now() + STOPPED_WITHIN_MS;
    while (isRunning(pid)) {
      if (Date.now() > end) throw new Error(`The server did not stop within ${STOPPED_WITHIN_MS} ms of ${signal}.`);
      await pause(20);
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    if (this.isTheOne) rmSync(stateFile(), { force: true });
    if (this.state.temporary) rmSync(this.state.dataDir, { recursive: true, force: true });
  }

  async startAgain(): Promise<void> {
    const log = openSync(this.state.logFile, "a");
    const args = ["serve", "--listen", `127.0.0.1:${this.state.port}`, "--data-dir", this.state.dataDir, "--demo", String(this.state.demo)];
    const child = spawn(BINARY, args, { cwd: PROJECT, env: this.environment(), detached: true, stdio: ["ignore", log, log] });
    closeSync(log);
    child.unref();
    if (child.pid === undefined) throw new Error(`${BINARY} could not be started.`);
    this.state.pid = child.pid;
    if (this.isTheOne) writeFileSync(stateFile(), JSON.stringify(this.state));
    await this.ready(child);
  }

  private async ready(child: ChildProcess): Promise<void> {
    const end = Date.now() + READY_WITHIN_MS;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`The server stopped at once (${child.exitCode}):\n${this.log.slice(-4_000)}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok === true) return;
      if (Date.now() > end) throw new Error(`The server was not ready within ${READY_WITHIN_MS} ms:\n${this.log.slice(-4_000)}`);
      await pause(50);
    }
  }
}

function isRunning(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    // Where nobody waits for it, a process that has ended stays as a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
