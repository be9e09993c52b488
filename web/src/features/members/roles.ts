import type { Role } from "@/api/types";

export const ROLE_NAMES: Record<Role, string> = { owner: "Owner", admin: "Admin", supervisor: "Supervisor", agent: "Agent", viewer: "Viewer" };

export const ROLE_MEANINGS: Record<Role, string> = {
  owner: "Everything, also deleting the workspace",
  admin: "Members, chatbots, knowledge and the AI cap",
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
