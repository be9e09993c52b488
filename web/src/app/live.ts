import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useInboxLive } from "@/features/inbox/live";
import { useKnowledgeLive } from "@/features/knowledge/live";
import { useMembersLive } from "@/features/members/live";
import { useNotificationsLive } from "@/features/notifications/live";
import { useTenantLive } from "@/features/tenancy/live";
import { realtime, useConnection, useFrames } from "@/lib/live";
import type { Frame } from "@/lib/realtime";

/** Opens the connection while somebody is signed in, and lets each feature follow it. */
export function useLive(): void {
  const client = useQueryClient();
  useInboxLive();
  useKnowledgeLive();
  useMembersLive();
  useNotificationsLive();
  useTenantLive();
  useFrames(
    useCallback(
      (frame: Frame) => {
        if (frame.type === "resync") void client.invalidateQueries();
      },
      [client],
    ),
  );
  const connection = useConnection();
  useEffect(() => {
    // What couldn't load while the server was away loads now, without anybody asking.
    if (connection === "live" || connection === "polling") void client.refetchQueries({ type: "active", predicate: (query) => query.state.status === "error" });
  }, [client, connection]);
  useEffect(() => {
    realtime.start();
    const nudge = () => realtime.nudge();
    const offline = () => realtime.wentOffline();
    const seen = () => {
      if (document.visibilityState === "visible") realtime.nudge();
    };
    window.addEventListener("online", nudge);
    window.addEventListener("offline", offline);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", nudge);
      window.removeEventListener("offline", offline);
      document.removeEventListener("visibilitychange", seen);
      realtime.stop();
    };
  }, []);
}
