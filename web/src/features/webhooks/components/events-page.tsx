import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Activity } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/button";
import { SelectField, TextField } from "@/components/field";
import { Page, PageHeader } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { eventsQuery } from "../api/events";
import { eventTypesQuery } from "../api/webhooks";
import { EventRow } from "./event-row";

const route = getRouteApi("/frame/settings-frame/settings/events");

/** What happened in the workspace, as webhooks tell it. */
export function EventsPage() {
  const { type = "", conversation = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const [days, setDays] = useState({ from: "", to: "" });
  const filter = { type, conversationId: conversation, ...days };
  const { data: types } = useQuery(eventTypesQuery);
  const { data, error, isPending, isPlaceholderData, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(eventsQuery(filter));
  const events = data?.pages.flatMap((page) => page.data) ?? [];
  const filtered = Object.values(filter).some((value) => value !== "");
  const search = (change: { type?: string; conversation?: string }) => {
    const next = { type, conversation, ...change };
    void navigate({
      search: { ...(next.type === "" ? {} : { type: next.type }), ...(next.conversation === "" ? {} : { conversation: next.conversation }) },
      replace: true,
    });
  };
  const clear = () => {
    setDays({ from: "", to: "" });
    search({ type: "", conversation: "" });
  };
  return (
    <Page>
      <PageHeader title="Events" />
      <section aria-label="Events" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <p className="mb-4 max-w-2xl text-muted">
          Everything that happens in the workspace, in the order it happened: what webhooks tell of, and what programs read and go on from.
        </p>
        <form aria-label="Filter" className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-4" onSubmit={(event) => event.preventDefault()}>
          <div className="col-span-2">
            <SelectField label="Type" value={type} onChange={(event) => search({ type: event.target.value })}>
              <option value="">Every type</option>
              {(types ?? []).map((known) => (
                <option key={known.type} value={known.type}>
                  {known.type}
                </option>
              ))}
            </SelectField>
          </div>
          <TextField label="From" type="date" value={days.from} onChange={(event) => setDays({ ...days, from: event.target.value })} />
          <TextField label="To" type="date" value={days.to} onChange={(event) => setDays({ ...days, to: event.target.value })} />
        </form>
        {conversation !== "" && (
          <p className="mb-4 flex flex-wrap items-center gap-3">
            <span className="text-muted">Only those of one conversation.</span>
            <Button size="sm" onClick={() => search({ conversation: "" })}>
              Show those of all
            </Button>
          </p>
        )}
        {isPending ? (
          <Loading label="Loading events">
            {[0, 1, 2, 3, 4].map((row) => (
              <div key={row} className="flex h-12 items-center gap-3 border-b">
                <Skeleton className="h-4 w-56" />
                <Skeleton className="ml-auto h-4 w-16" />
              </div>
            ))}
          </Loading>
        ) : error !== null && events.length === 0 ? (
          <ErrorState error={error} title="The events didn't load" retry={() => void refetch()} />
        ) : events.length === 0 ? (
          <EmptyState icon={<Activity aria-hidden />} title={filtered ? "Nothing fits" : "Nothing happened yet"} action={filtered && <Button onClick={clear}>Show everything</Button>}>
            {filtered ? "No event of this type, in this time." : "Messages, conversations, documents and members show up here as they change."}
          </EmptyState>
        ) : (
          <ul aria-label="Events" aria-busy={isPlaceholderData} className={cx("border-t", isPlaceholderData && "opacity-60")}>
            {events.map((event) => (
              <EventRow key={event.id} event={event} onConversation={conversation === "" ? (id) => search({ conversation: id }) : undefined} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        )}
      </section>
    </Page>
  );
}
