import type { QueryClient } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { api, data } from "@/api/client";
import { ApiError, messageOf } from "@/api/problem";
import { session } from "@/api/session";
import { newId } from "@/lib/ids";
import { store } from "@/lib/storage";
import { addMessages } from "./api/messages";
import type { Outgoing } from "./thread";

const KEY = "dealsmart.outbox";

/**
 * Replies on their way. They are written down before they are sent, so a closed tab loses none; the
 * client id makes sending one twice harmless.
 */
let outbox: readonly Outgoing[] = readSaved();
const listeners = new Set<() => void>();

function readSaved(): Outgoing[] {
  try {
    const saved = JSON.parse(store.get(KEY) ?? "[]") as Outgoing[];
    // Whether these arrived is unknown; asking again with the same id finds out.
    return saved.map((entry) => ({ ...entry, state: "failed", error: "Not confirmed before the page closed." }));
  } catch {
    return [];
  }
}

function publish(next: readonly Outgoing[]): void {
  outbox = next;
  if (next.length === 0) store.remove(KEY);
  else store.set(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

const userId = () => session.current?.user.id;

const replace = (clientId: string, change: Partial<Outgoing>) => publish(outbox.map((entry) => (entry.client_id === clientId ? { ...entry, ...change } : entry)));

async function deliver(client: QueryClient, entry: Outgoing): Promise<void> {
  replace(entry.client_id, { state: "sending", error: null });
  try {
    const message = await data(
      api.POST("/api/v1/conversations/{id}/messages", {
        params: { path: { id: entry.conversation_id } },
        body: { content: entry.content, private: entry.private, client_id: entry.client_id },
      }),
    );
    addMessages(client, entry.conversation_id, [message]);
    discard(entry.client_id);
  } catch (error) {
    replace(entry.client_id, { state: "failed", error: error instanceof ApiError && error.status === 0 ? "Not sent: no connection. It goes out when you're back." : `Not sent: ${messageOf(error)}` });
  }
}

export function send(client: QueryClient, conversationId: string, content: string, isPrivate: boolean): void {
  const entry: Outgoing = { client_id: newId(), user_id: userId() ?? "", conversation_id: conversationId, content, private: isPrivate, created_at: new Date().toISOString(), state: "sending", error: null };
  publish([...outbox, entry]);
  void deliver(client, entry);
}

export function retry(client: QueryClient, clientId: string): void {
  const entry = outbox.find((other) => other.client_id === clientId);
  if (entry?.state === "failed") void deliver(client, entry);
}

/** Sends again what failed, in the order it was written. */
export async function retryAll(client: QueryClient): Promise<void> {
  for (const entry of outbox.filter((other) => other.state === "failed" && other.user_id === userId())) await deliver(client, entry);
}

export function discard(clientId: string): void {
  publish(outbox.filter((entry) => entry.client_id !== clientId));
}

export function useOutgoing(conversationId: string): readonly Outgoing[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => outbox,
  );
  return useMemo(() => all.filter((entry) => entry.conversation_id === conversationId && entry.user_id === userId()), [all, conversationId]);
}
