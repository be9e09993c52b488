const AREAS: Record<string, string> = {
  tenant: "Workspace",
  members: "Members",
  roles: "Roles",
  audit: "Audit log",
  ownership: "Ownership",
  contacts: "Contacts",
  catalogue: "Catalogue",
  conversations: "Conversations",
  chatbots: "Chatbots",
  knowledge: "Knowledge",
  ai: "AI",
  jobs: "Background jobs",
  webhooks: "Webhooks and events",
  teams: "Teams",
  identity_providers: "Sign-in providers",
  api_keys: "API keys",
};
const DEEDS: Record<string, string> = { read: "see", write: "change", assign: "assign", transfer: "transfer", read_all: "see all, where others see their own", delete: "delete" };

export const areaOf = (permission: string) => permission.split(":")[0] ?? permission;
export const areaWords = (permission: string) => AREAS[areaOf(permission)] ?? areaOf(permission);

export function deedWords(permission: string): string {
  const deed = permission.split(":")[1] ?? "";
  return DEEDS[deed] ?? deed;
}

/** `members:write` as people say it: Members: change. */
export const permissionWords = (permission: string) => `${areaWords(permission)}: ${deedWords(permission)}`;
