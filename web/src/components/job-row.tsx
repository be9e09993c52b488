import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Job } from "@/api/types";
import { Badge } from "@/components/badge";
import { Progress } from "@/components/progress";
import { RelativeTime } from "@/components/relative-time";
import { cx } from "@/lib/cx";
import { exactTime } from "@/lib/format";
import { kindName, situation, stateOf } from "@/lib/job-words";

/** A background job, opened with all that is known of it. `owner`: whose it is, where that is not plain. */
export function JobRow({ job, owner, actions }: { job: Job; owner?: ReactNode; actions: ReactNode }) {
  const state = stateOf(job);
  const line = situation(job);
  return (
    <li className="relative flex items-start border-b">
      <details className="group min-w-0 flex-1">
        <summary className="flex min-h-14 cursor-pointer list-none items-center gap-2 py-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">
              {kindName(job.kind)}
              {owner !== undefined && <span className="font-normal text-muted"> · {owner}</span>}
            </span>
            {line !== "" && <span className={cx("block truncate text-xs", job.state === "failed" ? "text-danger" : "text-muted")}>{line}</span>}
            {job.state === "running" && job.progress != null && (
              <span className="mt-1 block max-w-72">
                <Progress label={`Progress of ${kindName(job.kind)}`} value={job.progress * 100} />
              </span>
            )}
          </span>
          <Badge tone={state.tone}>{state.name}</Badge>
          <RelativeTime time={job.created_at} className="w-20 shrink-0 text-right text-xs text-muted tabular-nums max-sm:hidden" />
        </summary>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pb-4 pl-6 text-xs [&_dd]:break-words [&_dt]:text-muted">
          <Detail name="Kind">{job.queue == null ? `${job.kind} (no longer known)` : `${job.kind} in ${job.queue}`}</Detail>
          <Detail name="Enqueued">{exactTime(job.created_at)}</Detail>
          <Detail name="Due">{exactTime(job.run_at)}</Detail>
          {job.started_at != null && <Detail name="Last begun">{exactTime(job.started_at)}</Detail>}
          {job.failed_at != null && <Detail name="Failed">{exactTime(job.failed_at)}</Detail>}
          <Detail name="Attempts">
            {job.attempt} of {job.max_attempts}
          </Detail>
          {job.error != null && <Detail name="Error">{job.error}</Detail>}
          <Detail name="Payload">
            <code className="font-mono whitespace-pre-wrap">{JSON.stringify(job.payload, null, 2)}</code>
          </Detail>
          <Detail name="Id">{job.id}</Detail>
        </dl>
      </details>
      {actions}
    </li>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
