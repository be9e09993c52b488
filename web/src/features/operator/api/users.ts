import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data } from "@/api/client";

export interface UserFilter {
  q: string;
  who: "all" | "suspended" | "operators";
  sort: "-created_at" | "email";
}

export const usersQuery = ({ q, who, sort }: UserFilter) =>
  infiniteQueryOptions({
    queryKey: ["operator", "users", { q, who, sort }],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/admin/users", {
          params: {
            query: {
              sort,
              ...(q === "" ? {} : { q }),
              ...(who === "suspended" ? { suspended: true } : who === "operators" ? { operator: true } : {}),
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

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ["operator", "user", id],
    queryFn: ({ signal }) => data(api.GET("/api/v1/admin/users/{id}", { params: { path: { id } }, signal })),
  });

export type UserAction = "suspend" | "unsuspend" | "end-sessions" | "require-password-reset" | "remove-factors" | "grant-operator" | "revoke-operator";

export function useActOnUser(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, reason }: { action: UserAction; reason: string }) => data(api.POST(`/api/v1/admin/users/{id}/${action}`, { params: { path: { id } }, body: { reason } })),
    onSuccess: (user) => client.setQueryData(userQuery(id).queryKey, user),
    onSettled: () => client.invalidateQueries({ queryKey: ["operator", "users"] }),
  });
}
