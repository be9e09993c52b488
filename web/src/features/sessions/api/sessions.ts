import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";

export const devicesQuery = infiniteQueryOptions({
  queryKey: ["devices"],
  queryFn: ({ pageParam, signal }) => body(api.GET("/api/v1/auth/sessions", { params: { query: pageParam === null ? {} : { cursor: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.page.next_cursor ?? null,
});

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/auth/sessions/{id}", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: devicesQuery.queryKey }),
  });
}

export function useEndOtherSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => done(api.DELETE("/api/v1/auth/sessions")),
    // It trusts no browser any more either.
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: devicesQuery.queryKey }), client.invalidateQueries({ queryKey: trustedBrowsersQuery.queryKey })]),
  });
}

export const trustedBrowsersQuery = queryOptions({
  queryKey: ["trusted-browsers"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/auth/mfa/trusted-browsers", { signal })),
});

export function useForgetBrowser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/auth/mfa/trusted-browsers/{id}", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: trustedBrowsersQuery.queryKey }),
  });
}
