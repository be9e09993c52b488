import type { Message } from "../shared/protocol";
import { ApiError } from "./api-error";
import { backoff, Pause } from "./backoff";
import { exclusively } from "./locks";
import type { Outbox } from "./outbox";

export interface SenderHooks {
  confirmed(message: Message): void;
  /** The outbox changed in a way that the customer should see. */
  changed(): void;
}

/** Posts the outbox in order, one at a time, until it is empty. */
export class Sender {
  private running = false;
  private failures = 0;
  private readonly pause = new Pause();

  constructor(
    private readonly lockName: string,
    private readonly outbox: Outbox,
    private readonly post: (content: string, clientId: string) => Promise<Message>,
    private readonly hooks: SenderHooks,
  ) {}

  /** Something new to send, or a reason to believe that the server can be reached again. */
  kick(): void {
    this.pause.wake();
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.outbox.head()) {
        // Only one tab sends at a time, and the lock is not held while waiting, so that a tab the browser has put to
        // sleep cannot hold up the one in front of the customer.
        const wait = await exclusively(this.lockName, () => this.sendHead());
        if (wait > 0) await this.pause.wait(wait);
      }
    } finally {
      this.running = false;
    }
  }

  /** Returns how long to wait before the next attempt. */
  private async sendHead(): Promise<number> {
    const entry = this.outbox.head();
    if (!entry) return 0;
    try {
      const message = await this.post(entry.content, entry.clientId);
      this.failures = 0;
      this.outbox.remove(entry.clientId);
      this.hooks.confirmed(message);
      return 0;
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError(0, "unknown", "");
      if (known.passing || known.status === 401) {
        this.failures++;
        this.outbox.failed(entry.clientId);
        this.hooks.changed();
        return Math.max(known.retryAfter ?? 0, backoff(this.failures));
      }
      this.outbox.refuse(entry.clientId, known.message);
      this.hooks.changed();
      return 0;
    }
  }
}
