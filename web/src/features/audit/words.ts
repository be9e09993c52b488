import type { AuditEntry } from "@/api/types";

/** What was done, as people say it. What is missing here is shown by its own name. */
const ACTIONS: Record<string, string> = {
  "tenant.founded": "created the workspace",
  "tenant.changed": "changed the workspace's settings",
  "tenant.logo_changed": "changed the logo",
  "tenant.deletion_requested": "asked for the workspace's end",
  "tenant.deletion_revoked": "kept the workspace after all",
  "limits.changed": "set what the workspace may have",
  "features.changed": "switched features",
  "team.created": "made a team",
  "team.changed": "changed a team",
  "team.deleted": "deleted a team",
  "age.checked": "had their age checked",
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
  "qr_sign_in.approved": "signed another browser in by QR code",
  "qr_sign_in.denied": "turned down a sign-in by QR code",
  "identity.linked": "linked an account at a provider",
  "identity.unlinked": "unlinked an account at a provider",
  "identity_provider.created": "set up a sign-in provider",
  "identity_provider.changed": "changed a sign-in provider",
  "identity_provider.deleted": "removed a sign-in provider",
  "member.joined": "joined by a sign-in provider",
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
  "webhook_endpoint.created": "added a webhook endpoint",
  "webhook_endpoint.changed": "changed a webhook endpoint",
  "webhook_endpoint.deleted": "deleted a webhook endpoint",
  "webhook_endpoint.disabled": "disabled a webhook endpoint",
  "webhook_endpoint.rotated": "rotated a webhook secret",
  "webhook_endpoint.tested": "sent a test event",
  "webhook_endpoint.recovered": "recovered missed events",
  "webhook_delivery.replayed": "sent an event again",
  "webhook_deliveries.replayed": "sent events again",
  "operator.acted": "changed something",
  "operator.tenant.suspended": "suspended the workspace",
  "operator.tenant.unsuspended": "opened the workspace again",
  "operator.user.suspended": "suspended a member's account",
  "operator.user.unsuspended": "let a member's account in again",
  "operator.user.sessions_ended": "ended a member's sessions",
  "operator.user.factors_removed": "removed a member's second factors",
  "operator.user.password_reset_required": "required a new password of a member",
  "operator.operator.granted": "made a member operator of this installation",
  "operator.operator.revoked": "took a member's office as operator",
  "operator.impersonation.begun": "entered in a member's name",
  "operator.impersonation.ended": "left a member's name",
  "audit_log.exported": "exported the audit log",
};

export const actionWords = (action: string) => ACTIONS[action] ?? action;

/** The kinds that the filter offers, by the beginning of the action. */
export const ACTION_GROUPS: readonly { value: string; name: string }[] = [
  { value: "session", name: "Sessions" },
  { value: "factor.", name: "Second factors" },
  { value: "qr_sign_in.", name: "Sign-ins by QR code" },
  { value: "identity.", name: "Accounts at providers" },
  { value: "identity_provider.", name: "Sign-in providers" },
  { value: "member.", name: "Members" },
  { value: "invitation.", name: "Invitations" },
  { value: "role.", name: "Roles" },
  { value: "ownership.", name: "Ownership" },
  { value: "tenant.", name: "Workspace" },
  { value: "team.", name: "Teams" },
  { value: "features.", name: "Features" },
  { value: "api_key.", name: "API keys" },
  { value: "chatbot.", name: "Chatbots" },
  { value: "document.", name: "Documents" },
  { value: "ai_budget.", name: "AI cap" },
  { value: "job", name: "Jobs" },
  { value: "audit_log.", name: "Audit log" },
  { value: "operator.", name: "The operator" },
];

export function actorName(entry: AuditEntry): string {
  if (entry.actor.kind === "system") return "DealSmart";
  if (entry.actor.kind === "operator") {
    const operator = `${entry.actor.name ?? "Somebody"} (operator)`;
    return entry.acting_as == null ? operator : `${operator} in ${entry.acting_as.name ?? "a member"}'s name`;
  }
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
