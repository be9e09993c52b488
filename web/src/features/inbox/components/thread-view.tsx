import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MessageSquareOff } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { ApiError } from "@/api/problem";
import { citationKey } from "@/api/source-target";
import type { Citation, Conversation } from "@/api/types";
import { Button } from "@/components/button";
import { SourcePanel } from "@/components/source-panel";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { useCommands } from "@/lib/commands";
import { useFeature } from "@/lib/features";
import { useCan, useMe } from "@/lib/permissions";
import { useShortcuts } from "@/lib/shortcuts";
import { useHasPanel } from "@/lib/use-media";
import { conversationQuery, useConversationActions } from "../api/conversations";
import { threadQuery } from "../api/messages";
import { suggestionsQuery, useSuggest } from "../api/suggestions";
import { useThreadPolling } from "../live";
import { contactName } from "../words";
import { Composer, type ComposerHandle } from "./composer";
import { ContextPanel } from "./context-panel";
import { DraftCard, type DraftHandle } from "./draft-card";
import { HandoverBanner } from "./handover-banner";
import { MessageList } from "./message-list";
import { ThreadHeader } from "./thread-header";

// Only a narrow screen has something to show over the thread.
const Sheet = lazy(() => import("@/components/dialog").then((module) => ({ default: module.Sheet })));

export function ThreadView({ conversationId }: { conversationId: string }) {
  const client = useQueryClient();
  const { data: conversation, error, refetch } = useQuery(conversationQuery(client, conversationId));
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyState className="h-full" icon={<MessageSquareOff aria-hidden />} title="This conversation isn't here" action={<BackToInbox />}>
        It may stand with somebody else now, or the link is wrong.
      </EmptyState>
    );
  }
  if (error !== null && conversation === undefined) return <ErrorState className="h-full" error={error} title="This conversation didn't open" retry={() => void refetch()} />;
  if (conversation === undefined) {
    return (
      <Loading label="Loading the conversation">
        <div className="flex h-14 items-center gap-3 border-b px-6">
          <Skeleton className="size-8 !rounded-full" />
          <Skeleton className="h-4 w-40" />
        </div>
      </Loading>
    );
  }
  return <OpenThread conversation={conversation} />;
}

function BackToInbox() {
  return (
    <Button asChild>
      <Link to="/inbox" search={(search) => search}>
        Back to the inbox
      </Link>
    </Button>
  );
}

function OpenThread({ conversation }: { conversation: Conversation }) {
  const client = useQueryClient();
  const { id } = conversation;
  const actions = useConversationActions();
  const me = useMe();
  const canWrite = useCan("conversations:write");
  const canAssign = useCan("conversations:assign");
  const hasPanel = useHasPanel();
  const [source, setSource] = useState<Citation | null>(null);
  const [details, setDetails] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const draft = useRef<DraftHandle>(null);
  const opener = useRef<HTMLElement | null>(null);
  const { data: suggestions } = useQuery(suggestionsQuery(id));
  const { data: thread } = useQuery(threadQuery(client, id));
  const suggest = useSuggest(id);
  const mayAsk = useFeature("drafts_on_request");
  useThreadPolling(id);

  // Once the newest draft is decided, an older one must not come up again: it answers a question of before.
  const newest = suggestions?.[0];
  const pending = newest?.status === "pending" ? newest : undefined;
  const lastQuestion = thread?.messages.findLast((message) => message.sender.kind === "customer");
  const outdated = pending?.in_reply_to != null && lastQuestion !== undefined && lastQuestion.id !== pending.in_reply_to;
  const resolved = conversation.status === "resolved";
  const name = contactName(conversation.contact);
  const openKey = source === null ? null : citationKey(source);
  const redraft = mayAsk ? { run: () => suggest.mutate(), busy: suggest.isPending } : null;

  useMarkRead(conversation, actions.markRead);
  const openSource = (citation: Citation) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setSource(citationKey(citation) === openKey ? null : citation);
  };
  const closeSource = () => {
    setSource(null);
    opener.current?.focus();
  };
  const toggleResolved = () => void (resolved ? actions.setStatus(id, "open") : actions.resolve([id]));
  const assignToMe = () => {
    if (me !== undefined) void actions.assign(id, { id: me.id, name: me.name });
  };

  useShortcuts({
    r: canWrite ? () => composer.current?.focus("reply") : undefined,
    n: canWrite ? () => composer.current?.focus("note") : undefined,
    a: canWrite ? () => draft.current?.accept() : undefined,
    e: canWrite ? () => draft.current?.edit() : undefined,
    "Shift+E": canWrite ? toggleResolved : undefined,
    Escape: source === null ? undefined : closeSource,
  });
  useCommands([
    ...(canWrite
      ? [
          { id: "reply", label: `Reply to ${name}`, keys: "r", run: () => composer.current?.focus("reply") },
          { id: "note", label: "Write a private note", keys: "n", run: () => composer.current?.focus("note") },
          { id: "resolve", label: resolved ? "Reopen this conversation" : "Resolve this conversation", keys: "Shift+E", run: toggleResolved },
          ...(redraft === null ? [] : [{ id: "suggest", label: "Draft a reply with AI", run: redraft.run }]),
        ]
      : []),
    ...(canAssign ? [{ id: "assign-me", label: "Assign this conversation to me", run: assignToMe }] : []),
  ]);

  return (
    <div className="flex h-full min-h-0">
      <section aria-label={`Conversation with ${name}`} className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ThreadHeader conversation={conversation} name={name} onToggleResolved={toggleResolved} onDetails={hasPanel ? undefined : () => setDetails(true)} />
        {conversation.handover != null && !resolved && <HandoverBanner handover={conversation.handover} onTake={canAssign && conversation.assignee == null ? assignToMe : null} />}
        <MessageList conversationId={id} customerName={name} openSource={openKey} onOpenSource={openSource} />
        {canWrite && pending !== undefined && !resolved && (
          <DraftCard
            key={pending.id}
            ref={draft}
            suggestion={pending}
            outdated={outdated}
            openSource={openKey}
            onOpenSource={openSource}
            onAnswered={() => composer.current?.focus("reply")}
            redraft={redraft}
          />
        )}
        {canWrite ? (
          <Composer ref={composer} conversationId={id} customerName={name} suggest={pending === undefined || resolved ? redraft : null} />
        ) : (
          <p className="border-t px-6 py-4 text-center text-muted">You can read this conversation. Ask an admin for the agent role to reply.</p>
        )}
      </section>
      {hasPanel && (
        <div className={source === null ? "w-72 shrink-0 border-l 2xl:w-80" : "w-[400px] shrink-0 border-l"}>
          {source === null ? <ContextPanel conversation={conversation} /> : <SourcePanel citation={source} onClose={closeSource} />}
        </div>
      )}
      {!hasPanel && (source !== null || details) && (
        <Suspense fallback={null}>
          <Sheet open={source !== null} onOpenChange={(open) => !open && closeSource()} title="Source">
            {source !== null && <SourcePanel citation={source} onClose={closeSource} />}
          </Sheet>
          <Sheet open={details} onOpenChange={setDetails} title="Details">
            <ContextPanel conversation={conversation} onClose={() => setDetails(false)} />
          </Sheet>
        </Suspense>
      )}
    </div>
  );
}

/** Marks as read what is on the screen, once the window is looked at. */
function useMarkRead(conversation: Conversation, markRead: (id: string) => void): void {
  const mark = useRef(markRead);
  useEffect(() => {
    mark.current = markRead;
  });
  const { id, unread_count: unread } = conversation;
  useEffect(() => {
    if (unread === 0) return;
    const check = () => {
      if (document.visibilityState === "visible") mark.current(id);
    };
    check();
    document.addEventListener("visibilitychange", check);
    return () => document.removeEventListener("visibilitychange", check);
  }, [id, unread]);
}
