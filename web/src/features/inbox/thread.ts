import type { Message } from "@/api/types";

export interface Thread {
  messages: readonly Message[];
  hasOlder: boolean;
}

/** A message on its way: shown at once, replaced by the server's when that arrives by either road. */
export interface Outgoing {
  client_id: string;
  /** Who wrote it; nobody else's session sends it. */
  user_id: string;
  conversation_id: string;
  content: string;
  private: boolean;
  created_at: string;
  state: "sending" | "failed";
  error: string | null;
}

export type ThreadEntry = { kind: "message"; message: Message } | { kind: "outgoing"; outgoing: Outgoing };

/** Both lists as one, each message once, in the order of their numbers. The newer copy of a message wins. */
export function mergeMessages(known: readonly Message[], arrived: readonly Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of arrived) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

/** What the thread shows: the server's messages, then what has not been confirmed yet. */
export function entries(messages: readonly Message[], outgoing: readonly Outgoing[]): ThreadEntry[] {
  const confirmed = new Set(messages.map((message) => message.client_id));
  return [
    ...messages.map((message): ThreadEntry => ({ kind: "message", message })),
    ...outgoing
      .filter((entry) => !confirmed.has(entry.client_id))
      .sort((a, b) => a.created_at.localeCompare(b.created_at))
      .map((entry): ThreadEntry => ({ kind: "outgoing", outgoing: entry })),
  ];
}

export function lastSeq(messages: readonly Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}
