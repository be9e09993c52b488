import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { WorkspaceEvent } from "@/api/types";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { RelativeTime } from "@/components/relative-time";
import { exactTime } from "@/lib/format";

const NAMELESS: Record<string, string> = { user: "a former member", api_key: "a deleted API key", visitor: "a customer", operator: "the installation's operator", system: "DealSmart" };

function actorWords({ actor }: WorkspaceEvent): string {
  if (actor == null) return "";
  if (actor.kind === "operator") return `the installation's operator, as ${actor.name ?? "a member"}`;
  return actor.name ?? NAMELESS[actor.kind] ?? actor.kind;
}

/** One event; opened, with all that it says. `onConversation`: shows those of the same conversation. */
export function EventRow({ event, onConversation }: { event: WorkspaceEvent; onConversation: ((id: string) => void) | undefined }) {
  const [open, setOpen] = useState(false);
  const conversationId = event.conversation_id ?? null;
  const json = open ? JSON.stringify({ ...event, actor: undefined, audience: undefined }, null, 2) : "";
  return (
    <li className="border-b">
      <details className="group" onToggle={(toggle) => setOpen(toggle.currentTarget.open)}>
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 py-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-mono text-xs font-medium">{event.type}</span>
            <span className="block truncate text-xs text-muted">{actorWords(event)}</span>
          </span>
          <span className="shrink-0 text-xs text-muted tabular-nums">#{event.seq}</span>
          <RelativeTime time={event.created_at} className="w-20 shrink-0 text-right text-xs text-muted tabular-nums" />
        </summary>
        {open && (
          <div className="flex flex-col gap-3 pb-4 pl-6">
            <p className="text-xs text-muted">{exactTime(event.created_at)}</p>
            <pre tabIndex={0} role="region" aria-label="The event" className="max-h-96 overflow-auto rounded bg-raised p-3 text-xs leading-5">
              {json}
            </pre>
            <div className="flex flex-wrap gap-2">
              <CopyButton text={json} label="Copy" />
              {conversationId !== null && onConversation !== undefined && (
                <Button size="sm" onClick={() => onConversation(conversationId)}>
                  Events of this conversation
                </Button>
              )}
            </div>
          </div>
        )}
      </details>
    </li>
  );
}
