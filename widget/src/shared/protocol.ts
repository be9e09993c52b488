// The bodies that the widget exchanges with the server, and guards for what comes in.

export type SenderKind = "customer" | "staff" | "ai" | "system";

export interface Sender {
  kind: SenderKind;
  name: string | null;
}

/** `document_id` is null when the source is a catalogue item. */
export interface Citation {
  document_id: string | null;
  title: string;
  locator: string | null;
  quote: string;
}

export interface Message {
  id: string;
  seq: number;
  sender: Sender;
  content: string;
  citations: Citation[];
  client_id: string | null;
  created_at: string;
}

export interface ConversationState {
  id: string;
  status: string;
  handover: boolean;
  assignee_name: string | null;
}

export interface WidgetConfig {
  name: string;
  greeting: string;
  colors: { primary: string; on_primary: string };
  online: boolean;
  away_message: string;
  tenant_name: string;
  /** In `assist` mode the AI only drafts for the team. */
  mode: "auto" | "assist" | null;
  /** False while nobody can be written to at all. */
  available: boolean;
}

export type Frame =
  | { type: "hello"; heartbeatSeconds: number }
  | { type: "message.created"; message: Message }
  | { type: "conversation.updated"; conversation: ConversationState }
  | { type: "typing"; sender: Sender; typing: boolean }
  | { type: "resync" }
  | { type: "pong" };

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

function readSender(value: unknown): Sender | null {
  if (!isFields(value)) return null;
  const { kind } = value;
  if (kind !== "customer" && kind !== "staff" && kind !== "ai" && kind !== "system") return null;
  return { kind, name: text(value["name"]) };
}

function readCitation(value: unknown): Citation[] {
  if (!isFields(value)) return [];
  const title = text(value["title"]);
  if (title === null) return [];
  return [
    {
      document_id: text(value["document_id"]),
      title,
      locator: text(value["locator"]),
      quote: text(value["quote"]) ?? "",
    },
  ];
}

/** Null for anything that is not a message which a visitor may see; private notes never are. */
export function readMessage(value: unknown): Message | null {
  if (!isFields(value) || value["private"] === true) return null;
  const { id, seq, content, created_at } = value;
  const sender = readSender(value["sender"]);
  if (typeof id !== "string" || typeof seq !== "number" || typeof content !== "string" || !sender) return null;
  return {
    id,
    seq,
    sender,
    content,
    citations: Array.isArray(value["citations"]) ? value["citations"].flatMap(readCitation) : [],
    client_id: text(value["client_id"]),
    created_at: text(created_at) ?? new Date().toISOString(),
  };
}

export function readMessages(value: unknown): Message[] {
  return Array.isArray(value) ? value.map(readMessage).filter((message) => message !== null) : [];
}

export function readConversation(value: unknown): ConversationState | null {
  if (!isFields(value) || typeof value["id"] !== "string") return null;
  return {
    id: value["id"],
    status: text(value["status"]) ?? "open",
    handover: Boolean(value["handover"]),
    assignee_name: text(value["assignee_name"]),
  };
}

export function readConfig(value: unknown): WidgetConfig | null {
  if (!isFields(value)) return null;
  const colors = isFields(value["colors"]) ? value["colors"] : {};
  const tenant = text(value["tenant_name"]) ?? "";
  return {
    name: text(value["name"]) ?? tenant,
    greeting: text(value["greeting"]) ?? "",
    colors: { primary: text(colors["primary"]) ?? "", on_primary: text(colors["on_primary"]) ?? "" },
    online: value["online"] !== false,
    away_message: text(value["away_message"]) ?? "",
    tenant_name: tenant,
    mode: value["mode"] === "auto" || value["mode"] === "assist" ? value["mode"] : null,
    available: value["available"] !== false,
  };
}

/** Null for frames that this version does not know, which are skipped. */
export function readFrame(value: unknown): Frame | null {
  if (!isFields(value)) return null;
  const data = isFields(value["data"]) ? value["data"] : {};
  switch (value["type"]) {
    case "hello": {
      const beat = data["heartbeat_seconds"];
      return { type: "hello", heartbeatSeconds: typeof beat === "number" && beat > 0 ? beat : 25 };
    }
    case "message.created": {
      const message = readMessage(data);
      return message && { type: "message.created", message };
    }
    case "conversation.updated": {
      const conversation = readConversation(data);
      return conversation && { type: "conversation.updated", conversation };
    }
    case "typing": {
      const sender = readSender(data["sender"]);
      return sender && { type: "typing", sender, typing: data["typing"] === true };
    }
    case "resync":
      return { type: "resync" };
    case "pong":
      return { type: "pong" };
    default:
      return null;
  }
}

export { isFields };
