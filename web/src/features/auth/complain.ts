import { messageOf } from "@/api/problem";
import { TurnedAway } from "@/components/step-up";
import { toast } from "@/lib/toasts";

/** Tells what did not work, save to who turned away. */
export function complain(error: unknown): void {
  if (!(error instanceof TurnedAway)) toast(messageOf(error), { tone: "danger" });
}
