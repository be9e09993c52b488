import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TypingSignal, TypingWatch } from "../src/app/typing";

describe("typing", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("tells the team at most every three seconds, and once when it stops", () => {
    const sent: boolean[] = [];
    const signal = new TypingSignal((typing) => sent.push(typing));
    for (let i = 0; i < 10; i++) {
      signal.input(true);
      vi.advanceTimersByTime(500);
    }
    expect(sent).toEqual([true, true]);
    vi.advanceTimersByTime(10_000);
    expect(sent).toEqual([true, true, false]);
    signal.stop();
    expect(sent.length).toBe(3);
  });

  it("forgets a typing sign whose end was lost, and ends it with the message", () => {
    const seen: (string | null)[] = [];
    const watch = new TypingWatch((sender) => seen.push(sender?.name ?? null));
    watch.hear({ kind: "staff", name: "Ana" }, true);
    watch.hear({ kind: "staff", name: "Ana" }, true);
    vi.advanceTimersByTime(8_000);
    watch.hear({ kind: "staff", name: "Ben" }, true);
    watch.spoke("ai");
    watch.spoke("staff");
    expect(seen).toEqual(["Ana", null, "Ben", null]);
  });
});
