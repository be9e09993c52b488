import { describe, expect, it } from "vitest";
import { Outbox } from "../src/app/outbox";
import { memoryStore } from "../src/shared/storage";

describe("outbox", () => {
  it("keeps what was written, in order, for the next page load", () => {
    const store = memoryStore();
    const before = new Outbox(store, "out:", () => 1_000);
    before.add("first");
    before.add("second");
    before.add("third");
    const after = new Outbox(store, "out:");
    expect(after.entries().map((entry) => entry.content)).toEqual(["first", "second", "third"]);
    expect(after.head()?.content).toBe("first");
  });

  it("orders after what another tab wrote, even when the clock has gone back", () => {
    const store = memoryStore();
    new Outbox(store, "out:", () => 9_000).add("earlier");
    new Outbox(store, "out:", () => 5_000).add("later");
    expect(new Outbox(store, "out:").entries().map((entry) => entry.content)).toEqual(["earlier", "later"]);
  });

  it("gives every message a client id of its own", () => {
    const outbox = new Outbox(memoryStore(), "out:");
    const ids = [outbox.add("same"), outbox.add("same")].map((entry) => entry.clientId);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("does not let a refused message hold up the next", () => {
    const outbox = new Outbox(memoryStore(), "out:");
    const first = outbox.add("refused");
    outbox.add("fine");
    outbox.refuse(first.clientId, "too rude");
    expect(outbox.head()?.content).toBe("fine");
    expect(outbox.entries()[0]?.refused).toBe("too rude");
    outbox.retry(first.clientId);
    expect(outbox.head()?.content).toBe("refused");
  });

  it("never brings back a message that was confirmed while its attempt failed", () => {
    const outbox = new Outbox(memoryStore(), "out:");
    const { clientId } = outbox.add("once");
    expect(outbox.remove(clientId)).toBe(true);
    outbox.failed(clientId);
    outbox.refuse(clientId, "late");
    expect(outbox.entries()).toEqual([]);
  });

  it("skips what it cannot read", () => {
    const store = memoryStore();
    store.set("out:broken", "{");
    store.set("out:foreign", '{"a":1}');
    expect(new Outbox(store, "out:").entries()).toEqual([]);
  });
});
