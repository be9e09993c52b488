import { describe, expect, it } from "vitest";
import { actionWords, changes } from "./words";

describe("the audit log's words", () => {
  it("shows what differs, and all of what is new or gone", () => {
    expect(changes({ before: { role: "agent", email: "a@b.c" }, after: { role: "viewer", email: "a@b.c" } })).toEqual([{ field: "role", before: "agent", after: "viewer" }]);
    expect(changes({ before: null, after: { name: "A", limit: 3, list: [1] } })).toEqual([
      { field: "name", before: "", after: "A" },
      { field: "limit", before: "", after: "3" },
      { field: "list", before: "", after: "[1]" },
    ]);
    expect(changes({ before: undefined, after: undefined })).toEqual([]);
  });

  it("shows an action of a later version by its own name", () => {
    expect(actionWords("member.added")).toBe("added a member");
    expect(actionWords("comet.landed")).toBe("comet.landed");
  });
});
