import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useFrames } from "@/lib/live";
import type { Frame } from "@/lib/realtime";
import { NOTIFICATIONS, unreadCountQuery, useReadAll } from "./api/notifications";

export function useNotificationsLive(): void {
  const client = useQueryClient();
  useFrames(
    useCallback(
      (frame: Frame) => {
        if (frame.type === "notification.created") void client.invalidateQueries({ queryKey: NOTIFICATIONS });
      },
      [client],
    ),
  );
}

export function useUnreadCount(): number {
  const { data = 0 } = useQuery(unreadCountQuery);
  return data;
}

/** What one is told of a conversation is read by looking at it. */
export function useReadByLooking(conversationId: string | undefined): void {
  const unread = useUnreadCount();
  const { mutate } = useReadAll();
  useEffect(() => {
    if (conversationId === undefined || unread === 0) return;
    const look = () => document.visibilityState === "visible" && mutate(conversationId);
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [conversationId, unread, mutate]);
}
