import { h, icons } from "../../shared/element";
import type { Message, Sender } from "../../shared/protocol";
import { words } from "../../shared/words";
import type { OutboxEntry } from "../outbox";
import { CitationList, type SourceLink } from "./citations";
import { answerText, plainText } from "./rich-text";
import { exactTime, relativeTime } from "./times";

export interface MessageActions {
  retry(clientId: string): void;
  remove(clientId: string): void;
  source: SourceLink;
}

/** How a message stands among its neighbours. */
export interface Placement {
  /** Says who speaks: the first of several by the same sender. */
  leads: boolean;
  /** Says when: the last of several. */
  ends: boolean;
}

function speaker(sender: Sender): HTMLElement {
  switch (sender.kind) {
    case "ai":
      return h(
        "div",
        { class: "by" },
        icons.spark(),
        h("span", {}, sender.name ?? words.aiName),
        h("span", { class: "ai-mark" }, words.aiMark),
      );
    case "staff": {
      const name = sender.name ?? words.team;
      return h("div", { class: "by" }, h("span", { class: "face", "aria-hidden": "true" }, name.charAt(0).toUpperCase()), h("span", {}, name));
    }
    case "customer":
      return h("div", { class: "unseen" }, words.you);
    case "system":
      return h("div", { class: "unseen" }, words.notice);
  }
}

/** One message. Its element lives as long as the message does, so that turning from sending to sent is not read
 * aloud as something new. */
export class MessageView {
  readonly element: HTMLElement;
  private readonly by: HTMLElement;
  private readonly foot = h("div", { class: "foot", "aria-live": "off" });
  private footKey = "";
  private at: Date | null = null;

  constructor(
    sender: Sender,
    content: string,
    message: Message | null,
    private readonly actions: MessageActions,
  ) {
    this.by = speaker(sender);
    const citations = message && message.citations.length > 0 ? new CitationList(message.citations, actions.source) : null;
    const text =
      sender.kind === "ai" ? answerText(content, (n) => citations?.mark(n) ?? null) : plainText(content);
    const bubble = h("div", { class: "bubble" }, ...text);
    this.element = h("div", { class: `msg ${sender.kind}` }, this.by, bubble, citations?.element ?? null, this.foot);
  }

  place({ leads, ends }: Placement): void {
    this.by.hidden = !leads && !this.by.classList.contains("unseen");
    this.element.classList.toggle("leads", leads);
    this.element.classList.toggle("ends", ends);
  }

  confirmed(message: Message): void {
    this.element.classList.remove("pending", "refused", "waiting");
    this.at = new Date(message.created_at);
    this.setFoot(`sent ${message.created_at}`, () => [
      h("time", { datetime: message.created_at, title: exactTime(new Date(message.created_at)) }),
    ]);
    this.tick(new Date());
  }

  pending(entry: OutboxEntry, offline: boolean): void {
    this.element.classList.add("pending");
    const { clientId, refused, attempts } = entry;
    this.element.classList.toggle("refused", refused !== null);
    this.element.classList.toggle("waiting", refused === null && (offline || attempts > 1));
    if (refused !== null) {
      this.setFoot(`refused ${refused}`, () => [
        h("span", { class: "bad", role: "alert" }, icons.alert(), words.failed(refused)),
        this.button(words.tryAgain, () => this.actions.retry(clientId)),
        this.button(words.remove, () => this.actions.remove(clientId)),
      ]);
    } else if (offline) this.setFoot("offline", () => [words.waitingOffline]);
    else if (attempts > 1) {
      this.setFoot("waiting", () => [
        h("span", { class: "bad" }, icons.alert(), words.waiting),
        this.button(words.tryNow, () => this.actions.retry(clientId)),
      ]);
    } else this.setFoot("sending", () => [words.sending]);
  }

  tick(now: Date): void {
    const time = this.foot.querySelector("time");
    if (time && this.at) time.textContent = relativeTime(this.at, now);
  }

  private setFoot(key: string, build: () => (Node | string)[]): void {
    if (key === this.footKey) return;
    this.footKey = key;
    this.foot.replaceChildren(...build());
  }

  private button(label: string, act: () => void): HTMLElement {
    const button = h("button", { class: "act", type: "button" }, label);
    button.addEventListener("click", act);
    return button;
  }
}
