import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import { session } from "@/api/session";

/** The installation's providers, and those of a workspace that is named by its short name. */
export const providersQuery = (workspace?: string) =>
  queryOptions({
    queryKey: ["sign-in-providers", workspace ?? null],
    queryFn: ({ signal }) => data(api.GET("/api/v1/auth/providers", { params: { query: workspace === undefined ? {} : { workspace } }, signal })),
    staleTime: 60_000,
  });

/** The way to a provider: a page of the server's, which sends the browser on. */
export const providerPath = (id: string, from?: string) => `/api/v1/auth/oauth/${encodeURIComponent(id)}${from === undefined ? "" : `?from=${encodeURIComponent(from)}`}`;

/** Whom a provider has just proven here, and who has no account yet. */
export const newcomerQuery = queryOptions({
  queryKey: ["newcomer"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/auth/newcomer", { signal })),
  retry: false,
  staleTime: 0,
});

export function useRegisterNewcomer() {
  return useMutation({
    mutationFn: (body: { name: string; workspace: string }) => data(api.POST("/api/v1/auth/newcomer", { body })),
    onSuccess: (signedIn) => session.set(signedIn),
  });
}

export const identitiesQuery = queryOptions({
  queryKey: ["identities"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/auth/identities", { signal })),
});

/** Leaves the app: the provider sends the browser back to `from`. */
export function useLinkIdentity() {
  return useMutation({
    mutationFn: (body: { provider: string; from: string }) => data(api.POST("/api/v1/auth/identities", { body })),
    onSuccess: ({ url }) => {
      // The server has made sure that it is a web address; a script's would run in our name.
      if (/^https?:\/\//.test(url)) window.location.assign(url);
    },
  });
}

export function useUnlinkIdentity() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/auth/identities/{id}", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: identitiesQuery.queryKey }),
  });
}
