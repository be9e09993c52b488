import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ListChecks, RotateCw } from "lucide-react";
import { useState } from "react";
import type { JobCounts, JobState } from "@/api/types";
import { Button } from "@/components/button";
import { SelectField } from "@/components/field";
import { JobRow } from "@/components/job-row";
import { Page, PageHeader } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { useHidden } from "@/lib/deferred";
import { number } from "@/lib/format";
import { useCan } from "@/lib/permissions";
import { jobCountsQuery, jobsQuery, useRetryFailed, type JobFilter } from "../api/jobs";
import { kindName, STATES } from "@/lib/job-words";
import { JobActions } from "./job-actions";

const ALL: JobFilter = { state: "", kind: "" };

export function JobsPage() {
  const [filter, setFilter] = useState(ALL);
  const mayWrite = useCan("jobs:write");
  const { data: counts } = useQuery(jobCountsQuery);
  const { data, error, isPending, isPlaceholderData, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(jobsQuery(filter));
  const retryFailed = useRetryFailed();
  const hidden = useHidden();
  const jobs = (data?.pages.flatMap((page) => page.data) ?? []).filter((job) => !hidden.has(job.id));
  const filtered = filter.state !== "" || filter.kind !== "";
  const failed = (counts ?? []).filter((one) => filter.kind === "" || one.kind === filter.kind).reduce((sum, one) => sum + one.failed, 0);
  return (
    <Page>
      <PageHeader title="Jobs" />
      <section aria-label="Jobs" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <p className="mb-4 max-w-2xl text-muted">What DealSmart does in the background for this workspace. What is done disappears from here; what failed for good stays until someone retries or deletes it.</p>
        <StateFilter counts={counts} filter={filter} onChange={(state) => setFilter({ ...filter, state })} />
        <div className="mt-4 mb-3 flex flex-wrap items-end gap-3">
          <SelectField label="Kind" className="w-60 max-w-full" value={filter.kind} onChange={(event) => setFilter({ ...filter, kind: event.target.value })}>
            <option value="">Every kind</option>
            {[...new Set([...(counts ?? []).map((one) => one.kind), ...(filter.kind === "" ? [] : [filter.kind])])].map((kind) => (
              <option key={kind} value={kind}>
                {kindName(kind)}
              </option>
            ))}
          </SelectField>
          {mayWrite && failed > 0 && (
            <Button className="ml-auto" busy={retryFailed.isPending} onClick={() => retryFailed.mutate(filter.kind)} icon={<RotateCw aria-hidden className="size-4" />}>
              Retry all failed
            </Button>
          )}
        </div>
        {isPending ? (
          <Loading label="Loading jobs">
            {[0, 1, 2, 3, 4].map((row) => (
              <div key={row} className="flex h-14 items-center gap-3 border-b">
                <Skeleton className="h-4 w-56" />
                <Skeleton className="ml-auto h-4 w-16" />
              </div>
            ))}
          </Loading>
        ) : error !== null && jobs.length === 0 ? (
          <ErrorState error={error} title="The jobs didn't load" retry={() => void refetch()} />
        ) : jobs.length === 0 ? (
          <EmptyState icon={<ListChecks aria-hidden />} title={filtered ? "Nothing fits" : "All done"} action={filtered && <Button onClick={() => setFilter(ALL)}>Show everything</Button>}>
            {filtered ? "There is no job of this kind in this state." : "Nothing waits, nothing runs, and nothing has failed. Answers, documents and e-mails show up here while they are being worked on."}
          </EmptyState>
        ) : (
          <ul aria-label="Jobs" aria-busy={isPlaceholderData} className={cx("border-t", isPlaceholderData && "opacity-60")}>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} actions={mayWrite && <JobActions job={job} />} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        )}
      </section>
    </Page>
  );
}

/** How many there are in each state; choosing one shows only these. */
function StateFilter({ counts, filter, onChange }: { counts: readonly JobCounts[] | undefined; filter: JobFilter; onChange: (state: JobState | "") => void }) {
  const of = (state: JobState) => (counts ?? []).filter((one) => filter.kind === "" || one.kind === filter.kind).reduce((sum, one) => sum + one[state], 0);
  return (
    <div role="group" aria-label="State" className="grid grid-cols-2 gap-2 md:grid-cols-4">
      {STATES.map((state) => {
        const pressed = filter.state === state.value;
        const count = of(state.value);
        return (
          <button
            key={state.value}
            type="button"
            aria-pressed={pressed}
            onClick={() => onChange(pressed ? "" : state.value)}
            className={cx("flex min-h-15 flex-col items-start rounded border px-3 py-2 text-left hover:bg-raised", pressed && "border-accent bg-accent-soft hover:bg-accent-soft")}
          >
            <span className={cx("text-lg font-semibold tabular-nums", state.value === "failed" && count > 0 && "text-danger")}>{counts === undefined ? "–" : number(count)}</span>
            <span className="text-xs text-muted">{state.name}</span>
          </button>
        );
      })}
    </div>
  );
}
