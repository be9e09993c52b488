import type { Frame } from "../shared/protocol";
import { backoff, Pause } from "./backoff";

/** After this many sockets in a row that brought nothing, polling takes over for a while. */
const SOCKET_TRIES = 3;
const POLL_FOR_MS = 60_000;
/** A server that answers a waiting poll at once must not be asked in a tight loop. */
const POLL_PAUSE_MS = 2_000;

export type Link = "down" | "live";

export interface RealtimeHooks {
  /** Opens a socket and resolves when it ends; true if any frame came. Throws when no ticket could be had. */
  socket(onFrame: (frame: Frame) => void, signal: AbortSignal): Promise<boolean>;
  /** Asks once and waits for news on the server's side; true if something came. */
  poll(signal: AbortSignal): Promise<boolean>;
  frame(frame: Frame): void;
  link(link: Link): void;
}

/** Keeps the conversation up to date: by socket, and by polling where sockets don't get through. */
export class Realtime {
  private life: AbortController | null = null;
  private attempt = new AbortController();
  private failures = 0;
  private pollUntil = 0;
  private readonly pause = new Pause();

  constructor(private readonly hooks: RealtimeHooks) {}

  get started(): boolean {
    return this.life !== null;
  }

  start(): void {
    if (this.life) return;
    this.life = new AbortController();
    void this.run(this.life.signal);
  }

  stop(): void {
    this.life?.abort();
    this.life = null;
    this.attempt.abort();
    this.pause.wake();
  }

  /** There is reason to try again: don't wait out the pause. */
  wake(): void {
    this.pause.wake();
  }

  /** Gives up the present connection, dead or alive, for a new one. */
  renew(): void {
    this.failures = 0;
    this.pollUntil = 0;
    this.attempt.abort();
    this.pause.wake();
  }

  private async run(life: AbortSignal): Promise<void> {
    const over = () => life.aborted;
    while (!over()) {
      this.attempt = new AbortController();
      const { signal } = this.attempt;
      const polling = Date.now() < this.pollUntil;
      const wait = await (polling ? this.pollOnce(signal) : this.connectOnce(signal));
      if (!over() && !signal.aborted) await this.pause.wait(wait);
    }
  }

  private async connectOnce(signal: AbortSignal): Promise<number> {
    const onFrame = (frame: Frame) => {
      if (signal.aborted) return;
      this.failures = 0;
      this.hooks.link("live");
      this.hooks.frame(frame);
    };
    const useful = await this.hooks.socket(onFrame, signal).catch(() => false);
    if (signal.aborted) return 0;
    this.hooks.link("down");
    this.failures = useful ? 1 : this.failures + 1;
    if (this.failures >= SOCKET_TRIES) {
      this.pollUntil = Date.now() + POLL_FOR_MS;
      return 0;
    }
    return backoff(this.failures);
  }

  private async pollOnce(signal: AbortSignal): Promise<number> {
    const began = Date.now();
    try {
      const news = await this.hooks.poll(signal);
      this.failures = 0;
      this.hooks.link("live");
      return news ? 0 : Math.max(0, POLL_PAUSE_MS - (Date.now() - began));
    } catch {
      if (signal.aborted) return 0;
      this.failures++;
      this.hooks.link("down");
      return backoff(this.failures);
    }
  }
}
