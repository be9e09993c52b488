import { WifiOff } from "lucide-react";
import { cx } from "@/lib/cx";
import { useConnection } from "@/lib/live";
import type { ConnectionState } from "@/lib/realtime";
import { Tooltip } from "@/components/tooltip";

const WORDS: Record<ConnectionState, { name: string; explained: string; dot: string }> = {
  live: { name: "Live", explained: "New messages appear at once", dot: "bg-success" },
  polling: { name: "Live", explained: "Live updates are blocked on this network; the app asks for news every few seconds", dot: "bg-success" },
  connecting: { name: "Connecting…", explained: "Opening the live connection", dot: "bg-warning pulse" },
  reconnecting: { name: "Reconnecting…", explained: "The live connection broke; trying again", dot: "bg-warning pulse" },
  offline: { name: "Offline", explained: "No connection. What you write is kept and sent when you're back", dot: "bg-danger" },
};

export function ConnectionBadge() {
  const words = WORDS[useConnection()];
  return (
    <Tooltip text={words.explained} side="right">
      <span role="status" tabIndex={0} className="focus-inset flex w-[82px] flex-col items-center gap-1 rounded py-1.5 text-center text-xs tracking-tight whitespace-nowrap text-muted">
        <span aria-hidden className={cx("size-2 rounded-full", words.dot)} />
        {words.name}
      </span>
    </Tooltip>
  );
}

/** On a phone there is no rail, so trouble shows as a line at the top. */
export function ConnectionBar() {
  const state = useConnection();
  if (state === "live" || state === "polling" || state === "connecting") return null;
  return (
    <p role="status" className={cx("flex h-8 shrink-0 items-center justify-center gap-2 text-xs font-medium md:hidden", state === "offline" ? "bg-danger-soft text-danger" : "bg-warning-soft text-warning")}>
      {state === "offline" && <WifiOff aria-hidden className="size-3.5" />}
      {state === "offline" ? "Offline. What you write is kept." : WORDS[state].name}
    </p>
  );
}
