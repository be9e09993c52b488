import { describe, expect, it } from "vitest";
import { contrast, parseHex, readableOn } from "./contrast";

describe("contrast", () => {
  it("spans 1 to 21", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#777777")).toBeCloseTo(1, 5);
  });
  it("agrees with known pairs and does not depend on the order", () => {
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    expect(contrast("#ffffff", "#0f766e")).toBeCloseTo(5.47, 2);
  });
  it("reads short colours and refuses others", () => {
    expect(parseHex("#fff")).toEqual({ r: 255, g: 255, b: 255 });
    expect(parseHex("teal")).toBeNull();
    expect(contrast("#12345", "#fff")).toBeNull();
  });
  it("picks the readable of black and white", () => {
    expect(readableOn("#ffe600")).toBe("#000000");
    expect(readableOn("#0f766e")).toBe("#ffffff");
  });
});
