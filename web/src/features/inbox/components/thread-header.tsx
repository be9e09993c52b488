import { Link } from "@tanstack/react-router";
import { ArrowLeft, Check, CircleDot, Clock, MoreHorizontal, PanelRight, RotateCcw } from "lucide-react";
import type { Conversation } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Badge } from "@/components/badge";
import { Button, IconButton } from "@/components/button";
import { Menu, MenuItem } from "@/components/menu";
import { Tooltip } from "@/components/tooltip";
import { useCan } from "@/lib/permissions";
import { useIsWide } from "@/lib/use-media";
import { useConversationActions } from "../api/conversations";
import { CHANNEL_NAMES, STATUS_NAMES } from "../words";

interface ThreadHeaderProps {
  conversation: Conversation;
  name: string;
  onToggleResolved: () => void;
  onDetails: (() => void) | undefined;
}

export function ThreadHeader({ conversation, name, onToggleResolved, onDetails }: ThreadHeaderProps) {
  const actions = useConversationActions();
  const canWrite = useCan("conversations:write");
  const resolved = conversation.status === "resolved";
  // Beside the list this is a part of the inbox; on a phone it is the page.
  const Title = useIsWide() ? "h2" : "h1";
  return (
    <header className="flex h-14 shrink-0 items-center gap-2.5 border-b px-3 md:px-4">
      <Link to="/inbox" search={(search) => search} aria-label="Back to the list" className="-ml-1 flex size-10 items-center justify-center rounded text-muted hover:bg-raised md:hidden">
        <ArrowLeft aria-hidden className="size-5" />
      </Link>
      <Avatar name={name} />
      <div className="min-w-0 flex-1">
        <Title className="truncate text-sm font-semibold">{name}</Title>
        <p className="truncate text-xs text-muted">{conversation.subject ?? CHANNEL_NAMES[conversation.channel]}</p>
      </div>
      <Badge className="max-sm:hidden" tone={resolved ? "success" : conversation.status === "pending" ? "warning" : "neutral"}>{STATUS_NAMES[conversation.status]}</Badge>
      {canWrite && (
        <Tooltip text={resolved ? "Open it again" : "Done with this conversation"} keys="Shift+E">
          <Button size="sm" onClick={onToggleResolved} icon={resolved ? <RotateCcw aria-hidden className="size-3.5" /> : <Check aria-hidden className="size-3.5" />}>
            {resolved ? "Reopen" : "Resolve"}
          </Button>
        </Tooltip>
      )}
      {canWrite && !resolved && (
        <Menu
          trigger={
            <IconButton label="More actions" className="max-sm:hidden">
              <MoreHorizontal aria-hidden className="size-4" />
            </IconButton>
          }
        >
          {conversation.status === "open" ? (
            <MenuItem icon={<Clock aria-hidden />} onSelect={() => void actions.setStatus(conversation.id, "pending")}>
              Mark as pending
            </MenuItem>
          ) : (
            <MenuItem icon={<CircleDot aria-hidden />} onSelect={() => void actions.setStatus(conversation.id, "open")}>
              Mark as open
            </MenuItem>
          )}
        </Menu>
      )}
      {onDetails !== undefined && (
        <IconButton label="Details" onClick={onDetails}>
          <PanelRight aria-hidden className="size-4" />
        </IconButton>
      )}
    </header>
  );
}
