import { describe, expect, it } from "vitest";
import { contrast, parseHex, readable, textOn, WHITE, type Rgb } from "../src/shared/contrast";
import { themeCss } from "../src/shared/theme";

const hex = (value: string): Rgb => parseHex(value) ?? WHITE;

describe("contrast", () => {
  it("measures as WCAG does", () => {
    expect(contrast(hex("#000"), hex("#fff"))).toBeCloseTo(21);
    expect(contrast(hex("#777777"), hex("#ffffff"))).toBeCloseTo(4.48, 2);
  });

  it("reads short and long hex and nothing else", () => {
    expect(parseHex("#0f8")).toEqual([0, 255, 136]);
    expect(parseHex(" 0F766E ")).toEqual([15, 118, 110]);
    for (const bad of ["", "teal", "#12", "#12345g", "url(x)", "#fff;color:red"]) expect(parseHex(bad)).toBeNull();
  });

  it("leaves a readable colour alone and mends the others", () => {
    expect(readable(hex("#0f766e"), [WHITE], 4.5)).toEqual(hex("#0f766e"));
    for (const color of ["#ffff00", "#ffffff", "#cccccc", "#ff9999"]) {
      expect(contrast(readable(hex(color), [WHITE], 4.5), WHITE)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("keeps a wanted text colour only where it can be read", () => {
    expect(textOn(hex("#0f766e"), WHITE)).toEqual(WHITE);
    expect(contrast(textOn(hex("#ffee00"), WHITE), hex("#ffee00"))).toBeGreaterThanOrEqual(4.5);
  });

  it("makes every combination of colours readable in both themes", () => {
    const steps = ["00", "33", "80", "b0", "ff"];
    const value = (css: string, name: string) => hex(new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(css)?.[1] ?? "");
    for (const r of steps) for (const g of steps) for (const b of steps) {
      for (const on of ["#ffffff", "#000000", `#${r}${g}${b}`, "nonsense"]) {
        const both = themeCss({ primary: `#${r}${g}${b}`, on_primary: on }).split("@media");
        for (const css of both) {
          const surface = value(css, "surface");
          expect(contrast(value(css, "primary"), value(css, "on-primary"))).toBeGreaterThanOrEqual(4.5);
          expect(contrast(value(css, "edge"), surface)).toBeGreaterThanOrEqual(3);
          for (const under of ["surface", "raised", "ai-surface"]) {
            expect(contrast(value(css, "link"), value(css, under))).toBeGreaterThanOrEqual(4.5);
            for (const text of ["text", "muted", "ai", "danger"]) {
              expect(contrast(value(css, text), value(css, under)), `${text} on ${under}`).toBeGreaterThanOrEqual(4.5);
            }
          }
          expect(contrast(value(css, "field"), surface)).toBeGreaterThanOrEqual(3);
        }
      }
    }
  });
});
