import { describe, expect, it } from "vitest";
import type { Message } from "@/api/types";
import { entries, lastSeq, mergeMessages, type Outgoing } from "./thread";

const message = (seq: number, over: Partial<Message> = {}): Message => ({
  id: `m${seq}`, conversation_id: "c", seq, sender: { kind: "customer", name: "Elin" }, content: `text ${seq}`, citations: [], private: false, client_id: null, created_at: "2026-11-20T10:00:00Z", ...over,
});
const outgoing = (clientId: string, over: Partial<Outgoing> = {}): Outgoing => ({
  client_id: clientId, user_id: "u", conversation_id: "c", content: "hi", private: false, created_at: "2026-11-20T10:01:00Z", state: "sending", error: null, ...over,
});

describe("mergeMessages", () => {
  it("keeps each message once, in the order of its number", () => {
    expect(mergeMessages([message(1), message(3)], [message(2), message(3)]).map((m) => m.seq)).toEqual([1, 2, 3]);
  });
  it("prefers the newer copy", () => {
    expect(mergeMessages([message(1)], [message(1, { content: "changed" })])[0]?.content).toBe("changed");
  });
  it("knows the last number of an empty thread", () => expect(lastSeq([])).toBe(0));
});

describe("entries", () => {
  it("shows what is on its way after what has arrived, in the order it was written", () => {
    const shown = entries([message(1)], [outgoing("b", { created_at: "2026-11-20T10:03:00Z" }), outgoing("a")]);
    expect(shown.map((entry) => (entry.kind === "message" ? entry.message.id : entry.outgoing.client_id))).toEqual(["m1", "a", "b"]);
  });
  it("drops the copy on its way once the server's message is there, by whichever road it came", () => {
    const shown = entries([message(1, { client_id: "a", sender: { kind: "staff" } })], [outgoing("a")]);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.kind).toBe("message");
  });
  it("keeps a failed one in sight", () => {
    expect(entries([], [outgoing("a", { state: "failed", error: "no" })])).toHaveLength(1);
  });
});
