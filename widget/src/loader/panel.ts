import { h, icons } from "../shared/element";
import type { WidgetConfig } from "../shared/protocol";
import { words } from "../shared/words";

const PHONE = "(max-width: 480px), (max-height: 440px)";

export type Toggle = (open: boolean) => void;

/** The chat's frame: header, body, opening and closing, and where the keyboard goes. */
export class Panel {
  readonly body = h("div", { class: "body" });
  readonly element: HTMLElement;
  private readonly name = h("h2", { class: "name", id: "name" });
  private readonly status = h("p", { class: "status", "aria-live": "polite" });
  private readonly avatar = h("span", { class: "avatar", "aria-hidden": "true" });
  private readonly phone = matchMedia(PHONE);
  private readonly listeners: Toggle[] = [];
  private returnTo: HTMLElement | null = null;
  private pageOverflow: string | null = null;
  private opened = false;

  constructor(private readonly launcher: HTMLElement) {
    const close = h("button", { class: "close", type: "button", "aria-label": words.closeChat }, icons.close());
    close.addEventListener("click", () => this.close());
    this.element = h(
      "section",
      { class: "panel", role: "dialog", "aria-labelledby": "name", tabindex: "-1", hidden: true },
      h("div", { class: "head" }, this.avatar, h("div", { class: "who" }, this.name, this.status), close),
      this.body,
    );
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.phone.addEventListener("change", () => this.fit());
    window.visualViewport?.addEventListener("resize", () => this.fit());
    window.visualViewport?.addEventListener("scroll", () => this.fit());
  }

  get isOpen(): boolean {
    return this.opened;
  }

  get isFullScreen(): boolean {
    return this.phone.matches;
  }

  onToggle(listener: Toggle): void {
    this.listeners.push(listener);
  }

  configure(config: WidgetConfig): void {
    this.name.textContent = config.name || config.tenant_name;
    this.avatar.textContent = (config.tenant_name || config.name).trim().charAt(0).toUpperCase();
  }

  setStatus(text: string, online: boolean): void {
    // Setting the same words again would have them read aloud again.
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.classList.toggle("online", online);
  }

  /** `quietly` leaves the keyboard where it is: nobody asked for the chat just now. */
  open(quietly = false): void {
    if (this.opened) return;
    this.opened = true;
    const active = document.activeElement;
    this.returnTo = active instanceof HTMLElement && active !== document.body ? active : null;
    this.element.hidden = false;
    this.fit();
    if (!quietly) this.element.focus({ preventScroll: true });
    for (const listener of this.listeners) listener(true);
  }

  close(): void {
    if (!this.opened) return;
    this.opened = false;
    const root = this.element.getRootNode();
    const hadFocus = root instanceof ShadowRoot && root.activeElement !== null;
    this.element.hidden = true;
    this.fit();
    for (const listener of this.listeners) listener(false);
    if (!hadFocus) return;
    // The host itself stands for everything inside it, so going back to it means the launcher.
    const host = root instanceof ShadowRoot ? root.host : null;
    const target = this.returnTo?.isConnected && this.returnTo !== host ? this.returnTo : this.launcher;
    target.focus({ preventScroll: true });
  }

  /** On a phone the chat fills what the keyboard leaves of the screen, and the page behind stays still. */
  private fit(): void {
    const full = this.opened && this.phone.matches;
    this.element.setAttribute("aria-modal", String(full));
    this.launcher.classList.toggle("away", full);
    const viewport = window.visualViewport;
    this.element.style.height = full && viewport ? `${viewport.height}px` : "";
    this.element.style.top = full && viewport ? `${viewport.offsetTop}px` : "";
    const page = document.documentElement;
    if (full && this.pageOverflow === null) {
      this.pageOverflow = page.style.overflow;
      page.style.overflow = "hidden";
    } else if (!full && this.pageOverflow !== null) {
      page.style.overflow = this.pageOverflow;
      this.pageOverflow = null;
    }
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Tab" && this.phone.matches) {
      this.keepInside(event);
    }
  }

  /** Full screen is modal, so Tab goes round inside it; beside the page it may leave. */
  private keepInside(event: KeyboardEvent): void {
    const stops = [...this.element.querySelectorAll<HTMLElement>("button,a[href],input,textarea,[tabindex='0']")].filter(
      (stop) => !stop.hasAttribute("disabled") && stop.getClientRects().length > 0,
    );
    const first = stops[0];
    const last = stops[stops.length - 1];
    const root = this.element.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    if (event.shiftKey && (active === first || active === this.element)) {
      event.preventDefault();
      last?.focus();
    } else if (!event.shiftKey && active === last) {
      event.preventDefault();
      first?.focus();
    }
  }
}
