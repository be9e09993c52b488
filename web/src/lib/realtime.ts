import type { Conversation, Document, Message, Sender, Suggestion } from "@/api/types";

export type Frame =
  | { type: "hello"; seq?: number; data: { heartbeat_seconds?: number } }
  | { type: "message.created"; seq?: number; data: Message }
  | { type: "conversation.created" | "conversation.updated"; seq?: number; data: Conversation }
  | { type: "suggestion.created" | "suggestion.updated"; seq?: number; data: Suggestion }
  | { type: "document.updated"; seq?: number; data: Document }
  | { type: "typing"; seq?: number; data: { conversation_id: string; sender: Sender; typing: boolean } }
  | { type: "conversation.gone"; seq?: number; data: { id: string } }
  | { type: "tenant.updated"; seq?: number; data: object }
  | { type: "member.updated"; seq?: number; data: { user_id: string | null } }
  | { type: "notification.created"; seq?: number; data: { id: string; user_id: string; kind: string } }
  | { type: "presence"; seq?: number; data: { user_id: string; online: boolean } }
  | { type: "resync" | "pong"; seq?: number; data?: unknown };

/** `polling` means that sockets are blocked on the way here and the app asks for news instead. */
export type ConnectionState = "connecting" | "live" | "polling" | "reconnecting" | "offline";

export type Socket = Pick<WebSocket, "onmessage" | "onclose" | "onerror" | "close"> & { send(text: string): void };

export interface RealtimeOptions {
  ticket: () => Promise<string>;
  open: (ticket: string, after: number | null) => Socket;
  isOnline?: () => boolean;
  random?: () => number;
}

const SEEN_WINDOW = 1000;
const FIRST_DELAY_MS = 400;
const LONGEST_DELAY_MS = 15_000;
/** Refused sockets before the app starts asking for news over plain HTTP. */
const FAILURES_BEFORE_POLLING = 3;

/**
 * One WebSocket kept alive. It remembers the newest sequence number, asks for what it missed on every
 * reconnection, and passes each numbered frame on once. Frames may arrive slightly out of order
 * (transactions commit out of order), so what was seen is remembered by number, not by a watermark.
 */
export class Realtime {
  #state: ConnectionState = "connecting";
  #socket: Socket | null = null;
  #lastSeq: number | null = null;
  #helloSeq: number | null = null;
  #seen = new Set<number>();
  #failures = 0;
  #generation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #heartbeatMs = 25_000;
  #running = false;
  #unreachable = false;
  readonly #frames = new Set<(frame: Frame) => void>();
  readonly #states = new Set<(state: ConnectionState) => void>();
  readonly #options: Required<RealtimeOptions>;

  constructor(options: RealtimeOptions) {
    this.#options = { isOnline: () => navigator.onLine, random: Math.random, ...options };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  onFrame(listener: (frame: Frame) => void): () => void {
    this.#frames.add(listener);
    return () => this.#frames.delete(listener);
  }

  onState = (listener: (state: ConnectionState) => void): (() => void) => {
    this.#states.add(listener);
    return () => this.#states.delete(listener);
  };

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#connect();
  }

  /** Ends the connection and forgets the position, as for another workspace. */
  stop(): void {
    this.#running = false;
    this.#lastSeq = null;
    this.#seen.clear();
    this.#failures = 0;
    this.#drop();
    this.#become("connecting");
  }

  /** Tries at once: the network came back, or the tab was looked at again. */
  nudge(): void {
    if (!this.#running || this.#state === "live") return;
    this.#failures = Math.min(this.#failures, FAILURES_BEFORE_POLLING);
    this.#drop();
    void this.#connect();
  }

  wentOffline(): void {
    if (!this.#running) return;
    this.#drop();
    this.#retryLater();
  }

  send(frame: { type: string; data?: unknown }): boolean {
    if (this.#state !== "live" || this.#socket === null) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  async #connect(): Promise<void> {
    const generation = ++this.#generation;
    const stale = () => generation !== this.#generation || !this.#running;
    let ticket: string;
    try {
      ticket = await this.#options.ticket();
      this.#unreachable = false;
    } catch {
      if (stale()) return;
      this.#unreachable = true;
      this.#retryLater();
      return;
    }
    if (stale()) return;
    const socket = this.#options.open(ticket, this.#lastSeq);
    this.#socket = socket;
    const lost = () => {
      if (stale()) return;
      this.#drop();
      this.#retryLater();
    };
    socket.onclose = lost;
    socket.onerror = lost;
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!stale() && typeof data === "string") this.#receive(data);
    };
    this.#watch();
  }

  #receive(text: string): void {
    let frame: Frame;
    try {
      frame = JSON.parse(text) as Frame;
    } catch {
      return;
    }
    this.#watch();
    if (frame.type === "hello") {
      this.#failures = 0;
      this.#heartbeatMs = (frame.data.heartbeat_seconds ?? 25) * 1000;
      // Catch-up frames follow with their own numbers; only a first connection starts from here.
      this.#helloSeq = frame.seq ?? null;
      this.#lastSeq ??= this.#helloSeq;
      this.#become("live");
      this.#watch();
    } else if (frame.type === "resync") {
      // The server no longer has what was missed: everything is fetched anew, and the position with it.
      this.#lastSeq = frame.seq ?? this.#helloSeq;
      this.#seen.clear();
    } else if (frame.seq !== undefined) {
      if (this.#seen.has(frame.seq)) return;
      this.#remember(frame.seq);
    }
    for (const listener of this.#frames) listener(frame);
  }

  #remember(seq: number): void {
    this.#seen.add(seq);
    this.#lastSeq = Math.max(this.#lastSeq ?? 0, seq);
    if (this.#seen.size > SEEN_WINDOW) {
      const oldest = this.#seen.values().next().value;
      if (oldest !== undefined) this.#seen.delete(oldest);
    }
  }

  /** A socket can die without a word; silence is answered by a ping, more silence by a new socket. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      this.send({ type: "ping" });
      this.#watchdog = setTimeout(() => {
        this.#drop();
        this.#retryLater();
      }, 8_000);
    }, this.#heartbeatMs);
  }

  #drop(): void {
    this.#generation += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onclose = socket.onerror = socket.onmessage = null;
    socket.close();
  }

  #retryLater(): void {
    this.#failures += 1;
    if (!this.#options.isOnline()) this.#become("offline");
    else if (!this.#unreachable && this.#failures >= FAILURES_BEFORE_POLLING) this.#become("polling");
    else this.#become(this.#unreachable && this.#failures > 4 ? "offline" : "reconnecting");
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(this.#failures, 10));
    // Jitter spreads the clients of a restarted server over time.
    const delay = ceiling / 2 + (ceiling / 2) * this.#options.random();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }

  #become(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#states) listener(state);
  }
}
