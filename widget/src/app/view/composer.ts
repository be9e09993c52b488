import { h, icons } from "../../shared/element";
import { words } from "../../shared/words";

/** The server's limit, counted as it counts: in characters, not UTF-16 units. */
export const MAX_LENGTH = 4_000;
const SHOW_COUNTER_FROM = 3_600;

export interface ComposerHooks {
  send(content: string): void;
  /** Every change of the text. */
  input(content: string): void;
}

export class Composer {
  readonly element: HTMLFormElement;
  private readonly field = h("textarea", {
    class: "field",
    rows: "1",
    id: "write",
    placeholder: words.placeholder,
    enterkeyhint: "send",
    autocomplete: "off",
  });
  private readonly counter = h("p", { class: "counter", id: "counter", role: "status" });
  private readonly button = h("button", { class: "send", type: "submit", "aria-label": words.send }, icons.send());

  constructor(draft: string, private readonly hooks: ComposerHooks) {
    this.field.value = draft;
    this.element = h(
      "form",
      { class: "composer", novalidate: true },
      h("label", { class: "unseen", for: "write" }, words.write),
      h("div", { class: "row" }, this.field, this.button),
      this.counter,
    );
    this.field.addEventListener("input", () => {
      this.refresh();
      this.hooks.input(this.field.value);
    });
    this.field.addEventListener("keydown", (event) => {
      // While an input method composes a word, Enter belongs to it.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.refresh();
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  /** What was being written stays there for when it is open again. */
  setOpen(open: boolean): void {
    this.element.hidden = !open;
  }

  /** The height can only be measured while the panel is shown. */
  refresh(): void {
    const length = Array.from(this.field.value).length;
    const over = length - MAX_LENGTH;
    const counter = over > 0 ? words.over(over) : length >= SHOW_COUNTER_FROM ? words.left(-over) : "";
    if (this.counter.textContent !== counter) this.counter.textContent = counter;
    this.counter.hidden = counter === "";
    this.counter.classList.toggle("bad", over > 0);
    this.field.setAttribute("aria-invalid", String(over > 0));
    if (counter) this.field.setAttribute("aria-describedby", "counter");
    else this.field.removeAttribute("aria-describedby");
    // aria-disabled rather than disabled: the button keeps its place in the tab order and can say why.
    this.button.setAttribute("aria-disabled", String(over > 0 || this.field.value.trim() === ""));
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 168)}px`;
  }

  private submit(): void {
    const content = this.field.value.trim();
    if (!content || Array.from(content).length > MAX_LENGTH) return this.focus();
    this.field.value = "";
    this.refresh();
    this.hooks.send(content);
    this.focus();
  }
}
