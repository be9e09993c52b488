import { expect, test } from "vitest";
import { codeOf, isCode } from "./code-field";

test("a code is six digits, with whatever spaces came along", () => {
  expect(codeOf(" 402 917\n")).toBe("402917");
  for (const good of ["402917", "402 917", " 000000 "]) expect(isCode(good)).toBe(true);
  for (const bad of ["", "40291", "4029177", "40291a", "４０２９１７"]) expect(isCode(bad)).toBe(false);
});
