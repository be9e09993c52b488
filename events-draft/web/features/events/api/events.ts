import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data } from "@/api/client";

export interface EventFilter {
  type: string;
  conversationId: string;
  /** Days, `2026-11-21`; both are included. */
  from: string;
  to: string;
}

function midnight(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00`);
  at.setDate(at.getDate() + days);
  return at.toISOString();
}

export const eventsQuery = (filter: EventFilter) =>
  infiniteQueryOptions({
    queryKey: ["events", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/events", {
          params: {
            query: {
              ...(filter.type === "" ? {} : { type: filter.type }),
              ...(filter.conversationId === "" ? {} : { conversation_id: filter.conversationId }),
              ...(filter.from === "" ? {} : { since: midnight(filter.from, 0) }),
              ...(filter.to === "" ? {} : { until: midnight(filter.to, 1) }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    placeholderData: keepPreviousData,
  });

export const eventTypesQuery = queryOptions({
  queryKey: ["events", "types"],
  queryFn: async ({ signal }) => (await body(api.GET("/api/v1/webhooks/event-types", { signal }))).data,
  staleTime: Infinity,
});

export const retentionQuery = queryOptions({
  queryKey: ["events", "retention"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/events/retention", { signal })),
});

export function useSetRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (days: number | null) => data(api.PATCH("/api/v1/events/retention", { body: { days } })),
    onSuccess: (retention) => client.setQueryData(retentionQuery.queryKey, retention),
  });
}
