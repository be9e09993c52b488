import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";

/** Letters that nobody received; new ones are looked for while the screen is open. */
export const outboxQuery = (to: string) =>
  infiniteQueryOptions({
    queryKey: ["outbox", to],
    queryFn: ({ pageParam, signal }) =>
      body(api.GET("/api/v1/outbox", { params: { query: { limit: 50, ...(to === "" ? {} : { to }), ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    refetchInterval: 3_000,
    retry: false,
  });
