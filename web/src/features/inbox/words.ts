import type { Conversation } from "@/api/types";

export const STATUS_NAMES: Record<Conversation["status"], string> = { open: "Open", pending: "Pending", resolved: "Resolved" };
export const PRIORITY_NAMES: Record<Conversation["priority"], string> = { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" };
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const satisfies readonly Conversation["priority"][];
export const CHANNEL_NAMES: Record<Conversation["channel"], string> = { widget: "Website chat", email: "Email", voice: "Voice", api: "API" };

const HANDOVER_REASONS: Record<string, string> = {
  not_grounded: "Nothing in your documents answers this",
  asked_for_person: "The customer asked for a person",
  assist_mode: "The chatbot drafts, people answer",
  verifier_rejected: "The AI's answer failed the fact check",
  outside_hours: "Outside business hours",
  budget_exhausted: "The monthly AI cap is used up",
  provider_failed: "The AI provider didn't answer",
};

export function handoverReason(code: string): string {
  const sentence = code.replaceAll("_", " ");
  return HANDOVER_REASONS[code] ?? sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function contactName(contact: Conversation["contact"]): string {
  if (contact.name != null && contact.name !== "") return contact.name;
  if (contact.email != null && contact.email !== "") return contact.email;
  return `Visitor ${contact.id.slice(-4).toUpperCase()}`;
}
