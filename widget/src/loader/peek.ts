import { h, icons } from "../shared/element";
import { words } from "../shared/words";

/** A message that came while the chat is closed, shown beside the launcher and read aloud. */
export class Peek {
  /** Always in the page, since a screen reader only follows a region that it knew before. */
  readonly element = h("div", { role: "status" });

  constructor(private readonly open: () => void) {}

  show(kind: string, name: string, text: string): void {
    const openButton = h(
      "button",
      { class: "peek-open", type: "button" },
      h("span", { class: "peek-who" }, name),
      h("span", { class: "peek-text" }, text),
    );
    const close = h("button", { class: "peek-close", type: "button", "aria-label": words.dismiss }, icons.close());
    openButton.addEventListener("click", () => this.open());
    close.addEventListener("click", () => this.hide());
    this.element.replaceChildren(h("div", { class: `peek ${kind}` }, openButton, close));
  }

  hide(): void {
    this.element.replaceChildren();
  }
}
