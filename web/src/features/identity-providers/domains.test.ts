import { expect, test } from "vitest";
import { readDomains } from "./domains";

test("domains are read however they are parted", () => {
  expect(readDomains(" Corp.example, @sub.corp.example;\ncorp.example ")).toEqual(["corp.example", "sub.corp.example"]);
  expect(readDomains("  ")).toEqual([]);
});
