import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Role } from "@/api/types";

/** Who of the workspace's people is shown. */
export interface PeopleFilter {
  q?: string;
  role?: Role;
  state?: "active" | "suspended";
  team_id?: string;
}

export const isEveryone = (filter: PeopleFilter) => [filter.q?.trim(), filter.role, filter.state, filter.team_id].every((value) => value === undefined || value === "");

export const peopleQuery = (filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: ["people", filter],
    queryFn: ({ pageParam, signal }) => body(api.GET("/api/v1/users", { params: { query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
  });
