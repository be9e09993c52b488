import { describe, expect, it } from "vitest";
import type { Conversation } from "@/api/types";
import { placed } from "./api/conversations";
import { belongs, listFilter, queryOf, readSearch, type ListFilter } from "./filters";

const conversation = (id: string, minute: number, over: Partial<Conversation> = {}): Conversation => ({
  id, status: "open", channel: "widget", priority: "normal", contact: { id: "x", name: "Elin" }, assignee: null, handover: null, last_message_at: `2026-11-20T10:${String(minute).padStart(2, "0")}:00Z`, unread_count: 0, last_seq: 1,
  created_at: "2026-11-20T09:00:00Z", updated_at: "2026-11-20T09:00:00Z", ...over,
});
const list = (...conversations: Conversation[]) => ({ pages: [{ data: conversations, page: { next_cursor: null } }], pageParams: [undefined] });
const ids = (of: ReturnType<typeof placed>) => of.pages.flatMap((page) => page.data.map((c) => c.id));
const open: ListFilter = { status: "open", view: "all", q: "" };
const me = { id: "me", teams: ["sales"] };

describe("placed", () => {
  it("puts a new conversation in its place by time", () => {
    expect(ids(placed(list(conversation("a", 9), conversation("b", 5)), conversation("c", 7), open, me))).toEqual(["a", "c", "b"]);
  });
  it("moves one with a new message to the top without doubling it", () => {
    expect(ids(placed(list(conversation("a", 9), conversation("b", 5)), conversation("b", 12), open, me))).toEqual(["b", "a"]);
  });
  it("takes out one that no longer belongs", () => {
    expect(ids(placed(list(conversation("a", 9)), conversation("a", 9, { status: "resolved" }), open, me))).toEqual([]);
  });
  it("leaves a list alone that has nothing to do with it", () => {
    const before = list(conversation("a", 9));
    expect(placed(before, conversation("b", 9, { status: "resolved" }), open, me)).toBe(before);
  });
  it("updates but never adds in a search, which only the server can answer", () => {
    const search: ListFilter = { status: "open", view: "all", q: "tyre" };
    expect(ids(placed(list(conversation("a", 9)), conversation("b", 10), search, me))).toEqual(["a"]);
    expect(ids(placed(list(conversation("a", 9), conversation("b", 5)), conversation("b", 10), search, me))).toEqual(["b", "a"]);
  });
});

describe("filters", () => {
  it("know mine, unassigned and hand-over", () => {
    expect(belongs(conversation("a", 1, { assignee: { id: "me", name: "Me" } }), { ...open, view: "mine" }, me)).toBe(true);
    expect(belongs(conversation("a", 1), { ...open, view: "mine" }, me)).toBe(false);
    expect(belongs(conversation("a", 1, { team: { id: "sales", name: "Sales" } }), { ...open, view: "teams" }, me)).toBe(true);
    expect(belongs(conversation("a", 1, { team: { id: "service", name: "Service" } }), { ...open, view: "teams" }, me)).toBe(false);
    expect(belongs(conversation("a", 1), { ...open, view: "unassigned" }, me)).toBe(true);
    expect(belongs(conversation("a", 1, { handover: { reason: "not_grounded", summary: "" } }), { ...open, view: "handover" }, me)).toBe(true);
  });
  it("read only what they know from an address", () => {
    expect(readSearch({ status: "pending", view: "nonsense", q: " ", other: 1 })).toEqual({ status: "pending" });
    expect(listFilter({})).toEqual(open);
  });
  it("search every state", () => {
    expect(queryOf({ status: "open", view: "mine", q: "tyre" })).toEqual({ status: undefined, assignee: "me", handover: undefined, q: "tyre" });
  });
});
