import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowDown } from "lucide-react";
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Citation, Message } from "@/api/types";
import { Button } from "@/components/button";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { dayName } from "@/lib/format";
import { loadOlder, threadQuery } from "../api/messages";
import { discard, retry, useOutgoing } from "../outbox";
import { entries } from "../thread";
import { useTyping } from "../typing";
import { MessageItem, OutgoingItem } from "./message-item";

const GROUP_WITHIN_MS = 4 * 60_000;

function continues(message: Message, before: Message | undefined): boolean {
  return (
    before?.sender.kind === message.sender.kind &&
    before.sender.id === message.sender.id &&
    before.private === message.private &&
    before.citations.length === 0 &&
    Date.parse(message.created_at) - Date.parse(before.created_at) < GROUP_WITHIN_MS
  );
}

interface MessageListProps {
  conversationId: string;
  customerName: string;
  openSource: string | null;
  onOpenSource: (citation: Citation) => void;
}

export function MessageList({ conversationId, customerName, openSource, onOpenSource }: MessageListProps) {
  const client = useQueryClient();
  const { data: thread, error, refetch } = useQuery(threadQuery(client, conversationId));
  const outgoing = useOutgoing(conversationId);
  const typing = useTyping(conversationId);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const lastTop = useRef(0);
  const [missed, setMissed] = useState(false);

  const shown = thread === undefined ? [] : entries(thread.messages, outgoing);
  const newest = shown.at(-1);
  const newestKey = newest === undefined ? "" : newest.kind === "message" ? newest.message.id : newest.outgoing.client_id;
  const toBottom = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  useLayoutEffect(() => {
    pinned.current = true;
    toBottom();
  }, [conversationId]);
  useLayoutEffect(() => {
    const mine = newest?.kind === "outgoing";
    if (pinned.current || mine) toBottom();
    else setMissed(true);
    // Only an arrival moves the thread; a changed older entry must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [newestKey]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      if (pinned.current) toBottom();
    });
    observer.observe(box);
    if (content.current !== null) observer.observe(content.current);
    return () => observer.disconnect();
  }, []);

  const older = async () => {
    const box = scroller.current;
    const fromBottom = box === null ? 0 : box.scrollHeight - box.scrollTop;
    setLoadingOlder(true);
    try {
      await loadOlder(client, conversationId);
      // The reader stays at the message that was at the top.
      requestAnimationFrame(() => box?.scrollTo({ top: box.scrollHeight - fromBottom }));
    } catch {
      // The button stays and can be pressed again.
    } finally {
      setLoadingOlder(false);
    }
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        tabIndex={0}
        role="region"
        data-thread
        aria-label="Messages"
        className="focus-inset h-full overflow-y-auto overscroll-contain [overflow-anchor:none] px-4 py-4 md:px-6"
        onScroll={(event) => {
          const box = event.currentTarget;
          // Only a reader who scrolls up leaves the end; a panel that opens beside the thread does not.
          if (box.scrollHeight - box.scrollTop - box.clientHeight < 60) pinned.current = true;
          else if (box.scrollTop < lastTop.current) pinned.current = false;
          lastTop.current = box.scrollTop;
          if (pinned.current) setMissed(false);
        }}
      >
        <div ref={content}>
          {thread === undefined ? (
            error !== null ? (
              <ErrorState error={error} title="The messages didn't load" retry={() => void refetch()} />
            ) : (
              <ThreadSkeleton />
            )
          ) : (
            <>
              {thread.hasOlder && (
                <div className="flex justify-center">
                  <Button size="sm" variant="ghost" busy={loadingOlder} onClick={() => void older()}>
                    Show earlier messages
                  </Button>
                </div>
              )}
              <div role="log" aria-label="Conversation" aria-live="polite">
                <ol>
                {shown.map((entry, index) => {
                  if (entry.kind === "outgoing") {
                    const id = entry.outgoing.client_id;
                    return <OutgoingItem key={id} outgoing={entry.outgoing} onRetry={() => retry(client, id)} onDiscard={() => discard(id)} />;
                  }
                  const previous = shown[index - 1];
                  const before = previous?.kind === "message" ? previous.message : undefined;
                  const newDay = before === undefined || new Date(before.created_at).toDateString() !== new Date(entry.message.created_at).toDateString();
                  return (
                    <Fragment key={entry.message.id}>
                      {newDay && <DayLine time={entry.message.created_at} />}
                      <MessageItem message={entry.message} customerName={customerName} continued={!newDay && continues(entry.message, before)} openSource={openSource} onOpenSource={onOpenSource} />
                    </Fragment>
                  );
                })}
                </ol>
              </div>
            </>
          )}
          <p aria-live="polite" className={cx("mt-3 flex h-5 items-center gap-2 text-xs text-muted", typing === undefined && "invisible")}>
            {typing !== undefined && (
              <>
                <TypingDots />
                {typing.kind === "customer" ? customerName : (typing.name ?? "A teammate")} is typing
              </>
            )}
          </p>
        </div>
      </div>
      {missed && (
        <Button variant="primary" size="sm" className="enter absolute bottom-3 left-1/2 -translate-x-1/2 shadow-float" onClick={toBottom} icon={<ArrowDown aria-hidden className="size-3.5" />}>
          New messages
        </Button>
      )}
    </div>
  );
}

function DayLine({ time }: { time: string }) {
  return (
    <li className="mt-5 flex items-center gap-3 text-xs text-muted first:mt-0">
      <span className="h-px flex-1 bg-border" />
      {dayName(time)}
      <span className="h-px flex-1 bg-border" />
    </li>
  );
}

function TypingDots() {
  return (
    <span aria-hidden className="flex gap-1">
      {[0, 160, 320].map((delay) => (
        <span key={delay} className="size-1.5 animate-[bounce-dot_1.2s_infinite] rounded-full bg-muted" style={{ animationDelay: `${delay}ms` }} />
      ))}
    </span>
  );
}

function ThreadSkeleton() {
  return (
    <Loading label="Loading messages">
      <div className="flex flex-col gap-4">
        {["w-3/5", "ml-auto w-1/2", "w-2/5", "ml-auto w-3/5"].map((place) => (
          <div key={place} className={place}>
            <Skeleton className="h-14 !rounded-lg" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
