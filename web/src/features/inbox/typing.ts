import { useSyncExternalStore } from "react";
import { api, done } from "@/api/client";
import type { Sender } from "@/api/types";
import { realtime } from "@/lib/live";

/** Typing says nothing when it stops by accident (a closed tab), so each sign fades by itself. */
const FADES_AFTER_MS = 6_000;
const REPEAT_AFTER_MS = 3_000;

let typing: ReadonlyMap<string, Sender> = new Map();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

function publish(next: ReadonlyMap<string, Sender>): void {
  typing = next;
  for (const listener of listeners) listener();
}

export function setTyping(conversationId: string, sender: Sender, isTyping: boolean): void {
  clearTimeout(timers.get(conversationId));
  if (!isTyping) {
    if (typing.has(conversationId)) publish(new Map([...typing].filter(([id]) => id !== conversationId)));
    return;
  }
  publish(new Map(typing).set(conversationId, sender));
  timers.set(conversationId, setTimeout(() => setTyping(conversationId, sender, false), FADES_AFTER_MS));
}

export function useTyping(conversationId: string): Sender | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => typing.get(conversationId),
  );
}

const told = new Map<string, number>();

/** Lets the customer see that somebody writes, at most every few seconds. */
export function tellTyping(conversationId: string, isTyping: boolean): void {
  const now = Date.now();
  if (isTyping && now - (told.get(conversationId) ?? 0) < REPEAT_AFTER_MS) return;
  if (!isTyping && !told.has(conversationId)) return;
  if (isTyping) told.set(conversationId, now);
  else told.delete(conversationId);
  const sent = realtime.send({ type: "typing", data: { conversation_id: conversationId, typing: isTyping } });
  if (!sent) done(api.POST("/api/v1/conversations/{id}/typing", { params: { path: { id: conversationId } }, body: { typing: isTyping } })).catch(() => undefined);
}
