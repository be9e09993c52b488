import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data } from "@/api/client";
import { featuresQuery, meQuery, tenantQuery } from "@/api/queries";
import type { Feature, Tenant } from "@/api/types";
import type { components } from "@/api/schema";

export type TenantChange = components["schemas"]["TenantChange"];

export const usageQuery = queryOptions({
  queryKey: ["tenant", "usage"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/tenant/usage", { signal })),
});

/** What every change of the workspace answers with, put where it is shown. */
function useShown() {
  const client = useQueryClient();
  return (tenant: Tenant) => {
    client.setQueryData(tenantQuery.queryKey, tenant);
    return client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
}

export function useChangeTenant() {
  const shown = useShown();
  return useMutation({ mutationFn: (change: TenantChange) => data(api.PATCH("/api/v1/tenant", { body: change })), onSuccess: shown });
}

export function useSetLogo() {
  const shown = useShown();
  return useMutation({
    mutationFn: (logo: Blob) =>
      data(
        api.PUT("/api/v1/tenant/logo", {
          // The document says bytes; the types that are made of it know no Blob.
          body: logo as unknown as number[],
          bodySerializer: (bytes) => bytes as unknown as Blob,
          headers: { "content-type": "image/png" },
        }),
      ),
    onSuccess: shown,
  });
}

export function useRemoveLogo() {
  const shown = useShown();
  return useMutation({ mutationFn: () => data(api.DELETE("/api/v1/tenant/logo")), onSuccess: shown });
}

export function useDeleteTenant() {
  const shown = useShown();
  return useMutation({ mutationFn: (name: string) => data(api.POST("/api/v1/tenant/deletion", { body: { name } })), onSuccess: shown });
}

export function useRestoreTenant() {
  const shown = useShown();
  return useMutation({ mutationFn: () => data(api.DELETE("/api/v1/tenant/deletion")), onSuccess: shown });
}

export function useSwitchFeature() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, enabled }: { name: Feature["name"]; enabled: boolean | null }) => body(api.PATCH("/api/v1/features", { body: { features: { [name]: enabled } } })),
    onSuccess: (page) => client.setQueryData(featuresQuery.queryKey, page.data),
  });
}

export function useRequireTwoStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (required: boolean) => data(api.PATCH("/api/v1/tenant", { body: { mfa_required: required } })),
    onSuccess: (tenant) => client.setQueryData(tenantQuery.queryKey, tenant),
  });
}
