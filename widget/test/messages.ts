import type { Message } from "../src/shared/protocol";

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    seq,
    sender: { kind: "ai", name: null },
    content: `message ${seq}`,
    citations: [],
    client_id: null,
    created_at: "2026-11-20T10:00:00Z",
    ...more,
  };
}
