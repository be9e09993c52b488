import { describe, expect, it } from "vitest";
import { Timeline } from "../src/app/timeline";
import { message } from "./messages";

const entry = (clientId: string, writtenAt = 1) => ({ clientId, content: "hi", writtenAt, attempts: 0, refused: null });

describe("timeline", () => {
  it("shows a message once, however often and in whatever order it comes", () => {
    const timeline = new Timeline();
    expect(timeline.merge([message(2), message(3)]).length).toBe(2);
    expect(timeline.merge([message(1), message(2), message(3)]).map(({ seq }) => seq)).toEqual([1]);
    expect(timeline.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(timeline.lastSeq).toBe(3);
  });

  it("takes two messages with one client id for the same", () => {
    const timeline = new Timeline();
    timeline.merge([message(1, { client_id: "c" })]);
    expect(timeline.merge([message(2, { id: "other", client_id: "c" })])).toEqual([]);
  });

  it("puts what is on its way last, and drops it once it is confirmed, under the same key", () => {
    const timeline = new Timeline();
    timeline.merge([message(1)]);
    expect(timeline.items([entry("c")]).map(({ key, kind }) => [key, kind])).toEqual([["m1", "message"], ["c", "pending"]]);
    timeline.merge([message(2, { client_id: "c" })]);
    expect(timeline.items([entry("c")]).map(({ key, kind }) => [key, kind])).toEqual([["m1", "message"], ["c", "message"]]);
  });

  it("counts as unread only what staff and AI wrote after the mark", () => {
    const timeline = new Timeline();
    timeline.merge([
      message(1),
      message(2, { sender: { kind: "customer", name: null } }),
      message(3, { sender: { kind: "staff", name: "Ana" } }),
      message(4, { sender: { kind: "system", name: null } }),
    ]);
    expect(timeline.unreadAfter(0)).toBe(2);
    expect(timeline.unreadAfter(1)).toBe(1);
    expect(timeline.unreadAfter(4)).toBe(0);
  });
});
