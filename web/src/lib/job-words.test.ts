import { describe, expect, it } from "vitest";
import type { Job } from "@/api/types";
import { kindName, situation, stateOf, until } from "./job-words";

const NOW = Date.parse("2026-03-10T10:00:00Z");
const job = (change: Partial<Job>): Job => ({
  id: "1", kind: "email.send", queue: "mail", state: "queued", priority: 0, attempt: 0, max_attempts: 10, created_at: "2026-03-10T09:00:00Z", run_at: "2026-03-10T10:00:30Z",
  started_at: null, failed_at: null, stopping: false, progress: null, progress_note: null, error: null, payload: {}, ...change,
});

describe("a job's words", () => {
  it("names a kind of a later version by its own name", () => {
    expect(kindName("email.send")).toBe("Send an e-mail");
    expect(kindName("comets.land")).toBe("comets.land");
  });

  it("tells a retry from a delay, and a job that was asked to stop from one that runs", () => {
    expect(stateOf(job({ state: "scheduled" })).name).toBe("Waiting");
    expect(stateOf(job({ state: "scheduled", attempt: 2 })).name).toBe("Retrying");
    expect(stateOf(job({ state: "running", stopping: true })).name).toBe("Stopping");
  });

  it("says when it goes on", () => {
    expect(until("2026-03-10T09:59:59Z", NOW)).toBe("now");
    expect(until("2026-03-10T10:00:30Z", NOW)).toBe("in 30 s");
    expect(until("2026-03-10T10:10:00Z", NOW)).toBe("in 10 min");
    expect(until("2026-03-10T13:00:00Z", NOW)).toBe("in 3 h");
    expect(situation(job({ state: "scheduled", attempt: 2, error: "503 down" }), NOW)).toBe("503 down · next try in 30 s (2 of 10 so far)");
    expect(situation(job({ state: "running", progress_note: "40 of 100" }), NOW)).toBe("40 of 100");
  });
});
