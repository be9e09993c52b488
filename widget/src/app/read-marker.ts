import type { Store } from "../shared/storage";

/** How far the customer has read, shared by the tabs. */
export class ReadMarker {
  constructor(
    private readonly store: Store,
    private readonly key: string,
    private readonly report: (seq: number) => Promise<unknown>,
  ) {}

  get seq(): number {
    return Number(this.store.get(this.key) ?? 0) || 0;
  }

  /** Returns whether that is news. */
  advance(seq: number): boolean {
    if (seq <= this.seq) return false;
    this.store.set(this.key, String(seq));
    // Only a hint to the team; the next one makes up for one that is lost.
    this.report(seq).catch(() => undefined);
    return true;
  }

  reset(): void {
    this.store.remove(this.key);
  }
}
