import { ChevronRight, MoreHorizontal, OctagonX, RotateCw, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Job } from "@/api/types";
import { Badge } from "@/components/badge";
import { IconButton } from "@/components/button";
import { Menu, MenuItem } from "@/components/menu";
import { Progress } from "@/components/progress";
import { RelativeTime } from "@/components/relative-time";
import { cx } from "@/lib/cx";
import { exactTime } from "@/lib/format";
import { useCancelJob, useDeleteJob, useRetryJob } from "../api/jobs";
import { kindName, situation, stateOf } from "../words";

export function JobRow({ job, mayWrite }: { job: Job; mayWrite: boolean }) {
  const state = stateOf(job);
  const line = situation(job);
  return (
    <li className="relative flex items-start border-b">
      <details className="group min-w-0 flex-1">
        <summary className="flex min-h-14 cursor-pointer list-none items-center gap-2 py-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{kindName(job.kind)}</span>
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
      {mayWrite && <Actions job={job} />}
    </li>
  );
}

function Actions({ job }: { job: Job }) {
  const retry = useRetryJob();
  const cancel = useCancelJob();
  const remove = useDeleteJob();
  const running = job.state === "running";
  return (
    <span className="flex h-14 items-center">
      <Menu
        trigger={
          <IconButton label={`Actions for ${kindName(job.kind)}`}>
            <MoreHorizontal aria-hidden className="size-4" />
          </IconButton>
        }
      >
        {!running && (
          <MenuItem icon={<RotateCw aria-hidden />} onSelect={() => retry.mutate(job)}>
            {job.state === "failed" ? "Retry" : "Run now"}
          </MenuItem>
        )}
        {job.state !== "failed" && (
          <MenuItem danger icon={<OctagonX aria-hidden />} disabled={job.stopping} onSelect={() => cancel.mutate(job)}>
            {running ? "Ask to stop" : "Cancel"}
          </MenuItem>
        )}
        {job.state === "failed" && (
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => remove(job)}>
            Delete
          </MenuItem>
        )}
      </Menu>
    </span>
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
