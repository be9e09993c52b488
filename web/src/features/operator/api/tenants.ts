import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data } from "@/api/client";

export interface TenantFilter {
  q: string;
  state: "all" | "open" | "suspended";
  sort: "-created_at" | "name";
}

export const tenantsQuery = ({ q, state, sort }: TenantFilter) =>
  infiniteQueryOptions({
    queryKey: ["operator", "tenants", { q, state, sort }],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/admin/tenants", {
          params: {
            query: {
              sort,
              ...(q === "" ? {} : { q }),
              ...(state === "all" ? {} : { suspended: state === "suspended" }),
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

export const tenantQuery = (id: string) =>
  queryOptions({
    queryKey: ["operator", "tenant", id],
    queryFn: ({ signal }) => data(api.GET("/api/v1/admin/tenants/{id}", { params: { path: { id } }, signal })),
  });

export function useSuspendTenant(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ suspend, reason }: { suspend: boolean; reason: string }) => {
      const request = { params: { path: { id } }, body: { reason } };
      return data(suspend ? api.POST("/api/v1/admin/tenants/{id}/suspend", request) : api.POST("/api/v1/admin/tenants/{id}/unsuspend", request));
    },
    onSuccess: (tenant) => client.setQueryData(tenantQuery(id).queryKey, tenant),
    onSettled: () => client.invalidateQueries({ queryKey: ["operator", "tenants"] }),
  });
}
