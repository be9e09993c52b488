import type { App, AppContext, Identity } from "../shared/bridge";
import type { ConversationState, Frame, Message, WidgetConfig } from "../shared/protocol";
import { words } from "../shared/words";
import { Outbox } from "./outbox";
import { ReadMarker } from "./read-marker";
import { Realtime, type Link } from "./realtime";
import { Sender } from "./sender";
import { Session } from "./session";
import { runSocket } from "./socket";
import { Tabs, type TabNews } from "./tabs";
import { Timeline } from "./timeline";
import { TypingSignal, TypingWatch } from "./typing";
import { ConversationView, type Connection } from "./view/conversation";
import { plainPreview } from "./view/rich-text";
import { WidgetApi } from "./widget-api";

/** A short break of the connection is nobody's business. */
const SHOW_RECONNECTING_AFTER_MS = 2_500;
const CLOCK_MS = 30_000;
/** A tab that was hidden this long may have slept through the end of its connection. */
const DOUBT_AFTER_MS = 60_000;
/** Longer than an answer usually takes, and short enough not to promise one that does not come. */
const EXPECT_MS = 20_000;

/** One visitor's conversation in one tab: brings together what is stored, what is sent, what comes in and the view. */
export class Chat implements App {
  private readonly timeline = new Timeline();
  private readonly session: Session;
  private readonly api: WidgetApi;
  private readonly outbox: Outbox;
  private readonly sender: Sender;
  private readonly realtime: Realtime;
  private readonly read: ReadMarker;
  private readonly tabs: Tabs;
  private readonly typingSignal: TypingSignal;
  private readonly typingWatch: TypingWatch;
  private readonly view: ConversationView;
  private config: WidgetConfig;
  private identity: Identity;
  private conversation: ConversationState | null = null;
  private connection: Connection = "ok";
  private lostTimer: ReturnType<typeof setTimeout> | undefined;
  private catchingUp: Promise<boolean> | null = null;
  private restarted = false;
  private hiddenAt = 0;

  constructor(private readonly context: AppContext) {
    const { embed, local, keys, frame } = context;
    const base = `${embed.origin}/api/v1`;
    this.config = context.config;
    this.identity = context.identity;
    this.session = new Session(base, embed.chatbot, local, keys, () => this.identity);
    this.api = new WidgetApi(base, this.session);
    this.outbox = new Outbox(local, keys.outbox);
    this.read = new ReadMarker(local, keys.read, (seq) => this.api.read(seq));
    this.sender = new Sender(keys.outbox, this.outbox, (content, id) => this.api.send(content, id), {
      confirmed: (message) => this.onConfirmed(message),
      changed: () => this.storedChanged(),
    });
    const socketUrl = `${base.replace(/^http/, "ws")}/widget/realtime`;
    this.realtime = new Realtime({
      socket: async (onFrame, signal) => {
        const ticket = await this.api.ticket();
        const url = `${socketUrl}?ticket=${encodeURIComponent(ticket)}&after=${this.timeline.lastSeq}`;
        return runSocket(url, onFrame, signal);
      },
      poll: async (signal) => (await this.fetchSince(this.timeline.lastSeq, 25, signal)) > 0,
      frame: (incoming) => this.onFrame(incoming),
      link: (link) => this.onLink(link),
    });
    this.tabs = new Tabs(keys.session, keys.outbox, (news) => this.onTab(news));
    this.typingSignal = new TypingSignal((typing) => {
      if (this.session.hasConversation) this.api.typing(typing).catch(() => undefined);
    });
    this.typingWatch = new TypingWatch((who) => this.view.showTyping(who));
    this.view = new ConversationView(frame.body, context.tab.get(keys.draft) ?? "", {
      send: (content) => this.write(content),
      input: (content) => this.onInput(content),
      retry: (clientId) => this.retry(clientId),
      remove: (clientId) => this.discard(clientId),
      source: (documentId, quote) =>
        `${base}/widget/${encodeURIComponent(embed.chatbot)}/sources/${encodeURIComponent(documentId)}?quote=${encodeURIComponent(quote)}`,
      seen: () => this.markRead(),
    });
    this.session.onLost = () => {
      this.tabs.tell({ type: "lost" });
      this.restart();
    };
    this.listen();
    this.configure(this.config);
    this.render();
    if (this.session.hasConversation) void this.begin();
    else this.view.log.speak();
    if (this.outbox.head()) this.sender.kick();
  }

  identify(identity: Identity): void {
    this.identity = identity;
    if (identity.email) this.view.dropEmailPrompt();
    if (this.session.token && (identity.name || identity.email)) this.api.leave(identity).catch(() => undefined);
  }

  focus(): void {
    this.view.composer.focus();
  }

  configure(config: WidgetConfig): void {
    this.config = config;
    this.view.configure(config);
    this.showState();
  }

  private listen(): void {
    addEventListener("online", () => {
      this.show("ok");
      this.reconnect();
    });
    addEventListener("offline", () => {
      clearTimeout(this.lostTimer);
      this.show("offline");
    });
    // A page that comes back from the browser's cache has lost its socket without being told.
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.reconnect();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") {
        this.hiddenAt = Date.now();
        return;
      }
      if (Date.now() - this.hiddenAt > DOUBT_AFTER_MS) this.reconnect();
      else this.realtime.wake();
      if (this.outbox.head()) this.sender.kick();
      this.markRead();
    });
    this.context.frame.onToggle((open) => {
      if (!open) return this.typingSignal.stop();
      this.view.composer.refresh();
      this.view.log.toEnd();
      this.view.log.tick();
      this.markRead();
    });
    setInterval(() => this.view.log.tick(), CLOCK_MS);
    if (!navigator.onLine) this.show("offline");
  }

  /** The old connection is doubtful: make a new one rather than wait until its silence proves it dead. */
  private reconnect(): void {
    this.realtime.renew();
    if (this.outbox.head()) this.sender.kick();
  }

  /** First the history, so that the socket starts after it. */
  private async begin(): Promise<void> {
    const loaded = await this.catchUp();
    this.view.showProblem(loaded ? null : () => void this.begin());
    if (loaded) this.view.log.speak();
    if (this.session.hasConversation) this.realtime.start();
  }

  private write(content: string): void {
    this.typingSignal.stop();
    this.context.tab.remove(this.context.keys.draft);
    this.outbox.add(content);
    this.storedChanged();
    this.view.log.toEnd();
    this.sender.kick();
  }

  private retry(clientId: string): void {
    this.outbox.retry(clientId);
    this.storedChanged();
    this.sender.kick();
  }

  private discard(clientId: string): void {
    this.outbox.remove(clientId);
    this.storedChanged();
    this.focus();
  }

  private onInput(content: string): void {
    const { tab, keys } = this.context;
    if (content) tab.set(keys.draft, content);
    else tab.remove(keys.draft);
    this.typingSignal.input(content.trim() !== "");
  }

  private onConfirmed(message: Message): void {
    this.session.markConversation();
    this.tabs.tell({ type: "messages", messages: [message] });
    this.accept([message]);
    this.expectAnswer();
    // No history to fetch first: the sooner the socket is there, the more of the answer's making is seen.
    this.realtime.start();
  }

  /** The first signals of the AI can be missed while the socket is still being opened, so the wait is shown here. */
  private expectAnswer(): void {
    if (this.config.mode !== "auto" || this.conversation?.handover || this.conversation?.assignee_name) return;
    this.typingWatch.hear({ kind: "ai", name: null }, true, EXPECT_MS);
  }

  private onFrame(frame: Frame): void {
    switch (frame.type) {
      case "hello":
        // What changed about the conversation while nobody listened is not among the messages that the socket brings.
        void this.catchUp();
        if (this.outbox.head()) this.sender.kick();
        break;
      case "message.created":
        if (frame.message.seq > this.timeline.lastSeq + 1) void this.catchUp();
        this.preview(frame.message);
        this.accept([frame.message]);
        break;
      case "conversation.updated":
        this.setConversation(frame.conversation);
        break;
      case "typing":
        this.typingWatch.hear(frame.sender, frame.typing);
        break;
      case "resync":
        void (this.catchingUp ?? Promise.resolve(true)).then(() => this.catchUp(0));
        break;
      case "pong":
        break;
    }
  }

  private onTab(news: TabNews): void {
    if (news.type === "messages") {
      this.accept(news.messages);
      if (!this.realtime.started && this.session.hasConversation) void this.begin();
    } else if (news.type === "lost") this.restart();
    else this.render();
  }

  /** Fetches everything after `since`; false when the server could not be reached. */
  private catchUp(since = this.timeline.lastSeq): Promise<boolean> {
    this.catchingUp ??= this.fetchSince(since, 0)
      .then(() => true)
      .catch(() => false)
      .finally(() => {
        this.catchingUp = null;
      });
    return this.catchingUp;
  }

  private async fetchSince(since: number, wait: number, signal?: AbortSignal): Promise<number> {
    let from = since;
    let count = 0;
    for (;;) {
      const page = await this.api.history(from, count > 0 ? 0 : wait, signal);
      const last = page.messages[page.messages.length - 1];
      this.accept(page.messages);
      if (page.conversation) this.setConversation(page.conversation);
      count += page.messages.length;
      // Only a page that moves on may lead to another.
      if (!last || last.seq <= from || !page.more) return count;
      from = last.seq;
    }
  }

  private accept(messages: readonly Message[]): void {
    const fresh = this.timeline.merge(messages);
    for (const { client_id: clientId } of messages) if (clientId !== null) this.outbox.remove(clientId);
    if (fresh.length === 0) return this.render();
    for (const message of fresh) this.typingWatch.spoke(message.sender.kind);
    const fromOthers = fresh.some(({ sender }) => sender.kind !== "customer");
    this.render();
    if (fromOthers) this.view.log.announceNew();
    for (const message of fresh) this.context.emit("message", { id: message.id, from: message.sender.kind });
    this.markRead();
  }

  /** Only what comes in live is shown beside the launcher, not what is found on loading. */
  private preview({ seq, sender, content }: Message): void {
    if (seq <= this.timeline.lastSeq || seq <= this.read.seq) return;
    if (sender.kind !== "staff" && sender.kind !== "ai") return;
    const name = sender.name ?? (sender.kind === "ai" ? words.aiName : words.team);
    this.context.frame.preview(sender.kind, name, plainPreview(content));
  }

  private setConversation(conversation: ConversationState): void {
    this.conversation = conversation;
    this.session.markConversation();
    this.showState();
  }

  private showState(): void {
    if (!this.config.available) {
      this.context.frame.setStatus(words.statusClosed, false);
      this.view.showNotice(words.unavailable);
      return;
    }
    const { online, name } = this.config;
    const state = this.conversation;
    const person = state?.assignee_name;
    const handedOver = online ? words.handedOver : words.handedOverAway;
    const here = this.config.mode === "assist" ? words.statusTeam : words.statusAi;
    const idle = online || this.config.mode !== "assist" ? here : words.statusAway;
    const status = person ? words.talkingTo(person) : state?.handover ? handedOver : name ? idle : "";
    const resolved = state?.status === "resolved";
    this.context.frame.setStatus(resolved ? idle : status, online);
    this.view.showNotice(resolved ? words.closed : this.restarted ? words.newSession : "");
    if (state?.handover && !resolved) this.maybeAskEmail();
  }

  private maybeAskEmail(): void {
    const { local, keys } = this.context;
    if (this.identity.email || local.get(keys.emailPrompt)) return;
    this.view.askEmail({
      save: async (email) => {
        await this.api.leave({ email });
        this.identity = { ...this.identity, email };
        local.set(keys.emailPrompt, "saved");
      },
      later: () => local.set(keys.emailPrompt, "later"),
    });
  }

  private onLink(link: Link): void {
    clearTimeout(this.lostTimer);
    if (link === "live") this.show("ok");
    else if (navigator.onLine) this.lostTimer = setTimeout(() => this.show("reconnecting"), SHOW_RECONNECTING_AFTER_MS);
  }

  private show(connection: Connection): void {
    if (this.connection === connection) return;
    this.connection = connection;
    this.view.showConnection(connection);
    this.render();
  }

  private markRead(): void {
    const reading = this.context.frame.isOpen() && document.visibilityState === "visible" && this.view.log.isAtEnd;
    if (reading && this.timeline.lastSeq > 0 && this.read.advance(this.timeline.lastSeq)) {
      this.tabs.tell({ type: "stored" });
    }
    this.context.frame.setUnread(this.timeline.unreadAfter(this.read.seq));
  }

  /** The server no longer knows this visitor: what was said is out of reach, what was not sent yet goes on. */
  private restart(): void {
    this.restarted = this.timeline.messages.length > 0 || this.restarted;
    this.realtime.stop();
    this.timeline.clear();
    this.read.reset();
    this.conversation = null;
    this.context.local.remove(this.context.keys.emailPrompt);
    this.view.dropEmailPrompt();
    this.showState();
    this.render();
    this.markRead();
  }

  private storedChanged(): void {
    this.tabs.tell({ type: "stored" });
    this.render();
  }

  private render(): void {
    this.view.render(this.timeline.items(this.outbox.entries()), this.connection);
    this.context.frame.setUnread(this.timeline.unreadAfter(this.read.seq));
  }
}
