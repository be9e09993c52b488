import { describe, expect, it } from "vitest";
import { findQuote } from "./quote";

describe("findQuote", () => {
  const text = "Coverage.\nThe battery is covered\nfor 8 years (or 160,000 km).";
  const found = (quote: string) => {
    const place = findQuote(text, quote);
    return place === null ? null : text.slice(place.start, place.end);
  };
  it("finds words across line breaks", () => expect(found("battery is covered for 8 years")).toBe("battery is covered\nfor 8 years"));
  it("takes signs literally", () => expect(found("(or 160,000 km).")).toBe("(or 160,000 km)."));
  it("is not fooled by what isn't there", () => expect(found("for 9 years")).toBeNull());
  it("finds nothing for an empty quote", () => expect(found("  ")).toBeNull());
});
