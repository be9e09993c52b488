import { describe, expect, it } from "vitest";
import { linkify } from "../src/app/view/linkify";

const links = (text: string) => linkify(text).filter(({ href }) => href !== null).map(({ text: shown, href }) => [shown, href]);

describe("linkify", () => {
  it("keeps every character of the text", () => {
    for (const text of ["", "plain", "a https://x.example/a?b=c#d, and www.y.example.", "m@n.example (http://z.example)"]) {
      expect(linkify(text).map((part) => part.text).join("")).toBe(text);
    }
  });

  it("leaves the sentence's punctuation out of the link", () => {
    expect(links("See https://x.example/a. Or (https://x.example/b)!")).toEqual([
      ["https://x.example/a", "https://x.example/a"],
      ["https://x.example/b", "https://x.example/b"],
    ]);
    expect(links("https://x.example/wiki/Car_(vehicle)")).toEqual([
      ["https://x.example/wiki/Car_(vehicle)", "https://x.example/wiki/Car_(vehicle)"],
    ]);
  });

  it("knows bare www addresses and e-mail", () => {
    expect(links("www.x.example or ana@x.example")).toEqual([
      ["www.x.example", "https://www.x.example/"],
      ["ana@x.example", "mailto:ana@x.example"],
    ]);
  });

  it("never makes a link of another scheme", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt://x.example/%0aalert(1)", "file:///etc/passwd", "https://", "vbscript:x"]) {
      for (const { href } of linkify(text)) expect(href === null || /^(https?:\/\/|mailto:)/.test(href)).toBe(true);
    }
    expect(links("javascript:alert(1)")).toEqual([]);
  });

  it("stays fast on hostile text", () => {
    const began = performance.now();
    linkify("www.".repeat(1_000) + "a@".repeat(1_000) + "https://".repeat(250) + ")".repeat(2_000));
    expect(performance.now() - began).toBeLessThan(250);
  });
});
