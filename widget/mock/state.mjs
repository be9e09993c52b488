// What the mock server remembers; with a file it outlives the process, as a database would.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";

export class MockState {
  constructor(file) {
    this.file = file;
    this.sessions = {};
    this.conversations = {};
    if (file && existsSync(file)) Object.assign(this, JSON.parse(readFileSync(file, "utf8")));
    this.file = file;
  }

  save() {
    if (this.file) writeFileSync(this.file, JSON.stringify({ sessions: this.sessions, conversations: this.conversations }));
  }

  session(details = {}) {
    const token = `vt_${randomUUID()}`;
    this.sessions[token] = { conversation: null, ...details };
    this.save();
    return token;
  }

  conversationOf(token, create = false) {
    const session = this.sessions[token];
    if (!session) return null;
    if (!session.conversation && create) {
      const id = randomUUID();
      session.conversation = id;
      this.conversations[id] = { id, status: "open", handover: false, assignee_name: null, seq: 0, messages: [] };
      this.save();
    }
    return session.conversation ? this.conversations[session.conversation] : null;
  }

  /** The same client id gives the same message, however often it comes. */
  add(conversation, sender, content, { citations = [], clientId = null, at = new Date() } = {}) {
    const known = clientId && conversation.messages.find((message) => message.client_id === clientId);
    if (known) return { message: known, fresh: false };
    const message = {
      id: randomUUID(),
      conversation_id: conversation.id,
      seq: ++conversation.seq,
      sender,
      content,
      citations,
      private: false,
      client_id: clientId,
      created_at: at.toISOString(),
    };
    conversation.messages.push(message);
    this.save();
    return { message, fresh: true };
  }
}
