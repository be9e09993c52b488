import type { NotificationKind } from "@/api/types";

/** What one is told of, as the preferences name it. */
export const KINDS: Record<NotificationKind, { name: string; hint: string }> = {
  assignment: { name: "Given to you", hint: "A conversation comes to you, or to a team of yours." },
  new_message: { name: "New messages", hint: "A customer writes in a conversation that you have." },
  handover: { name: "Handed over by the AI", hint: "A customer waits for a person: whoever has the conversation, its team, or everyone who is available." },
  webhook_disabled: { name: "Webhooks switched off", hint: "A webhook endpoint failed for days, or said that it is gone." },
};

/** In the order in which they are shown. */
export const ORDER: readonly NotificationKind[] = ["assignment", "new_message", "handover", "webhook_disabled"];
