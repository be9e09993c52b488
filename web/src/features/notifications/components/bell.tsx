import { Link } from "@tanstack/react-router";
import { Bell as BellIcon } from "lucide-react";
import { Tooltip } from "@/components/tooltip";
import { useUnreadCount } from "../live";

const MOST_SHOWN = 99;

/** The way to one's notifications, with how many are unread. */
export function Bell() {
  const unread = useUnreadCount();
  return (
    <Tooltip text="Notifications" side="right">
      <Link
        to="/notifications"
        aria-label={unread === 0 ? "Notifications" : `Notifications, ${String(unread)} unread`}
        className="relative flex size-9 items-center justify-center rounded text-muted transition-colors hover:bg-raised hover:text-text"
        activeProps={{ className: "!text-accent bg-accent-soft", "aria-current": "page" }}
        activeOptions={{ includeSearch: false }}
      >
        <BellIcon aria-hidden className="size-5" strokeWidth={1.75} />
        {unread > 0 && (
          <span aria-hidden className="absolute top-0 left-4.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[10px] leading-none font-semibold text-on-accent tabular-nums">
            {unread > MOST_SHOWN ? `${String(MOST_SHOWN)}+` : unread}
          </span>
        )}
      </Link>
    </Tooltip>
  );
}
