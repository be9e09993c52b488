import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { meQuery } from "@/api/queries";
import type { Me, Message } from "@/api/types";
import { useConnection, useFrames } from "@/lib/live";
import type { Frame } from "@/lib/realtime";
import { applyConversation, forgetConversation, patchConversation } from "./api/conversations";
import { addMessages, waitForMessages } from "./api/messages";
import { applySuggestion } from "./api/suggestions";
import { retryAll } from "./outbox";
import { setTyping } from "./typing";

const POLL_LISTS_MS = 10_000;
const POLL_WAIT_SECONDS = 25;

function onMessage(client: QueryClient, message: Message): void {
  addMessages(client, message.conversation_id, [message]);
  setTyping(message.conversation_id, message.sender, false);
  // Neither notes nor our own notices count as the last thing said.
  if (message.private || message.sender.kind === "system") return;
  patchConversation(client, message.conversation_id, (conversation) =>
    conversation.last_message_at > message.created_at
      ? conversation
      : {
          ...conversation,
          last_message: { content: message.content, sender_kind: message.sender.kind, created_at: message.created_at },
          last_message_at: message.created_at,
          unread_count: message.sender.kind === "customer" ? conversation.unread_count + 1 : conversation.unread_count,
        },
  );
}

function onFrame(client: QueryClient, frame: Frame): void {
  switch (frame.type) {
    case "message.created":
      onMessage(client, frame.data);
      break;
    case "conversation.created":
    case "conversation.updated":
      applyConversation(client, frame.data);
      break;
    case "conversation.gone":
      forgetConversation(client, frame.data.id);
      break;
    case "member.updated":
      // My role or my teams may have changed, and with them what I see.
      if (frame.data.user_id === null || frame.data.user_id === client.getQueryData<Me>(meQuery.queryKey)?.id) void client.invalidateQueries({ queryKey: ["conversations"] });
      break;
    case "suggestion.created":
    case "suggestion.updated":
      applySuggestion(client, frame.data);
      break;
    case "typing":
      if (frame.data.sender.kind === "customer" || frame.data.sender.id !== client.getQueryData<Me>(meQuery.queryKey)?.id) {
        setTyping(frame.data.conversation_id, frame.data.sender, frame.data.typing);
      }
      break;
    case "resync":
      void client.invalidateQueries({ queryKey: ["conversations"] });
      break;
    default:
  }
}

/** Keeps what the inbox knows true while the app is open. */
export function useInboxLive(): void {
  const client = useQueryClient();
  const connection = useConnection();
  useFrames(useCallback((frame: Frame) => onFrame(client, frame), [client]));
  useEffect(() => {
    if (connection === "live" || connection === "polling") void retryAll(client);
    if (connection !== "polling") return;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ["conversations", "list"] }), POLL_LISTS_MS);
    return () => clearInterval(timer);
  }, [client, connection]);
}

/** Long polling of the open thread while sockets don't get through. */
export function useThreadPolling(conversationId: string): void {
  const client = useQueryClient();
  const polling = useConnection() === "polling";
  useEffect(() => {
    if (!polling) return;
    const abort = new AbortController();
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const loop = async () => {
      while (!abort.signal.aborted) {
        try {
          for (const message of await waitForMessages(client, conversationId, POLL_WAIT_SECONDS, abort.signal)) onMessage(client, message);
          await client.invalidateQueries({ queryKey: ["conversations", conversationId, "suggestions"] });
        } catch {
          await pause(3_000);
        }
      }
    };
    void loop();
    return () => abort.abort();
  }, [client, conversationId, polling]);
}
