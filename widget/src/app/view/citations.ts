import { h, icons } from "../../shared/element";
import type { Citation } from "../../shared/protocol";
import { words } from "../../shared/words";

/** Where the passage of a document can be read. */
export type SourceLink = (documentId: string, quote: string) => string;

/** The sources under an AI answer, numbered: documents open beside, catalogue items unfold their quote here. */
export class CitationList {
  readonly element: HTMLElement;
  private readonly chips: HTMLElement[] = [];

  constructor(citations: readonly Citation[], link: SourceLink) {
    const list = h("ul", { class: "cites", "aria-label": words.sources });
    citations.forEach((citation, at) => list.append(this.item(citation, at + 1, link)));
    this.element = list;
  }

  /** A small number within the text that leads to the source of the same number. */
  mark(n: number): Node | null {
    const chip = this.chips[n - 1];
    if (!chip) return null;
    const button = h("button", { class: "mark", type: "button", "aria-label": words.source(n) }, String(n));
    button.addEventListener("click", () => chip.click());
    return button;
  }

  private item(citation: Citation, n: number, link: SourceLink): HTMLElement {
    const said = h("span", { class: "unseen" }, `${words.source(n)}: `);
    const number = h("span", { class: "n", "aria-hidden": "true" }, String(n));
    const name = h("span", { class: "t" }, citation.title);
    const locator = citation.locator ? h("span", { class: "l" }, citation.locator) : null;
    if (citation.document_id !== null) {
      const chip = h(
        "a",
        {
          class: "chip",
          href: link(citation.document_id, citation.quote),
          target: "_blank",
          rel: "noopener",
          title: citation.quote,
        },
        said,
        number,
        name,
        locator,
        h("span", { class: "unseen" }, words.opensTab),
        icons.open(),
      );
      this.chips.push(chip);
      return h("li", {}, chip);
    }
    const quote = h("blockquote", { class: "quote", hidden: true }, citation.quote);
    const chip = h(
      "button",
      { class: "chip", type: "button", "aria-expanded": "false" },
      said,
      number,
      name,
      locator,
      icons.down(),
    );
    chip.addEventListener("click", () => {
      quote.hidden = !quote.hidden;
      chip.setAttribute("aria-expanded", String(!quote.hidden));
    });
    this.chips.push(chip);
    return h("li", {}, chip, quote);
  }
}
