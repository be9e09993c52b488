import type { Identity } from "../shared/bridge";
import {
  isFields,
  readConversation,
  readMessage,
  readMessages,
  type ConversationState,
  type Message,
} from "../shared/protocol";
import { ApiError } from "./api-error";
import { request } from "./http";
import type { Session } from "./session";

export interface History {
  messages: Message[];
  conversation: ConversationState | null;
  more: boolean;
}

/** The widget's routes, each with the visitor's token. */
export class WidgetApi {
  constructor(
    private readonly base: string,
    private readonly session: Session,
  ) {}

  send(content: string, clientId: string): Promise<Message> {
    return this.session.authorised(async (token) => {
      const body = await request(`${this.base}/widget/messages`, {
        method: "POST",
        token,
        body: { content, client_id: clientId },
      });
      const message = readMessage(isFields(body) ? body["data"] : null);
      if (!message) throw new ApiError(0, "malformed", "");
      return message;
    });
  }

  /** Messages after `since`, oldest first; `wait` seconds at most for the first of them. */
  history(since: number, wait: number, signal?: AbortSignal): Promise<History> {
    return this.session.authorised(async (token) => {
      const body = await request(`${this.base}/widget/messages?since=${since}&wait=${wait}`, {
        token,
        timeoutMs: (wait + 15) * 1_000,
        ...(signal ? { signal } : {}),
      });
      const fields = isFields(body) ? body : {};
      const page = isFields(fields["page"]) ? fields["page"] : {};
      const messages = readMessages(fields["data"]);
      const full = typeof page["limit"] === "number" && messages.length >= page["limit"];
      return {
        messages,
        conversation: readConversation(fields["conversation"]),
        more: full || typeof page["next_cursor"] === "string",
      };
    });
  }

  ticket(): Promise<string> {
    return this.session.authorised(async (token) => {
      const body = await request(`${this.base}/widget/realtime-tickets`, { method: "POST", token });
      const data = isFields(body) && isFields(body["data"]) ? body["data"] : {};
      const ticket = data["ticket"];
      if (typeof ticket !== "string") throw new ApiError(0, "malformed", "");
      return ticket;
    });
  }

  typing(typing: boolean): Promise<unknown> {
    return this.post("typing", { typing });
  }

  read(seq: number): Promise<unknown> {
    return this.post("read", { seq });
  }

  leave(identity: Identity): Promise<unknown> {
    return this.session.authorised((token) =>
      request(`${this.base}/widget/session`, { method: "PATCH", token, body: identity }),
    );
  }

  private post(path: string, body: unknown): Promise<unknown> {
    return this.session.authorised((token) =>
      request(`${this.base}/widget/${path}`, { method: "POST", token, body }),
    );
  }
}
