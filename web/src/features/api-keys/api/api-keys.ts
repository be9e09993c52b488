import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";
import type { Scope } from "../keys";

export const apiKeysQuery = infiniteQueryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ pageParam, signal }) => body(api.GET("/api/v1/api-keys", { params: { query: pageParam === null ? {} : { cursor: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.page.next_cursor ?? null,
});

export interface KeyFields {
  name: string;
  scopes: Scope[];
  per_minute: number | null;
  allowed_addresses: string[];
  expires_at: string | null;
}

/** The answer is the only time that a key is shown, so it is kept in no cache. */
export function useCreateKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: KeyFields) => data(api.POST("/api/v1/api-keys", { body: fields })),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    gcTime: 0,
  });
}

export function useChangeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...change }: Partial<KeyFields> & { id: string }) => data(api.PATCH("/api/v1/api-keys/{id}", { params: { path: { id } }, body: change })),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useRotateKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, hours }: { id: string; hours: number }) => data(api.POST("/api/v1/api-keys/{id}/rotate", { params: { path: { id } }, body: { overlap_hours: hours } })),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    gcTime: 0,
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/api-keys/{id}", { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}
