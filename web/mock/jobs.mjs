// The mock's background jobs: one of each state, and one that gets on.
import { ago, id } from "./seed.mjs";

const job = (kind, queue, state, rest) => ({
  id: id(), kind, queue, state, priority: 0, attempt: 0, max_attempts: 10, created_at: ago(3), run_at: ago(3), started_at: null, failed_at: null, stopping: false,
  progress: null, progress_note: null, error: null, payload: {}, ...rest,
});
let jobs = [
  job("knowledge.ingest", "knowledge", "running", { attempt: 1, started_at: ago(1), progress: 0.1, progress_note: "Page 12 of 118", payload: { document_id: id(), revision: "••••" } }),
  job("chatbots.answer", "answers", "queued", { payload: { conversation_id: id(), message_id: id() } }),
  job("email.send", "mail", "scheduled", { attempt: 3, run_at: ago(-4), error: "503 smtp_unavailable: The mail server does not answer.", payload: { to: "••••", template: "invitation", data: { link: "••••" } } }),
  job("email.send", "mail", "scheduled", { run_at: ago(-700), payload: { to: "••••", template: "digest" } }),
  job("email.send", "mail", "failed", { attempt: 10, created_at: ago(2000), failed_at: ago(900), error: "550 mailbox_unknown: https://mail.example/bounce?•••• says there is no such mailbox.", payload: { to: "••••", template: "welcome", data: { link: "••••" } } }),
];
const page = (data) => ({ data, page: { next_cursor: null, limit: 50 } });
const find = (params) => jobs.find((one) => one.id === params.id);
const drop = (params) => { jobs = jobs.filter((one) => one.id !== params.id); };

export const jobRoutes = [
  ["GET", "/jobs/counts", () => {
    const kinds = [...new Set(jobs.map((one) => one.kind))].sort();
    const of = (kind, state) => jobs.filter((one) => one.kind === kind && one.state === state).length;
    return [200, { data: kinds.map((kind) => ({ kind, queue: jobs.find((one) => one.kind === kind).queue, scheduled: of(kind, "scheduled"), queued: of(kind, "queued"), running: of(kind, "running"), failed: of(kind, "failed") })) }];
  }],
  ["GET", "/jobs", ({ query }) => {
    for (const one of jobs) if (one.progress !== null) one.progress = Math.min(1, one.progress + 0.04);
    return [200, page(jobs.filter((one) => [one.state, null].includes(query.get("state")) && [one.kind, null].includes(query.get("kind"))))];
  }],
  ["POST", "/jobs/retry-failed", () => { let retried = 0; for (const one of jobs) if (one.state === "failed") { one.state = "queued"; one.attempt = 0; retried += 1; } return [200, { data: { retried, more: false } }]; }],
  ["POST", "/jobs/:id/retry", ({ params }) => [200, { data: Object.assign(find(params), { state: "queued", attempt: 0, error: null }) }]],
  ["POST", "/jobs/:id/cancel", ({ params }) => { const one = find(params); const removed = one.state !== "running"; if (removed) drop(params); else one.stopping = true; return [200, { data: { removed } }]; }],
  ["DELETE", "/jobs/:id", ({ params }) => { drop(params); return [204, null]; }],
];
