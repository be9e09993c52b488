import { h } from "../../shared/element";
import type { Sender, WidgetConfig } from "../../shared/protocol";
import { words } from "../../shared/words";
import type { TimelineItem } from "../timeline";
import { Composer, type ComposerHooks } from "./composer";
import { emailPrompt, type EmailPromptHooks } from "./email-prompt";
import { LogView } from "./log";
import type { MessageActions } from "./message";
import { plainText } from "./rich-text";

export type Connection = "ok" | "offline" | "reconnecting";

export interface ConversationHooks extends ComposerHooks, MessageActions {
  seen(): void;
}

/** Everything inside the panel below its header. */
export class ConversationView {
  readonly log: LogView;
  readonly composer: Composer;
  private readonly connection = h("p", { class: "connection", role: "status", hidden: true });
  private readonly away = h("p", { class: "away-note", hidden: true });
  private readonly greeting = h("div", { class: "msg greeting leads ends" });
  private readonly typing = h("div", { class: "typing", role: "status", hidden: true });
  private readonly notice = h("p", { class: "end-note", role: "status", hidden: true });
  private readonly problem = h("div", { class: "problem", role: "alert", hidden: true });
  private prompt: HTMLElement | null = null;

  constructor(parent: HTMLElement, draft: string, hooks: ConversationHooks) {
    this.log = new LogView(hooks, () => hooks.seen());
    this.composer = new Composer(draft, hooks);
    this.log.before.append(this.away, this.greeting, this.problem);
    this.log.after.append(this.typing, this.notice);
    parent.append(this.connection, this.log.element, this.composer.element);
  }

  configure(config: WidgetConfig): void {
    this.composer.setOpen(config.available);
    const name = config.name || config.tenant_name;
    this.greeting.hidden = config.greeting === "";
    this.greeting.replaceChildren(
      h("div", { class: "by" }, h("span", {}, name)),
      h("div", { class: "bubble" }, ...plainText(config.greeting)),
    );
    this.away.hidden = config.online || config.away_message === "";
    this.away.replaceChildren(...plainText(config.away_message));
  }

  render(items: readonly TimelineItem[], connection: Connection): void {
    this.log.render(items, connection === "offline");
  }

  showConnection(connection: Connection): void {
    const text = connection === "offline" ? words.offline : connection === "reconnecting" ? words.reconnecting : "";
    if (this.connection.textContent !== text) this.connection.textContent = text;
    this.connection.hidden = text === "";
  }

  showTyping(sender: Sender | null): void {
    this.typing.hidden = sender === null;
    this.typing.className = `typing ${sender?.kind ?? ""}`;
    if (sender) {
      const label = sender.kind === "ai" ? words.aiTyping : words.staffTyping(sender.name ?? words.team);
      const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
      this.typing.replaceChildren(dots, h("span", {}, label));
    } else this.typing.replaceChildren();
    this.log.settle();
  }

  showNotice(text: string): void {
    if (this.notice.textContent !== text) this.notice.textContent = text;
    this.notice.hidden = text === "";
    this.log.settle();
  }

  /** The history could not be fetched; `retry` null takes the complaint away. */
  showProblem(retry: (() => void) | null): void {
    this.problem.hidden = retry === null;
    if (!retry) return this.problem.replaceChildren();
    const again = h("button", { class: "act", type: "button" }, words.tryAgain);
    again.addEventListener("click", retry);
    this.problem.replaceChildren(h("span", {}, words.loadFailed), again);
  }

  askEmail(hooks: EmailPromptHooks): void {
    if (this.prompt) return;
    this.prompt = emailPrompt(hooks);
    this.log.after.append(this.prompt);
    this.log.settle();
  }

  dropEmailPrompt(): void {
    this.prompt?.remove();
    this.prompt = null;
  }
}
