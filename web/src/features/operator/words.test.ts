import { describe, expect, it } from "vitest";
import { actionWords, details, operatorName, reasonProblem } from "./words";

describe("the operator log's words", () => {
  it("says known actions plainly, and unknown ones by their name", () => {
    expect(actionWords("tenant.suspended")).toBe("suspended the tenant");
    expect(actionWords("plan.changed")).toBe("plan.changed");
  });

  it("names the command line where there is no operator", () => {
    const entry = { operator_id: null, operator_name: null } as never;
    expect(operatorName(entry)).toBe("The command line");
  });

  it("lists what else an entry tells", () => {
    expect(details({ before: null, after: { writes: false, ends_at: "2026-03-10T11:00:00Z" } })).toEqual([
      { field: "writes", value: "false" },
      { field: "ends at", value: "2026-03-10T11:00:00Z" },
    ]);
    expect(details({ before: null, after: null })).toEqual([]);
  });

  it("wants a reason that says something", () => {
    expect(reasonProblem("   x   ")).toContain("5 characters");
    expect(reasonProblem("x".repeat(501))).toContain("500");
    expect(reasonProblem("Ticket 4711")).toBeNull();
  });
});
