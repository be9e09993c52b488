import { expect, test } from "vitest";
import { cureOf } from "./cures";
import { ApiError } from "./problem";

const problem = (field: string, code: string) => new ApiError(422, { detail: `${field}: as the server says`, code: "invalid", errors: [{ field, code, message: "as the server says" }] });

test("known faults have words of the screen, others the server's", () => {
  expect(cureOf(problem("password", "common_password"), "password")).toContain("tried first");
  expect(cureOf(problem("password", "something_new"), "password")).toBe("as the server says");
  expect(cureOf(problem("email", "invalid"), "password")).toBe("email: as the server says");
  expect(cureOf(new Error("no network"), "password")).toBe("no network");
});
