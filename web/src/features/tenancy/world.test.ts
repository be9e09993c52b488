import { describe, expect, it } from "vitest";
import { nameOfCurrency, slugOf, TIME_ZONES } from "./world";

describe("the world's words", () => {
  it("make a short name of what is typed, while it is typed", () => {
    expect(slugOf("Northwind Motors")).toBe("northwind-motors");
    expect(slugOf("a -- b")).toBe("a-b");
    expect(slugOf("north-")).toBe("north-");
  });
  it("know time zones and currencies", () => {
    expect(TIME_ZONES).toContain("UTC");
    expect(nameOfCurrency("NOK")).toContain("Norw");
    expect(nameOfCurrency("?")).toBe("? · ?");
  });
});
