import { isFields } from "../shared/protocol";
import { readJson, type Store } from "../shared/storage";
import { newClientId } from "./client-id";

/** A message that the server has not confirmed yet. */
export interface OutboxEntry {
  clientId: string;
  content: string;
  /** ms since the epoch; strictly rising within a tab, so that it orders the queue. */
  writtenAt: number;
  attempts: number;
  /** Set when the server refused it for good: it waits for the customer's decision. */
  refused: string | null;
}

function readEntry(value: unknown): OutboxEntry | null {
  if (!isFields(value)) return null;
  const { clientId, content, writtenAt, attempts, refused } = value;
  if (typeof clientId !== "string" || typeof content !== "string" || typeof writtenAt !== "number") return null;
  return {
    clientId,
    content,
    writtenAt,
    attempts: typeof attempts === "number" ? attempts : 0,
    refused: typeof refused === "string" ? refused : null,
  };
}

/** What was written and not yet confirmed, kept across reloads. Each entry has a storage key of its own, so that two
 * tabs can add and remove at the same time without overwriting each other. */
export class Outbox {
  private last = 0;

  constructor(
    private readonly store: Store,
    private readonly prefix: string,
    private readonly now: () => number = Date.now,
  ) {}

  entries(): OutboxEntry[] {
    return this.store
      .keys(this.prefix)
      .map((key) => readEntry(readJson(this.store, key)))
      .filter((entry) => entry !== null)
      .sort((a, b) => a.writtenAt - b.writtenAt || (a.clientId < b.clientId ? -1 : 1));
  }

  /** The next one to send. A refused one does not hold up those behind it. */
  head(): OutboxEntry | null {
    return this.entries().find((entry) => entry.refused === null) ?? null;
  }

  add(content: string): OutboxEntry {
    this.last = Math.max(this.now(), this.last + 1, ...this.entries().map((entry) => entry.writtenAt + 1));
    const entry: OutboxEntry = { clientId: newClientId(), content, writtenAt: this.last, attempts: 0, refused: null };
    this.keep(entry);
    return entry;
  }

  failed(clientId: string): void {
    this.change(clientId, (entry) => ({ ...entry, attempts: entry.attempts + 1 }));
  }

  refuse(clientId: string, reason: string): void {
    this.change(clientId, (entry) => ({ ...entry, attempts: entry.attempts + 1, refused: reason }));
  }

  retry(clientId: string): void {
    this.change(clientId, (entry) => ({ ...entry, attempts: 0, refused: null }));
  }

  remove(clientId: string): boolean {
    const there = this.store.get(this.prefix + clientId) !== null;
    this.store.remove(this.prefix + clientId);
    return there;
  }

  private change(clientId: string, next: (entry: OutboxEntry) => OutboxEntry): void {
    // Gone means confirmed meanwhile, by another tab or over the socket: it must not come back.
    const entry = readEntry(readJson(this.store, this.prefix + clientId));
    if (entry) this.keep(next(entry));
  }

  private keep(entry: OutboxEntry): void {
    this.store.set(this.prefix + entry.clientId, JSON.stringify(entry));
  }
}
