import { describe, expect, it } from "vitest";
import { wrongDays } from "./hours";
import { readOrigins } from "./origins";

describe("readOrigins", () => {
  it("keeps the origin of an address, once", () => {
    expect(readOrigins("https://a.example/page\na.example, http://localhost:3000")).toEqual({ origins: ["https://a.example", "http://localhost:3000"], wrong: [] });
  });
  it("names what is no web address", () => {
    expect(readOrigins("nonsense ftp://a.example").wrong).toEqual(["nonsense", "ftp://a.example"]);
  });
});

describe("wrongDays", () => {
  it("finds days that close before they open", () => {
    expect(wrongDays({ time_zone: "UTC", days: [{ day: "mon", opens: "09:00", closes: "18:00" }, { day: "tue", opens: "18:00", closes: "09:00" }] })).toEqual(["tue"]);
  });
});
