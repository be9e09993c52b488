import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import type { IdentityProvider, Role } from "@/api/types";

export const identityProvidersQuery = queryOptions({
  queryKey: ["identity-providers"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/identity-providers", { signal })),
});

export interface ProviderValues {
  label: string;
  issuer: string;
  client_id: string;
  /** Left out: the one that is kept stays. */
  client_secret?: string;
  domains: string[];
  join_role: Role | null;
}

export function useSaveProvider(provider: IdentityProvider | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProviderValues) =>
      provider === null ? data(api.POST("/api/v1/identity-providers", { body })) : data(api.PATCH("/api/v1/identity-providers/{id}", { params: { path: { id: provider.id } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: identityProvidersQuery.queryKey }),
  });
}

export function useSwitchProvider() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, enabled }: { id: string; enabled: boolean }) => data(api.PATCH("/api/v1/identity-providers/{id}", { params: { path: { id } }, body: { enabled } })),
    onSettled: () => client.invalidateQueries({ queryKey: identityProvidersQuery.queryKey }),
  });
}

export function useDeleteProvider() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/identity-providers/{id}", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: identityProvidersQuery.queryKey }),
  });
}

export function useTestProvider() {
  return useMutation({ mutationFn: (id: string) => data(api.POST("/api/v1/identity-providers/{id}/test", { params: { path: { id } } })) });
}
