import type { Me, Role, RoleView } from "@/api/types";

export const ROLE_NAMES: Record<Role, string> = { owner: "Owner", admin: "Admin", supervisor: "Supervisor", agent: "Agent", viewer: "Viewer" };

export const ROLE_MEANINGS: Record<Role, string> = {
  owner: "Everything, also handing the workspace over",
  admin: "Members, roles, chatbots, knowledge and the AI cap",
  supervisor: "Assigns conversations and keeps the knowledge",
  agent: "Answers customers",
  viewer: "Reads, changes nothing",
};

const ORDER: readonly Role[] = ["owner", "admin", "supervisor", "agent", "viewer"];

/** Nobody gives a role above their own. */
export function grantable(mine: Role): readonly Role[] {
  return ORDER.slice(ORDER.indexOf(mine));
}

export function outranks(mine: Role, theirs: Role): boolean {
  return ORDER.indexOf(mine) <= ORDER.indexOf(theirs);
}

/** Nor one that may more than they. */
export function mayGive(me: Me, role: RoleView): boolean {
  return outranks(me.role, role.role) && role.permissions.every(({ permission }) => me.permissions.includes(permission));
}

export const roleName = (role: Pick<RoleView, "id" | "name" | "role">) => (role.id == null ? ROLE_NAMES[role.role] : role.name);

/** A built-in role, or a custom one based on it. */
export interface Place {
  role: Role;
  roleId: string | null;
}

/** As the value of an option. */
export const placeValue = (place: Place) => (place.roleId === null ? place.role : `${place.role} ${place.roleId}`);

export function placeOf(value: string): Place {
  const [role, roleId] = value.split(" ");
  return { role: ORDER.find((known) => known === role) ?? "viewer", roleId: roleId ?? null };
}

export { permissionWords } from "@/lib/permission-words";
