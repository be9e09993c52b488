import { describe, expect, it } from "vitest";
import { answerText, plainText } from "../src/app/view/rich-text";
import { h } from "../src/shared/element";

function html(nodes: Node[]): string {
  const box = h("div", {}, ...nodes);
  return box.innerHTML;
}

describe("text of messages", () => {
  it("shows markup of others as text", () => {
    const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
    for (const nodes of [plainText(hostile), answerText(hostile, () => null)]) {
      const box = h("div", {}, ...nodes);
      expect(box.querySelector("img,script")).toBeNull();
      expect(box.textContent).toBe(hostile);
    }
  });

  it("opens links in a new tab without telling them where from", () => {
    const link = h("div", {}, ...plainText("https://x.example")).querySelector("a");
    expect(link?.target).toBe("_blank");
    expect(link?.rel).toContain("noopener");
  });

  it("understands the lists, bold and marks of answers", () => {
    const marks: number[] = [];
    const out = html(
      answerText("Two **options**:\n- one [1]\n- two [7]\n\nThen:\n1. first\n2) second", (n) => {
        marks.push(n);
        return n === 1 ? h("b", {}, "mark") : null;
      }),
    );
    expect(out).toBe(
      '<p>Two <strong>options</strong>:</p><ul><li><span class="keep">one<b>mark</b></span></li><li>two [7]</li></ul><p>Then:</p>' +
        '<ol start="1"><li>first</li><li>second</li></ol>',
    );
    expect(marks).toEqual([1, 7]);
  });

  it("leaves a customer's stars and brackets alone", () => {
    expect(html(plainText("**no** [1] - no"))).toBe("<p>**no** [1] - no</p>");
  });
});
