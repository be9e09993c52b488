import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Activity, ChevronRight } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { EventView } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { SelectField, TextField } from "@/components/field";
import { Page, PageHeader } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { SettingsTabs } from "@/components/settings-tabs";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { exactTime } from "@/lib/format";
import { useFrames } from "@/lib/live";
import { eventsQuery, eventTypesQuery, type EventFilter } from "../api/events";
import { RetentionSection } from "./retention-section";

const ALL: EventFilter = { type: "", conversationId: "", from: "", to: "" };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** News are gathered for so long, so that a busy workspace doesn't ask all the time. */
const GATHER_MS = 400;

/** What happened shows by itself; events for subscribers alone come with the next look. */
function useNews(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useFrames(
    useCallback(
      (frame) => {
        if (frame.seq === undefined || timer.current !== undefined) return;
        timer.current = setTimeout(() => {
          timer.current = undefined;
          void client.invalidateQueries({ queryKey: ["events", "list"] });
        }, GATHER_MS);
      },
      [client],
    ),
  );
  useEffect(() => () => clearTimeout(timer.current), []);
}

export function EventsPage() {
  useNews();
  const [filter, setFilter] = useState(ALL);
  const { data: types } = useQuery(eventTypesQuery);
  const whole = filter.conversationId.trim();
  const wrongId = whole !== "" && !UUID.test(whole);
  const query = useInfiniteQuery(eventsQuery({ ...filter, conversationId: wrongId ? "" : whole }));
  const events = query.data?.pages.flatMap((page) => page.data) ?? [];
  const set = (change: Partial<EventFilter>) => setFilter({ ...filter, ...change });
  const filtered = JSON.stringify(filter) !== JSON.stringify(ALL);
  return (
    <Page>
      <PageHeader title="Settings" />
      <SettingsTabs />
      <section aria-label="Events" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <p className="mb-4 max-w-2xl text-muted">What happened in this workspace, as subscribers and webhooks see it. New ones show by themselves.</p>
        <form aria-label="Filter" className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-[13rem_1fr_10rem_10rem]" onSubmit={(event) => event.preventDefault()}>
          <SelectField label="Kind" value={filter.type} onChange={(event) => set({ type: event.target.value })}>
            <option value="">Every kind</option>
            {(types ?? []).map((type) => (
              <option key={type.type} value={type.type}>
                {type.type}
              </option>
            ))}
          </SelectField>
          <TextField
            label="Conversation"
            placeholder="Its id"
            value={filter.conversationId}
            error={wrongId ? "Paste the whole id, as in the conversation's address." : undefined}
            onChange={(event) => set({ conversationId: event.target.value })}
          />
          <TextField label="From" type="date" value={filter.from} onChange={(event) => set({ from: event.target.value })} />
          <TextField label="To" type="date" value={filter.to} onChange={(event) => set({ to: event.target.value })} />
        </form>
        {query.isPending ? (
          <Loading label="Loading events">
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <div key={row} className="flex h-12 items-center gap-3 border-b">
                <Skeleton className="h-4 w-12" />
                <Skeleton className="h-4 w-48" />
                <Skeleton className="ml-auto h-4 w-16" />
              </div>
            ))}
          </Loading>
        ) : query.error !== null && events.length === 0 ? (
          <ErrorState error={query.error} title="The events didn't load" retry={() => void query.refetch()} />
        ) : events.length === 0 ? (
          <EmptyState icon={<Activity aria-hidden />} title={filtered ? "Nothing fits" : "Nothing yet"} action={filtered && <Button onClick={() => setFilter(ALL)}>Show every event</Button>}>
            {filtered ? "No event of this kind, about this conversation, in this time." : "Messages, drafts, documents and members: whatever happens shows here."}
          </EmptyState>
        ) : (
          <>
            <ul aria-label="Events" aria-busy={query.isPlaceholderData} className={cx("border-t", query.isPlaceholderData && "opacity-60")}>
              {events.map((event) => (
                <Event key={event.id} event={event} />
              ))}
            </ul>
            {query.hasNextPage && (
              <Button className="mt-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            )}
          </>
        )}
      </section>
      <RetentionSection />
    </Page>
  );
}

function Event({ event }: { event: EventView }) {
  const text = JSON.stringify(event, null, 2);
  return (
    <li className="border-b">
      <details className="group">
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-3 py-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90" />
          <span className="w-14 shrink-0 text-right text-muted tabular-nums">{event.seq}</span>
          <span className="min-w-0 flex-1 truncate">
            <span className="font-medium">{event.type}</span>
            {event.actor != null && <span className="text-muted"> · {event.actor.name ?? "a former member"}</span>}
          </span>
          {event.audience === "internal" && <Badge>subscribers only</Badge>}
          <RelativeTime time={event.created_at} short className="shrink-0 text-xs text-muted" />
        </summary>
        <div className="flex flex-col gap-3 pb-4 pl-7">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-muted">
            <span>{exactTime(event.created_at)}</span>
            <span>version {event.version}</span>
            {event.conversation_id != null && (
              <Link to="/inbox/$conversationId" params={{ conversationId: event.conversation_id }} className="font-medium text-accent hover:underline">
                The conversation
              </Link>
            )}
            <span className="ml-auto">
              <CopyButton text={text} label="Copy as JSON" />
            </span>
          </div>
          <pre tabIndex={0} role="region" aria-label={`Event ${event.seq} as JSON`} className="max-h-96 overflow-auto rounded bg-raised p-3 text-xs leading-5">
            {text}
          </pre>
        </div>
      </details>
    </li>
  );
}
