import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";
import { messageOf } from "@/api/problem";
import { session } from "@/api/session";
import type { Job, JobState } from "@/api/types";
import { deferDeletion } from "@/lib/deferred";
import { plural } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { kindName } from "@/lib/job-words";

export interface JobFilter {
  state: JobState | "";
  kind: string;
}

/** How often the page looks again: often while something moves, seldom otherwise. */
const BUSY_MS = 2_000;
const QUIET_MS = 10_000;

const KEY = ["jobs"] as const;

export const jobsQuery = (filter: JobFilter) =>
  infiniteQueryOptions({
    queryKey: [...KEY, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/jobs", {
          params: { query: { ...(filter.state === "" ? {} : { state: filter.state }), ...(filter.kind === "" ? {} : { kind: filter.kind }), ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.data.some((job) => job.state !== "failed")) === true ? BUSY_MS : QUIET_MS),
  });

export const jobCountsQuery = queryOptions({
  queryKey: [...KEY, "counts"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/jobs/counts", { signal })),
  refetchInterval: (query) => (query.state.data?.some((counts) => counts.queued + counts.running > 0) === true ? BUSY_MS : QUIET_MS),
});

function useChange<T, R>(change: (what: T) => Promise<R>, said: (result: R, what: T) => string, failed: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (result, what) => toast(said(result, what)),
    onError: (error) => toast(`${failed} ${messageOf(error)}`, { tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export const useRetryJob = () =>
  useChange(
    (job: Job) => data(api.POST("/api/v1/jobs/{id}/retry", { params: { path: { id: job.id } } })),
    (_, job) => `${kindName(job.kind)} runs again`,
    "The job was not retried.",
  );

export const useCancelJob = () =>
  useChange(
    (job: Job) => data(api.POST("/api/v1/jobs/{id}/cancel", { params: { path: { id: job.id } } })),
    (result, job) => (result.removed ? `${kindName(job.kind)} cancelled` : `${kindName(job.kind)} was asked to stop`),
    "The job was not cancelled.",
  );

export const useRetryFailed = () =>
  useChange(
    (kind: string) => data(api.POST("/api/v1/jobs/retry-failed", { body: kind === "" ? {} : { kind } })),
    (result) => `${plural(result.retried, "job runs", "jobs run")} again${result.more ? "; there are more" : ""}`,
    "The jobs were not retried.",
  );

export function useDeleteJob() {
  const client = useQueryClient();
  return (job: Job) =>
    deferDeletion(
      job.id,
      `${kindName(job.kind)} deleted`,
      async () => {
        try {
          await done(api.DELETE("/api/v1/jobs/{id}", { params: { path: { id: job.id } } }));
        } catch (error) {
          toast(`The job was not deleted. ${messageOf(error)}`, { tone: "danger" });
        }
        await client.invalidateQueries({ queryKey: KEY });
      },
      () => {
        const token = session.current?.access_token;
        if (token !== undefined) void fetch(`/api/v1/jobs/${job.id}`, { method: "DELETE", keepalive: true, headers: { authorization: `Bearer ${token}` } });
      },
    );
}
