import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Message } from "@/api/types";
import { lastSeq, mergeMessages, type Thread } from "../thread";

const PAGE = 50;

export const threadKey = (conversationId: string) => ["conversations", conversationId, "messages"] as const;

async function page(conversationId: string, query: { since?: number; before?: number; wait?: number; limit?: number }, signal?: AbortSignal): Promise<Message[]> {
  return (await body(api.GET("/api/v1/conversations/{id}/messages", { params: { path: { id: conversationId }, query }, signal }))).data;
}

/** The newest page of a thread; when something is known already, all that came after it. */
export const threadQuery = (client: QueryClient, conversationId: string) =>
  queryOptions({
    queryKey: threadKey(conversationId),
    queryFn: async ({ signal }): Promise<Thread> => {
      const known = client.getQueryData<Thread>(threadKey(conversationId));
      if (known === undefined || known.messages.length === 0) {
        const newest = await page(conversationId, { limit: PAGE }, signal);
        return { messages: mergeMessages([], newest), hasOlder: newest.length === PAGE };
      }
      let messages: readonly Message[] = known.messages;
      for (;;) {
        const next = await page(conversationId, { since: lastSeq(messages), limit: 200 }, signal);
        messages = mergeMessages(messages, next);
        if (next.length < 200) break;
      }
      return { messages, hasOlder: known.hasOlder };
    },
    staleTime: 15_000,
  });

export async function loadOlder(client: QueryClient, conversationId: string): Promise<void> {
  const first = client.getQueryData<Thread>(threadKey(conversationId))?.messages[0];
  if (first === undefined) return;
  const older = await page(conversationId, { before: first.seq, limit: PAGE });
  client.setQueryData<Thread>(threadKey(conversationId), (thread) =>
    thread === undefined ? thread : { messages: mergeMessages(thread.messages, older), hasOlder: older.length === PAGE },
  );
}

/** Puts a message into its thread, if that thread is known here. */
export function addMessages(client: QueryClient, conversationId: string, messages: readonly Message[]): void {
  client.setQueryData<Thread>(threadKey(conversationId), (thread) => (thread === undefined ? thread : { ...thread, messages: mergeMessages(thread.messages, messages) }));
}

/** Waits up to `seconds` for messages newer than what is known: the way without a socket. */
export async function waitForMessages(client: QueryClient, conversationId: string, seconds: number, signal: AbortSignal): Promise<Message[]> {
  const since = lastSeq(client.getQueryData<Thread>(threadKey(conversationId))?.messages ?? []);
  return page(conversationId, { since, wait: seconds, limit: 200 }, signal);
}
