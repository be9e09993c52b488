import type { OperatorLogEntry } from "@/api/types";

/** What was done, as people say it. What is missing here is shown by its own name. */
const ACTIONS: Record<string, string> = {
  "tenant.read": "looked at the tenant",
  "tenant.suspended": "suspended the tenant",
  "tenant.unsuspended": "opened the tenant again",
  "users.searched": "searched for users",
  "user.read": "looked at the user",
  "user.suspended": "suspended the account of",
  "user.unsuspended": "let in again",
  "user.sessions_ended": "ended the sessions of",
  "user.factors_removed": "removed the second factors of",
  "user.password_reset_required": "required a new password of",
  "operator.granted": "made operator:",
  "operator.revoked": "took the office of operator from",
  "impersonation.begun": "entered in the name of",
  "impersonation.ended": "left the name of",
};

export const actionWords = (action: string) => ACTIONS[action] ?? action;

/** The kinds that the filter offers, by the beginning of the action. */
export const ACTION_GROUPS: readonly { value: string; name: string }[] = [
  { value: "tenant.", name: "Tenants" },
  { value: "user", name: "Users" },
  { value: "operator.", name: "Operators" },
  { value: "impersonation.", name: "Impersonation" },
];

export const operatorName = (entry: OperatorLogEntry) => entry.operator_name ?? (entry.operator_id == null ? "The command line" : "Somebody");

/** Such as "for 30 minutes, to write": what an entry says beside action, target and reason. */
export function details(entry: Pick<OperatorLogEntry, "before" | "after">): { field: string; value: string }[] {
  const after = entry.after;
  if (typeof after !== "object" || after === null) return [];
  return Object.entries(after as Record<string, unknown>).map(([field, value]) => ({ field: field.replaceAll("_", " "), value: typeof value === "string" ? value : JSON.stringify(value) }));
}

/** A reason that says something, as the server wants it. */
export function reasonProblem(reason: string): string | null {
  const length = reason.trim().length;
  if (length < 5) return "Say why, in 5 characters at least. It is written into the logs.";
  return length > 500 ? "Keep it under 500 characters." : null;
}
