import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { meQuery } from "@/api/queries";

export const tenantQuery = queryOptions({
  queryKey: ["tenant"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/tenant", { signal })),
});

export function useRenameTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => data(api.PATCH("/api/v1/tenant", { body: { name } })),
    onSuccess: (tenant) => {
      client.setQueryData(tenantQuery.queryKey, tenant);
      return client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
}

export function useRequireTwoStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (required: boolean) => data(api.PATCH("/api/v1/tenant", { body: { mfa_required: required } })),
    onSuccess: (tenant) => client.setQueryData(tenantQuery.queryKey, tenant),
  });
}
