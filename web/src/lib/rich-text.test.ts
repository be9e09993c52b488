import { describe, expect, it } from "vitest";
import { blocks, glance, links } from "./rich-text";

describe("blocks", () => {
  it("reads marks and bold", () => {
    expect(blocks("Covered for **8 years** [1].")).toEqual([
      { kind: "paragraph", inline: [{ kind: "text", text: "Covered for " }, { kind: "strong", text: "8 years" }, { kind: "text", text: " " }, { kind: "mark", n: 1 }, { kind: "text", text: "." }] },
    ]);
  });
  it("reads lists between paragraphs", () => {
    expect(blocks("Bring:\n- the keys\n- the book\n\nThen:\n3. sign").map((block) => (block.kind === "list" ? [block.ordered, block.start, block.items.length] : "p"))).toEqual(["p", [false, 1, 2], "p", [true, 3, 1]]);
  });
  it("takes HTML as text", () => {
    expect(blocks("<img src=x onerror=alert(1)>")).toEqual([{ kind: "paragraph", inline: [{ kind: "text", text: "<img src=x onerror=alert(1)>" }] }]);
  });
});

describe("links", () => {
  it("leaves the end of the sentence out of the address", () => {
    expect(links("See https://a.example/b?c=1.")).toEqual([{ kind: "text", text: "See " }, { kind: "link", text: "https://a.example/b?c=1", href: "https://a.example/b?c=1" }, { kind: "text", text: "." }]);
  });
  it("links nothing but web addresses", () => expect(links("javascript:alert(1)")).toEqual([{ kind: "text", text: "javascript:alert(1)" }]));
});

it("glance leaves marks out", () => expect(glance("It is **8 years** [1].\nYes")).toBe("It is 8 years. Yes"));
