import { h, icons } from "../shared/element";
import { words } from "../shared/words";

/** The round button in the corner, with the number of unread messages. */
export class Launcher {
  readonly button = h("button", { class: "launcher", type: "button", "aria-haspopup": "dialog" });
  private readonly badge = h("span", { class: "badge", "aria-hidden": "true", hidden: true });
  private unread = 0;
  private open = false;

  constructor() {
    const chat = h("span", { class: "launcher-chat" }, icons.chat());
    const close = h("span", { class: "launcher-close" }, icons.down());
    this.button.append(chat, close, this.badge);
    this.describe();
  }

  setUnread(count: number): void {
    this.unread = count;
    this.badge.hidden = count === 0;
    this.badge.textContent = count > 9 ? "9+" : String(count);
    this.describe();
  }

  setOpen(open: boolean): void {
    this.open = open;
    this.describe();
  }

  private describe(): void {
    this.button.setAttribute("aria-expanded", String(this.open));
    this.button.setAttribute("aria-label", this.open ? words.closeChat : words.openChat(this.unread));
  }
}
