import { useEffect, useSyncExternalStore } from "react";
import { api, data } from "@/api/client";
import { Realtime, type ConnectionState, type Frame } from "./realtime";

/** The app's one connection. */
export const realtime = new Realtime({
  ticket: async () => (await data(api.POST("/api/v1/realtime/tickets"))).ticket,
  open: (ticket, after) => {
    const url = new URL("/api/v1/realtime", window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.searchParams.set("ticket", ticket);
    if (after !== null) url.searchParams.set("after", String(after));
    return new WebSocket(url);
  },
});

export function useConnection(): ConnectionState {
  return useSyncExternalStore(realtime.onState, () => realtime.state);
}

export function useFrames(listener: (frame: Frame) => void): void {
  useEffect(() => realtime.onFrame(listener), [listener]);
}
