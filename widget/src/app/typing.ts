import type { Sender } from "../shared/protocol";

const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

/** Tells the team that the customer writes: at once, then at most every three seconds, and once when it stops. */
export class TypingSignal {
  private lastAt = 0;
  private active = false;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (typing: boolean) => void) {}

  input(hasText: boolean): void {
    if (!hasText) return this.stop();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.stop(), IDLE_MS);
    if (this.active && Date.now() - this.lastAt < REPEAT_MS) return;
    this.active = true;
    this.lastAt = Date.now();
    this.send(true);
  }

  stop(): void {
    clearTimeout(this.idle);
    if (!this.active) return;
    this.active = false;
    this.send(false);
  }
}

/** Who of the other side is typing. Each signal expires by itself, since its end can get lost. */
export class TypingWatch {
  private current: Sender | null = null;
  private expiry: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly changed: (sender: Sender | null) => void) {}

  hear(sender: Sender, typing: boolean, forMs?: number): void {
    if (sender.kind !== "staff" && sender.kind !== "ai") return;
    if (typing) this.set(sender, forMs ?? (sender.kind === "ai" ? 60_000 : 8_000));
    else if (this.current?.kind === sender.kind) this.set(null, 0);
  }

  /** A message of that kind ends its typing. */
  spoke(kind: Sender["kind"]): void {
    if (this.current && (this.current.kind === kind || kind === "system")) this.set(null, 0);
  }

  private set(sender: Sender | null, ms: number): void {
    clearTimeout(this.expiry);
    if (sender) this.expiry = setTimeout(() => this.set(null, 0), ms);
    const same = this.current?.kind === sender?.kind && this.current?.name === sender?.name;
    this.current = sender;
    if (!same) this.changed(sender);
  }
}
