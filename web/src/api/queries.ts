// Queries that more than one feature reads; those of one feature stand in its own `api` folder.
import { queryOptions } from "@tanstack/react-query";
import { api, body, data } from "./client";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/users/me", { signal })),
  staleTime: 5 * 60_000,
});

export const protectionQuery = queryOptions({
  queryKey: ["protection"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/auth/mfa", { signal })),
});

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/members", { signal })),
});

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/roles", { signal })),
});

export const tenantQuery = queryOptions({
  queryKey: ["tenant"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/tenant", { signal })),
  staleTime: 5 * 60_000,
});

export const featuresQuery = queryOptions({
  queryKey: ["features"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/features", { signal })),
  staleTime: 5 * 60_000,
});

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/teams", { signal })),
});

export const workspacesQuery = queryOptions({
  queryKey: ["workspaces"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/users/me/tenants", { signal })),
  staleTime: 60_000,
});

export const chunksQuery = (documentId: string) =>
  queryOptions({
    queryKey: ["documents", documentId, "chunks"],
    queryFn: async ({ signal }) => {
      const chunks = [];
      let cursor: string | undefined;
      // A source is read as a whole, so its pages are gathered; the bound keeps a huge file from hanging the screen.
      for (let pages = 0; pages < 20; pages += 1) {
        const page = await body(api.GET("/api/v1/knowledge/documents/{id}/chunks", { params: { path: { id: documentId }, query: { limit: 200, cursor } }, signal }));
        chunks.push(...page.data);
        if (page.page.next_cursor == null) break;
        cursor = page.page.next_cursor;
      }
      return chunks.sort((a, b) => a.position - b.position);
    },
    staleTime: 60_000,
  });

export const catalogueItemQuery = (id: string) =>
  queryOptions({
    queryKey: ["catalogue", id],
    queryFn: ({ signal }) => data(api.GET("/api/v1/catalogue/{id}", { params: { path: { id } }, signal })),
  });
