import { Link } from "@tanstack/react-router";
import { AlertTriangle, ChevronsUp, Hand } from "lucide-react";
import type { Conversation } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Badge } from "@/components/badge";
import { RelativeTime } from "@/components/relative-time";
import { cx } from "@/lib/cx";
import { glance } from "@/lib/rich-text";
import { PRIORITY_NAMES, STATUS_NAMES, contactName } from "../words";

interface RowProps {
  conversation: Conversation;
  open: boolean;
  selected: boolean;
  selecting: boolean;
  showStatus: boolean;
  onSelect: () => void;
}

const WRITERS = { customer: "", staff: "Team: ", ai: "AI: ", system: "" };

export function ConversationRow({ conversation, open, selected, selecting, showStatus, onSelect }: RowProps) {
  const name = contactName(conversation.contact);
  const unread = conversation.unread_count > 0;
  const last = conversation.last_message;
  const isHigh = conversation.priority === "high" || conversation.priority === "urgent";
  return (
    <div className={cx("group relative h-full", open ? "bg-accent-soft" : selected ? "bg-raised" : "hover:bg-raised")}>
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: conversation.id }}
        search={(search) => search}
        data-conversation={conversation.id}
        aria-current={open ? "page" : undefined}
        className="focus-inset flex h-full gap-3 py-3 pr-4 pl-4"
      >
        <span className={cx(selecting && "invisible", "md:group-hover:invisible")}>
          <Avatar name={name} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={cx("min-w-0 flex-1 truncate", unread ? "font-semibold" : "font-medium")}>{name}</span>
            <RelativeTime short time={conversation.last_message_at} className="shrink-0 text-xs text-muted tabular-nums" />
          </span>
          <span className="flex items-center gap-2">
            <span className={cx("min-w-0 flex-1 truncate", unread ? "text-text" : "text-muted")}>
              {last == null ? (conversation.subject ?? "No messages yet") : `${WRITERS[last.sender_kind]}${glance(last.content)}`}
            </span>
            {unread && (
              <span aria-label={`${conversation.unread_count} unread`} className="flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full bg-accent px-1 text-xs font-semibold text-on-accent tabular-nums">
                {conversation.unread_count}
              </span>
            )}
          </span>
          <span className="mt-1 flex h-5 items-center gap-1.5 overflow-hidden">
            {conversation.handover != null && conversation.status !== "resolved" && (
              <Badge tone="warning" icon={<Hand aria-hidden className="size-3" />}>
                Needs a person
              </Badge>
            )}
            {isHigh && (
              <Badge tone={conversation.priority === "urgent" ? "danger" : "neutral"} icon={conversation.priority === "urgent" ? <AlertTriangle aria-hidden className="size-3" /> : <ChevronsUp aria-hidden className="size-3" />}>
                {PRIORITY_NAMES[conversation.priority]}
              </Badge>
            )}
            {showStatus && <Badge>{STATUS_NAMES[conversation.status]}</Badge>}
            <span className="truncate text-xs text-muted">{[conversation.assignee == null ? "Unassigned" : conversation.assignee.name, conversation.team?.name].filter((name) => name !== undefined).join(" · ")}</span>
          </span>
        </span>
      </Link>
      <span className={cx("absolute top-3 left-4 flex size-8 items-center justify-center", selecting ? "" : "hidden md:group-hover:flex md:focus-within:flex")}>
        <input
          type="checkbox"
          tabIndex={selecting ? 0 : -1}
          checked={selected}
          onChange={onSelect}
          aria-label={`Select ${name}`}
          className="size-4 accent-[var(--accent)] max-md:size-5"
        />
      </span>
    </div>
  );
}
