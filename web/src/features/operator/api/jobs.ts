import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";
import { messageOf } from "@/api/problem";
import type { AnyJob, JobState } from "@/api/types";
import { kindName } from "@/lib/job-words";
import { toast } from "@/lib/toasts";

const KEY = ["operator", "jobs"] as const;
/** The page is looked at while something is wrong. */
const REFRESH_MS = 5_000;

export const queuesQuery = queryOptions({
  queryKey: [...KEY, "queues"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/admin/jobs/queues", { signal })),
  refetchInterval: REFRESH_MS,
});

export const schedulesQuery = queryOptions({
  queryKey: [...KEY, "schedules"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/admin/jobs/schedules", { signal })),
  refetchInterval: 6 * REFRESH_MS,
});

export const anyJobsQuery = (state: JobState, kind: string) =>
  infiniteQueryOptions({
    queryKey: [...KEY, "list", state, kind],
    queryFn: ({ pageParam, signal }) =>
      body(api.GET("/api/v1/admin/jobs", { params: { query: { state, ...(kind === "" ? {} : { kind }), ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

function useChange<T>(change: (what: T) => Promise<unknown>, said: (what: T) => string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (_, what) => toast(said(what)),
    onError: (error) => toast(messageOf(error), { tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

const path = ({ tenant_id, job }: AnyJob) => ({ params: { path: { tenant_id, id: job.id } } });

export const usePauseQueue = () =>
  useChange(
    ({ name, paused }: { name: string; paused: boolean }) => data(api.PUT("/api/v1/admin/jobs/queues/{name}/pause", { params: { path: { name } }, body: { paused } })),
    ({ name, paused }) => (paused ? `${name} begins nothing more` : `${name} goes on`),
  );

export const useRetryAny = () =>
  useChange(
    (one: AnyJob) => done(api.POST("/api/v1/admin/jobs/{tenant_id}/{id}/retry", path(one))),
    (one) => `${kindName(one.job.kind)} runs again`,
  );

export const useCancelAny = () =>
  useChange(
    (one: AnyJob) => data(api.POST("/api/v1/admin/jobs/{tenant_id}/{id}/cancel", path(one))),
    (one) => (one.job.state === "running" ? `${kindName(one.job.kind)} was asked to stop` : `${kindName(one.job.kind)} cancelled`),
  );

export const useDeleteAny = () =>
  useChange(
    (one: AnyJob) => done(api.DELETE("/api/v1/admin/jobs/{tenant_id}/{id}", path(one))),
    (one) => `${kindName(one.job.kind)} deleted`,
  );
