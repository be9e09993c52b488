import { expect, test } from "vitest";
import { readHeaders } from "./headers";

test("headers are read line by line, and a line that is none is found", () => {
  expect(readHeaders("")).toEqual({});
  expect(readHeaders("Authorization: Bearer a:b\n\n  X-Env:live ")).toEqual({ Authorization: "Bearer a:b", "X-Env": "live" });
  expect(readHeaders("no colon")).toBeNull();
  expect(readHeaders(": value")).toBeNull();
  expect(readHeaders("two words: value")).toBeNull();
});
