import type { AuditEntry } from "@/api/types";

/** What was done, as people say it. What is missing here is shown by its own name. */
const ACTIONS: Record<string, string> = {
  "tenant.founded": "created the workspace",
  "tenant.changed": "changed the workspace's settings",
  "session.started": "signed in",
  "session.ended": "ended a session",
  "sessions.ended": "ended sessions",
  "session.switched": "came from another workspace",
  "session.proved": "confirmed who they are",
  "factor.added": "added a second factor",
  "factor.removed": "removed a second factor",
  "recovery_code.used": "used a recovery code",
  "passkey.renamed": "renamed a passkey",
  "passkey.blocked": "had a passkey blocked that may be copied",
  "browser.forgotten": "stopped trusting a browser",
  "member.added": "added a member",
  "member.role_changed": "changed a member's role",
  "member.suspended": "suspended a member",
  "member.restored": "let a member in again",
  "member.removed": "removed a member",
  "member.left": "left the workspace",
  "ownership.transferred": "transferred the ownership",
  "role.created": "made a role",
  "role.changed": "changed a role",
  "role.deleted": "deleted a role",
  "invitation.created": "invited somebody",
  "invitation.withdrawn": "withdrew an invitation",
  "invitation.accepted": "accepted an invitation",
  "api_key.created": "made an API key",
  "api_key.changed": "changed an API key",
  "api_key.rotated": "rotated an API key",
  "api_key.revoked": "revoked an API key",
  "chatbot.created": "made a chatbot",
  "chatbot.changed": "changed a chatbot",
  "chatbot.deleted": "deleted a chatbot",
  "ai_budget.changed": "changed the AI cap",
  "document.uploaded": "uploaded a document",
  "document.removed": "removed a document",
  "job.retried": "retried a job",
  "job.cancelled": "cancelled a job",
  "job.deleted": "deleted a job",
  "jobs.retried": "retried failed jobs",
  "audit_log.exported": "exported the audit log",
};

export const actionWords = (action: string) => ACTIONS[action] ?? action;

/** The kinds that the filter offers, by the beginning of the action. */
export const ACTION_GROUPS: readonly { value: string; name: string }[] = [
  { value: "session", name: "Sessions" },
  { value: "factor.", name: "Second factors" },
  { value: "member.", name: "Members" },
  { value: "invitation.", name: "Invitations" },
  { value: "role.", name: "Roles" },
  { value: "ownership.", name: "Ownership" },
  { value: "tenant.", name: "Workspace" },
  { value: "api_key.", name: "API keys" },
  { value: "chatbot.", name: "Chatbots" },
  { value: "document.", name: "Documents" },
  { value: "ai_budget.", name: "AI cap" },
  { value: "job", name: "Jobs" },
  { value: "audit_log.", name: "Audit log" },
];

export function actorName(entry: AuditEntry): string {
  if (entry.actor.kind === "system") return "DealSmart";
  return entry.actor.name ?? "Somebody";
}

export interface Change {
  field: string;
  before: string;
  after: string;
}

const shown = (value: unknown) => (value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value));

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : value === null || value === undefined ? {} : { value };
}

/** Field by field what was and what is; of two only where they differ. */
export function changes(entry: Pick<AuditEntry, "before" | "after">): Change[] {
  const before = fields(entry.before);
  const after = fields(entry.after);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: shown(before[field]), after: shown(after[field]) }))
    .filter((change) => change.before !== change.after);
}
