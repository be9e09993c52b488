import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, body } from "@/api/client";

/** What happens shows up by itself within so long. */
const REFRESH_MS = 5_000;

export interface EventFilter {
  type: string;
  conversationId: string;
  /** Days, as the browser's field for dates writes them; empty: open. */
  from: string;
  to: string;
}

/** A day's beginning here, as the API takes it. */
const beginning = (day: string, daysLater = 0) => {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
};

export const eventsQuery = (filter: EventFilter) =>
  infiniteQueryOptions({
    queryKey: ["events", filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/events", {
          params: {
            query: {
              ...(filter.type === "" ? {} : { type: filter.type }),
              ...(filter.conversationId === "" ? {} : { conversation_id: filter.conversationId }),
              ...(filter.from === "" ? {} : { since: beginning(filter.from) }),
              ...(filter.to === "" ? {} : { until: beginning(filter.to, 1) }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
