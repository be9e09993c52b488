import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";
import { session } from "@/api/session";

export const liveImpersonationsQuery = queryOptions({
  queryKey: ["operator", "impersonations"],
  queryFn: async ({ signal }) => (await body(api.GET("/api/v1/admin/impersonations", { params: { query: { live: true, limit: 200 } }, signal }))).data,
  refetchInterval: 30_000,
});

export function useEndImpersonation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/admin/impersonations/{id}", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: liveImpersonationsQuery.queryKey }),
  });
}

export interface NewImpersonation {
  tenantId: string;
  userId: string;
  reason: string;
  minutes: number;
  writes: boolean;
}

/** Begins it and takes the member's place in this tab, until it is over or the page is loaded anew. */
export function useImpersonate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ tenantId, userId, reason, minutes, writes }: NewImpersonation) =>
      data(api.POST("/api/v1/admin/tenants/{id}/impersonate", { params: { path: { id: tenantId } }, body: { user_id: userId, reason, minutes, writes } })),
    onSuccess: (begun) => {
      const { access_token, expires_in, role, tenant, user_id, user_name, user_email } = begun;
      const member = { access_token, expires_in, role, tenant, refresh_token: "", mfa: "ok" as const, user: { id: user_id, name: user_name, email: user_email } };
      session.impersonate(member, () => window.location.assign("/operator"));
      // Nothing of what the operator saw is shown as the member's.
      client.clear();
    },
  });
}
