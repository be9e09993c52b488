import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Inbox, SearchX } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/button";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { useCan, useMe } from "@/lib/permissions";
import { useShortcuts } from "@/lib/shortcuts";
import { conversationsQuery, useConversationActions } from "../api/conversations";
import { listFilter, readSearch, type ListFilter } from "../filters";
import { ConversationRow } from "./conversation-row";
import { ListHeader } from "./list-header";

const ROW_HEIGHT = 92;

export function ConversationList({ openId }: { openId: string | null }) {
  const search = useSearch({ strict: false });
  const filter = useMemo(() => listFilter(readSearch(search)), [search]);
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(conversationsQuery(filter));
  const conversations = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = conversations.filter((conversation) => selected.has(conversation.id)).map((conversation) => conversation.id);
  const toggle = (id: string) => setSelected(new Set(selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id]));

  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: conversations.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 8, getItemKey: (index) => conversations[index]?.id ?? index });
  const items = rows.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= conversations.length - 10) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, lastShown, conversations.length, fetchNextPage]);

  const focusedId = () => (document.activeElement instanceof HTMLElement ? document.activeElement.dataset.conversation : undefined);
  const move = (step: number) => {
    const from = conversations.findIndex((conversation) => conversation.id === (focusedId() ?? openId));
    const index = Math.min(Math.max(from + step, 0), conversations.length - 1);
    const target = conversations[index];
    if (target === undefined) return;
    rows.scrollToIndex(index);
    // A row that was out of sight exists only after the next paint.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-conversation="${target.id}"]`)?.focus());
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const id = focusedId() ?? openId;
      if (id !== null) toggle(id);
    },
  });

  return (
    <section aria-label="Conversations" className="flex min-h-0 flex-1 flex-col">
      <ListHeader filter={filter} />
      {chosen.length > 0 && <SelectionBar ids={chosen} clear={() => setSelected(new Set())} />}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {isPending ? (
          <ListSkeleton />
        ) : error !== null && conversations.length === 0 ? (
          <ErrorState error={error} title="The conversations didn't load" retry={() => void refetch()} />
        ) : conversations.length === 0 ? (
          <NothingHere filter={filter} />
        ) : (
          <ul style={{ height: rows.getTotalSize() }} className="relative">
            {items.map((item) => {
              const conversation = conversations[item.index];
              if (conversation === undefined) return null;
              return (
                <li key={item.key} className="absolute inset-x-0 border-b" style={{ height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}>
                  <ConversationRow
                    conversation={conversation}
                    open={conversation.id === openId}
                    selected={selected.has(conversation.id)}
                    selecting={chosen.length > 0}
                    showStatus={filter.q !== ""}
                    onSelect={() => toggle(conversation.id)}
                  />
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </section>
  );
}

function SelectionBar({ ids, clear }: { ids: readonly string[]; clear: () => void }) {
  const actions = useConversationActions();
  const me = useMe();
  const canWrite = useCan("conversations:write");
  const canAssign = useCan("conversations:assign");
  const finish = (run: () => void) => () => {
    run();
    clear();
  };
  useShortcuts({ Escape: clear, "Shift+E": canWrite ? finish(() => void actions.resolve(ids)) : undefined });
  return (
    <div role="toolbar" aria-label="Selected conversations" className="flex h-11 shrink-0 items-center gap-2 border-b bg-raised px-4">
      <span className="flex-1 font-medium tabular-nums">{ids.length} selected</span>
      {canAssign && me !== undefined && (
        <Button size="sm" onClick={finish(() => ids.forEach((id) => void actions.assign(id, { id: me.id, name: me.name })))}>
          Assign to me
        </Button>
      )}
      {canWrite && (
        <Button size="sm" onClick={finish(() => void actions.resolve(ids))}>
          Resolve
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={clear}>
        Clear
      </Button>
    </div>
  );
}

function ListSkeleton() {
  return (
    <Loading label="Loading conversations">
      {Array.from({ length: 7 }, (_, index) => (
        <div key={index} className="flex gap-3 border-b px-4 py-3" style={{ height: ROW_HEIGHT }}>
          <Skeleton className="size-8 !rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-4 w-11/12" />
            <Skeleton className="h-4 w-24" />
          </div>
        </div>
      ))}
    </Loading>
  );
}

function NothingHere({ filter }: { filter: ListFilter }) {
  const navigate = useNavigate();
  const showAll = () => void navigate({ to: ".", search: {}, replace: true });
  if (filter.q !== "") {
    return (
      <EmptyState icon={<SearchX aria-hidden />} title={`Nothing found for “${filter.q}”`}>
        Try a customer's name, their e-mail, or words from a message.
      </EmptyState>
    );
  }
  if (filter.view !== "all" || filter.status !== "open") {
    return (
      <EmptyState icon={<Inbox aria-hidden />} title="Nothing here" action={<Button onClick={showAll}>Show all open</Button>}>
        No conversation matches these filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Inbox aria-hidden />}
      title="No open conversations"
      action={
        <Button variant="primary" onClick={() => void navigate({ to: "/chatbots" })}>
          Put the chat on your site
        </Button>
      }
    >
      Questions from your website's chat arrive here. Add the chat widget to your site to receive the first one.
    </EmptyState>
  );
}
