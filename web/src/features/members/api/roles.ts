import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import { rolesQuery } from "@/api/queries";
import type { Role, RoleView } from "@/api/types";

export type PermissionName = RoleView["permissions"][number]["permission"];

export function useSaveRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name, base, permissions }: { id: string | null; name: string; base: Role; permissions: PermissionName[] }) =>
      id === null ? data(api.POST("/api/v1/roles", { body: { name, base, permissions } })) : data(api.PATCH("/api/v1/roles/{id}", { params: { path: { id } }, body: { name, permissions } })),
    onSuccess: () => client.invalidateQueries({ queryKey: rolesQuery.queryKey }),
  });
}

export function useDeleteRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/roles/{id}", { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: rolesQuery.queryKey }),
  });
}
