import { h, icons } from "../../shared/element";
import type { Sender } from "../../shared/protocol";
import { words } from "../../shared/words";
import type { TimelineItem } from "../timeline";
import { MessageView, type MessageActions } from "./message";
import { dayKey, dayName } from "./times";

const CUSTOMER: Sender = { kind: "customer", name: null };
const GROUP_MS = 5 * 60_000;

const senderOf = (item: TimelineItem): Sender => (item.kind === "message" ? item.message.sender : CUSTOMER);
const timeOf = (item: TimelineItem): number =>
  item.kind === "message" ? Date.parse(item.message.created_at) : item.entry.writtenAt;

function together(a: TimelineItem | undefined, b: TimelineItem | undefined): boolean {
  if (!a || !b) return false;
  const [x, y] = [senderOf(a), senderOf(b)];
  return x.kind === y.kind && x.name === y.name && Math.abs(timeOf(b) - timeOf(a)) < GROUP_MS;
}

/** The scrolling list of messages. Elements are kept by key and only moved, never rebuilt. */
export class LogView {
  readonly element: HTMLElement;
  /** Things that stand before the first and after the last message. */
  readonly before = h("div", { class: "before" });
  readonly after = h("div", { class: "after" });
  /** Silent until the history is there: nobody wants it read out from the beginning. */
  private readonly list = h("div", { class: "list", role: "log", "aria-live": "off", "aria-label": words.log });
  private readonly jump: HTMLElement;
  private readonly scroller: HTMLElement;
  private readonly views = new Map<string, MessageView>();
  private readonly days = new Map<string, HTMLElement>();
  private atEnd = true;

  constructor(
    private readonly actions: MessageActions,
    onEnd: () => void,
  ) {
    this.jump = h("button", { class: "jump", type: "button", hidden: true }, words.newMessages, icons.down());
    this.jump.addEventListener("click", () => this.toEnd());
    // A region that scrolls must be reachable by keyboard.
    this.scroller = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.conversation }, this.before, this.list, this.after);
    this.scroller.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.scroller;
      this.atEnd = scrollHeight - scrollTop - clientHeight < 48;
      if (!this.atEnd) return;
      this.jump.hidden = true;
      onEnd();
    });
    new ResizeObserver(() => this.settle()).observe(this.scroller);
    this.element = h("div", { class: "log" }, this.scroller, this.jump);
  }

  get isAtEnd(): boolean {
    return this.atEnd;
  }

  render(items: readonly TimelineItem[], offline: boolean): void {
    const now = new Date();
    const nodes: HTMLElement[] = [];
    const kept = new Set<string>();
    let day = "";
    items.forEach((item, i) => {
      const at = new Date(timeOf(item));
      if (dayKey(at) !== day) {
        day = dayKey(at);
        kept.add(day);
        nodes.push(this.dayLine(day, at, now));
      }
      const view = this.view(item);
      kept.add(item.key);
      if (item.kind === "message") view.confirmed(item.message);
      else view.pending(item.entry, offline);
      const previous = items[i - 1];
      const next = items[i + 1];
      const newDay = !previous || dayKey(new Date(timeOf(previous))) !== day;
      view.place({ leads: newDay || !together(previous, item), ends: !together(item, next) });
      nodes.push(view.element);
    });
    for (const [key, view] of this.views) {
      if (kept.has(key)) continue;
      view.element.remove();
      this.views.delete(key);
    }
    for (const [key, line] of this.days) {
      if (kept.has(key)) continue;
      line.remove();
      this.days.delete(key);
    }
    nodes.forEach((node, i) => {
      const there = this.list.children[i];
      if (there !== node) this.list.insertBefore(node, there ?? null);
    });
    this.settle();
  }

  tick(): void {
    const now = new Date();
    for (const view of this.views.values()) view.tick(now);
  }

  /** Keeps the newest in sight for who was reading at the end. */
  settle(): void {
    if (this.atEnd) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  toEnd(): void {
    this.atEnd = true;
    this.jump.hidden = true;
    this.settle();
  }

  /** From now on new messages are read out. */
  speak(): void {
    this.list.setAttribute("aria-live", "polite");
  }

  /** Somebody else wrote while the customer reads further up. */
  announceNew(): void {
    if (!this.atEnd) this.jump.hidden = false;
  }

  private view(item: TimelineItem): MessageView {
    const existing = this.views.get(item.key);
    if (existing) return existing;
    const message = item.kind === "message" ? item.message : null;
    const content = item.kind === "message" ? item.message.content : item.entry.content;
    const view = new MessageView(senderOf(item), content, message, this.actions);
    this.views.set(item.key, view);
    return view;
  }

  private dayLine(key: string, at: Date, now: Date): HTMLElement {
    const line = this.days.get(key) ?? h("div", { class: "day" });
    const name = dayName(at, now);
    if (line.textContent !== name) line.textContent = name;
    this.days.set(key, line);
    return line;
  }
}
