import type { Message } from "../shared/protocol";
import type { OutboxEntry } from "./outbox";

export type TimelineItem = { kind: "message"; key: string; message: Message } | { kind: "pending"; key: string; entry: OutboxEntry };

/** The conversation as the customer sees it: every message once, in the server's order, then what is still on its way. */
export class Timeline {
  private readonly byId = new Map<string, Message>();
  private readonly byClientId = new Map<string, string>();
  private ordered: Message[] = [];

  get lastSeq(): number {
    return this.ordered[this.ordered.length - 1]?.seq ?? 0;
  }

  get messages(): readonly Message[] {
    return this.ordered;
  }

  /** Adds those that are not there yet and returns them. The same message may come from the answer to its POST, over
   * the socket, from a poll and from another tab. */
  merge(incoming: readonly Message[]): Message[] {
    const fresh = incoming.filter((message) => {
      if (this.byId.has(message.id)) return false;
      if (message.client_id !== null && this.byClientId.has(message.client_id)) return false;
      this.byId.set(message.id, message);
      if (message.client_id !== null) this.byClientId.set(message.client_id, message.id);
      return true;
    });
    if (fresh.length > 0) {
      this.ordered = [...this.byId.values()].sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
    }
    return fresh;
  }

  hasClientId(clientId: string): boolean {
    return this.byClientId.has(clientId);
  }

  clear(): void {
    this.byId.clear();
    this.byClientId.clear();
    this.ordered = [];
  }

  /** The key of a message stays the same when it turns from pending to confirmed, so its element stays too. */
  items(outbox: readonly OutboxEntry[]): TimelineItem[] {
    const confirmed = this.ordered.map(
      (message): TimelineItem => ({ kind: "message", key: message.client_id ?? message.id, message }),
    );
    const pending = outbox
      .filter((entry) => !this.byClientId.has(entry.clientId))
      .map((entry): TimelineItem => ({ kind: "pending", key: entry.clientId, entry }));
    return [...confirmed, ...pending];
  }

  /** Messages of others after `seq`; system notices don't count as something to answer. */
  unreadAfter(seq: number): number {
    return this.ordered.filter(
      ({ seq: at, sender }) => at > seq && (sender.kind === "staff" || sender.kind === "ai"),
    ).length;
  }
}
