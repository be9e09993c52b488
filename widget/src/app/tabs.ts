import { isFields, readMessages, type Message } from "../shared/protocol";

/** What the tabs of one browser tell each other. */
export type TabNews =
  | { type: "messages"; messages: Message[] }
  /** The outbox or what has been read changed in storage. */
  | { type: "stored" }
  | { type: "lost" };

function readNews(value: unknown): TabNews | null {
  if (!isFields(value)) return null;
  if (value["type"] === "messages") return { type: "messages", messages: readMessages(value["messages"]) };
  return value["type"] === "stored" || value["type"] === "lost" ? { type: value["type"] } : null;
}

export class Tabs {
  private readonly channel: BroadcastChannel | null;

  constructor(name: string, prefix: string, onNews: (news: TabNews) => void) {
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
    if (this.channel) {
      this.channel.onmessage = ({ data }) => {
        const news = readNews(data);
        if (news) onNews(news);
      };
    } else {
      // Storage events reach the other tabs too; they only lack the messages themselves, which each tab also hears
      // of from the server.
      addEventListener("storage", ({ key }) => {
        if (key === null || key.startsWith(prefix)) onNews({ type: "stored" });
      });
    }
  }

  tell(news: TabNews): void {
    this.channel?.postMessage(news);
  }
}
