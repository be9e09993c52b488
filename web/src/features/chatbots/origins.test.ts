import { describe, expect, it } from "vitest";
import { emptySpans, endsNextDay, fieldTime, ordered } from "./hours";
import { readOrigins } from "./origins";

describe("readOrigins", () => {
  it("keeps the origin of an address, once", () => {
    expect(readOrigins("https://a.example/page\na.example, http://localhost:3000")).toEqual({ origins: ["https://a.example", "http://localhost:3000"], wrong: [] });
  });
  it("names what is no web address", () => {
    expect(readOrigins("nonsense ftp://a.example").wrong).toEqual(["nonsense", "ftp://a.example"]);
  });
});

describe("hours", () => {
  const span = (day: string, opens: string, closes: string) => ({ day, opens, closes });
  it("find spans of no length, and only those", () => {
    expect(emptySpans({ time_zone: "UTC", days: [span("mon", "09:00", "09:00"), span("tue", "18:00", "02:00")] })).toEqual([span("mon", "09:00", "09:00")]);
  });
  it("go on past midnight", () => {
    expect(endsNextDay(span("fri", "18:00", "02:00"))).toBe(true);
    expect(endsNextDay(span("fri", "18:00", "24:00"))).toBe(false);
    expect(fieldTime("24:00")).toBe("00:00");
  });
  it("stand by weekday and by opening", () => {
    expect(ordered([span("tue", "09:00", "12:00"), span("mon", "13:00", "17:00"), span("mon", "09:00", "12:00")]).map((s) => s.day + s.opens)).toEqual(["mon09:00", "mon13:00", "tue09:00"]);
  });
});
