import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleCheck, MoreHorizontal, OctagonX, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { AnyJob, JobQueue, JobSchedule, JobState } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button, IconButton } from "@/components/button";
import { SelectField } from "@/components/field";
import { JobRow } from "@/components/job-row";
import { Menu, MenuItem } from "@/components/menu";
import { Page, PageHeader, Section } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { exactTime, number } from "@/lib/format";
import { kindName, STATES } from "@/lib/job-words";
import { anyJobsQuery, queuesQuery, schedulesQuery, useCancelAny, useDeleteAny, usePauseQueue, useRetryAny } from "../api/jobs";
import { ListStates } from "./list-states";
import { Problem } from "./problem";

/** Everybody's background jobs: what waits, how fast it goes, what failed, and what recurs. */
export function OperatorJobsPage() {
  return (
    <Page>
      <PageHeader title="Jobs" />
      <Queues />
      <Jobs />
      <Schedules />
    </Page>
  );
}

const cell = "px-3 py-2 text-right tabular-nums whitespace-nowrap";
const heading = "px-3 py-2 text-right text-xs font-medium text-muted whitespace-nowrap";

function duration(ms: number | null | undefined): string {
  if (ms == null) return "–";
  if (ms < 1_000) return `≤ ${String(ms)} ms`;
  return ms < 60_000 ? `≤ ${String(ms / 1_000)} s` : `≤ ${String(ms / 60_000)} min`;
}

function Waiting() {
  return (
    <Loading label="Loading">
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="mb-3 h-6" />
      ))}
    </Loading>
  );
}

function Queues() {
  const { data: queues, error, isPending, refetch } = useQuery(queuesQuery);
  return (
    <Section title="Queues" description="What there is to do in the whole installation, and the last hour's figures.">
      {isPending ? (
        <Waiting />
      ) : queues === undefined ? (
        <Problem error={error} title="The queues didn't load" retry={refetch} />
      ) : (
        <div tabIndex={0} role="region" aria-label="Queues" className="overflow-x-auto border-y">
          <table className="w-full">
            <thead>
              <tr className="border-b">
                <th scope="col" className={cx(heading, "!text-left")}>
                  Queue
                </th>
                {["Due", "Running", "Waiting", "Failed", "Oldest due", "Done/h", "Wait p50", "Wait p99", "Run p99"].map((name) => (
                  <th key={name} scope="col" className={heading}>
                    {name}
                  </th>
                ))}
                <th scope="col" className={heading}>
                  <span className="sr-only">Pause</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {queues.map((queue) => (
                <QueueRow key={queue.name} queue={queue} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function QueueRow({ queue }: { queue: JobQueue }) {
  const pause = usePauseQueue();
  return (
    <tr className="border-b last:border-b-0">
      <th scope="row" className="px-3 py-2 text-left font-medium whitespace-nowrap">
        {queue.name} {queue.paused && <Badge tone="warning">Paused</Badge>}
      </th>
      <td className={cell}>{number(queue.queued)}</td>
      <td className={cell}>{number(queue.running)}</td>
      <td className={cell}>{number(queue.scheduled)}</td>
      <td className={cx(cell, queue.failed > 0 && "font-medium text-danger")}>{number(queue.failed)}</td>
      <td className={cell}>{queue.oldest_due_at == null ? "–" : <RelativeTime time={queue.oldest_due_at} />}</td>
      <td className={cell}>{number(queue.done)}</td>
      <td className={cell}>{duration(queue.wait_p50_ms)}</td>
      <td className={cell}>{duration(queue.wait_p99_ms)}</td>
      <td className={cell}>{duration(queue.run_p99_ms)}</td>
      <td className={cell}>
        <Button size="sm" busy={pause.isPending} aria-label={`${queue.paused ? "Resume" : "Pause"} ${queue.name}`} onClick={() => pause.mutate({ name: queue.name, paused: !queue.paused })}>
          {queue.paused ? "Resume" : "Pause"}
        </Button>
      </td>
    </tr>
  );
}

function Jobs() {
  const [state, setState] = useState<JobState>("failed");
  const [kind, setKind] = useState("");
  const { data: queues } = useQuery(queuesQuery);
  const query = useInfiniteQuery(anyJobsQuery(state, kind));
  const jobs = query.data?.pages.flatMap((page) => page.data) ?? [];
  const kinds = (queues ?? []).flatMap((queue) => queue.kinds).sort((a, b) => kindName(a).localeCompare(kindName(b)));
  return (
    <Section title="Jobs of all tenants" description="What you retry, cancel or delete stands in the tenant's audit log. Payloads are masked.">
      <div className="mb-3 flex flex-wrap gap-3">
        <SelectField label="State" className="w-44" value={state} onChange={(event) => setState(event.target.value as JobState)}>
          {STATES.map((one) => (
            <option key={one.value} value={one.value}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Kind" className="w-72 max-w-full" value={kind} onChange={(event) => setKind(event.target.value)}>
          <option value="">Every kind</option>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {kindName(one)}
            </option>
          ))}
        </SelectField>
      </div>
      <ListStates
        query={query}
        name="jobs"
        count={jobs.length}
        empty={{ icon: <CircleCheck aria-hidden />, title: state === "failed" ? "Nothing failed" : "None now", text: "No job is in this state." }}
      >
        <ul aria-label="Jobs" aria-busy={query.isPlaceholderData} className={cx("border-t", query.isPlaceholderData && "opacity-60")}>
          {jobs.map((one) => (
            <JobRow key={one.job.id} job={one.job} owner={one.tenant_name} actions={<Actions one={one} />} />
          ))}
        </ul>
      </ListStates>
    </Section>
  );
}

function Actions({ one }: { one: AnyJob }) {
  const retry = useRetryAny();
  const cancel = useCancelAny();
  const remove = useDeleteAny();
  const { job } = one;
  const running = job.state === "running";
  return (
    <span className="flex h-14 items-center">
      <Menu
        trigger={
          <IconButton label={`Actions for ${kindName(job.kind)} of ${one.tenant_name}`}>
            <MoreHorizontal aria-hidden className="size-4" />
          </IconButton>
        }
      >
        {!running && (
          <MenuItem icon={<RotateCw aria-hidden />} onSelect={() => retry.mutate(one)}>
            {job.state === "failed" ? "Retry" : "Run now"}
          </MenuItem>
        )}
        {job.state !== "failed" && (
          <MenuItem danger icon={<OctagonX aria-hidden />} disabled={job.stopping} onSelect={() => cancel.mutate(one)}>
            {running ? "Ask to stop" : "Cancel"}
          </MenuItem>
        )}
        {job.state === "failed" && (
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => remove.mutate(one)}>
            Delete
          </MenuItem>
        )}
      </Menu>
    </span>
  );
}

function Schedules() {
  const { data: schedules, error, isPending, refetch } = useQuery(schedulesQuery);
  return (
    <Section title="Schedules" description="What recurs, and how it went last.">
      {isPending ? (
        <Waiting />
      ) : schedules === undefined ? (
        <Problem error={error} title="The schedules didn't load" retry={refetch} />
      ) : (
        <ul aria-label="Schedules" className="border-t">
          {schedules.map((schedule) => (
            <ScheduleRow key={schedule.name} schedule={schedule} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ScheduleRow({ schedule }: { schedule: JobSchedule }) {
  const last = schedule.last_ended_at ?? schedule.last_started_at;
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b py-2">
      <span className="min-w-48 flex-1">
        <span className="block font-medium">{schedule.name}</span>
        <span className="block text-xs text-muted">
          <code className="font-mono">{schedule.expression}</code> {schedule.time_zone} · next {exactTime(schedule.next_at)}
        </span>
      </span>
      <span className={cx("text-xs", schedule.last_error == null ? "text-muted" : "text-danger")}>
        {schedule.last_error ?? schedule.last_result ?? ""} {last == null ? "not run yet" : <RelativeTime time={last} />}
      </span>
    </li>
  );
}
