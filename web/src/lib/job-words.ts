import type { Job, JobState } from "@/api/types";
import type { Tone } from "@/components/badge";
import { exactTime } from "@/lib/format";

/** What a job does, as people say it. What is missing here is shown by its own name. */
const KINDS: Record<string, string> = {
  "chatbots.answer": "Answer a message",
  "knowledge.ingest": "Read a document",
  "knowledge.catalogue": "Index the catalogue",
  "email.send": "Send an e-mail",
  "audit.prune": "Remove old audit entries",
  "notifications.notify": "Tell members",
  "notifications.digest": "Write a letter of notifications",
  "notifications.prune": "Remove old notifications",
  "webhooks.dispatch": "Hand events to webhooks",
  "webhooks.deliver": "Deliver to a webhook endpoint",
  "webhooks.prune": "Remove old deliveries",
  "events.prune": "Remove old events",
};

export const kindName = (kind: string) => KINDS[kind] ?? kind;

export const STATES: readonly { value: JobState; name: string; tone: Tone }[] = [
  { value: "running", name: "Running", tone: "accent" },
  { value: "queued", name: "Queued", tone: "neutral" },
  { value: "scheduled", name: "Waiting", tone: "neutral" },
  { value: "failed", name: "Failed", tone: "danger" },
];

export function stateOf(job: Job): { name: string; tone: Tone } {
  if (job.stopping) return { name: "Stopping", tone: "warning" };
  if (job.state === "scheduled" && job.attempt > 0) return { name: "Retrying", tone: "warning" };
  return STATES.find((state) => state.value === job.state) ?? { name: job.state, tone: "neutral" };
}

/** "in 4 min", for a time that is still to come. */
export function until(time: string, now = Date.now()): string {
  const seconds = Math.ceil((Date.parse(time) - now) / 1000);
  if (seconds <= 0) return "now";
  if (seconds < 60) return `in ${seconds} s`;
  if (seconds < 3_600) return `in ${Math.ceil(seconds / 60)} min`;
  if (seconds < 86_400) return `in ${Math.ceil(seconds / 3_600)} h`;
  return exactTime(time);
}

/** The line under a job's name. */
export function situation(job: Job, now = Date.now()): string {
  const attempt = `attempt ${Math.max(job.attempt, 1)} of ${job.max_attempts}`;
  switch (job.state) {
    case "running":
      return job.progress_note ?? (job.attempt > 1 ? attempt : "");
    case "scheduled":
      return job.attempt > 0 ? `${job.error ?? "It failed"} · next try ${until(job.run_at, now)} (${job.attempt} of ${job.max_attempts} so far)` : `due ${until(job.run_at, now)}`;
    case "failed":
      return job.error ?? "It failed";
    case "queued":
      return job.attempt > 0 ? `tried ${job.attempt} of ${job.max_attempts} times` : "";
  }
}
