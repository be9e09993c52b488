import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/api/queries";
import type { Me, Role } from "@/api/types";

export type Permission =
  | `${"conversations" | "knowledge" | "chatbots" | "members" | "ai" | "contacts" | "catalogue" | "tenant"}:${"read" | "write"}`
  | "conversations:read_all"
  | "teams:write"
  | "tenant:delete"
  | "conversations:assign"
  | "roles:write"
  | "audit:read"
  | `api_keys:${"read" | "write"}`
  | "ownership:transfer"
  | "jobs:read"
  | "jobs:write"
  | "webhooks:read"
  | "webhooks:write"
  | "identity_providers:write";

export function allows(me: Me | undefined, permission: Permission): boolean {
  return me?.permissions.includes(permission) ?? false;
}

/** Whether to show an action. The server decides again whatever this says. */
export function useCan(permission: Permission): boolean {
  const { data: me } = useQuery(meQuery);
  return allows(me, permission);
}

export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

export const ROLES: readonly Role[] = ["owner", "admin", "supervisor", "agent", "viewer"];
