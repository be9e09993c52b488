import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChevronRight, Download, ScrollText } from "lucide-react";
import { useState, type ReactNode } from "react";
import { messageOf } from "@/api/problem";
import { membersQuery } from "@/api/queries";
import type { AuditEntry } from "@/api/types";
import { Button } from "@/components/button";
import { SelectField, TextField } from "@/components/field";
import { Page, PageHeader } from "@/components/page";
import { PlacesNote } from "@/components/places-note";
import { RelativeTime } from "@/components/relative-time";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { exactTime } from "@/lib/format";
import { placeWords } from "@/lib/places";
import { toast } from "@/lib/toasts";
import { auditQuery, exportAuditLog, type AuditFilter } from "../api/audit-log";
import { ACTION_GROUPS, actionWords, actorName, changes } from "../words";

const ALL: AuditFilter = { actorId: "", action: "", from: "", to: "" };

export function AuditPage() {
  const [filter, setFilter] = useState(ALL);
  const [exporting, setExporting] = useState(false);
  const { data: members } = useQuery(membersQuery);
  const { data, error, isPending, isPlaceholderData, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(auditQuery(filter));
  const entries = data?.pages.flatMap((page) => page.data) ?? [];
  const set = (change: Partial<AuditFilter>) => setFilter({ ...filter, ...change });
  const filtered = JSON.stringify(filter) !== JSON.stringify(ALL);
  const download = async () => {
    setExporting(true);
    try {
      await exportAuditLog(filter);
    } catch (problem) {
      toast(messageOf(problem), { tone: "danger" });
    } finally {
      setExporting(false);
    }
  };
  return (
    <Page>
      <PageHeader
        title="Audit log"
        actions={
          <Button busy={exporting} onClick={() => void download()} icon={<Download aria-hidden className="size-4" />}>
            Export CSV
          </Button>
        }
      />
      <section aria-label="Audit log" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <form aria-label="Filter" className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-4" onSubmit={(event) => event.preventDefault()}>
          <SelectField label="Who" value={filter.actorId} onChange={(event) => set({ actorId: event.target.value })}>
            <option value="">Everyone</option>
            {(members ?? []).map((member) => (
              <option key={member.user_id} value={member.user_id}>
                {member.name}
              </option>
            ))}
          </SelectField>
          <SelectField label="What" value={filter.action} onChange={(event) => set({ action: event.target.value })}>
            <option value="">Everything</option>
            {ACTION_GROUPS.map((group) => (
              <option key={group.value} value={group.value}>
                {group.name}
              </option>
            ))}
          </SelectField>
          <TextField label="From" type="date" value={filter.from} onChange={(event) => set({ from: event.target.value })} />
          <TextField label="To" type="date" value={filter.to} onChange={(event) => set({ to: event.target.value })} />
        </form>
        {isPending ? (
          <Loading label="Loading the audit log">
            {[0, 1, 2, 3, 4].map((row) => (
              <div key={row} className="flex h-12 items-center gap-3 border-b">
                <Skeleton className="h-4 w-64" />
                <Skeleton className="ml-auto h-4 w-16" />
              </div>
            ))}
          </Loading>
        ) : error !== null && entries.length === 0 ? (
          <ErrorState error={error} title="The audit log didn't load" retry={() => void refetch()} />
        ) : entries.length === 0 ? (
          <EmptyState
            icon={<ScrollText aria-hidden />}
            title={filtered ? "Nothing fits" : "Nothing yet"}
            action={filtered && <Button onClick={() => setFilter(ALL)}>Show everything</Button>}
          >
            {filtered ? "Nothing was done by them, of this kind, in this time." : "Who changes members, roles or settings is written down here."}
          </EmptyState>
        ) : (
          <>
            <ul aria-label="Entries" aria-busy={isPlaceholderData} className={cx("border-t", isPlaceholderData && "opacity-60")}>
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ul>
            {hasNextPage && (
              <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                Show more
              </Button>
            )}
            <PlacesNote places={entries.map((entry) => entry.place)} />
          </>
        )}
      </section>
    </Page>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const differences = changes(entry);
  return (
    <li className="border-b">
      <details className="group">
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 py-2 max-md:flex-wrap [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90" />
          <span className="min-w-0 flex-1">
            <span className="font-medium">{actorName(entry)}</span> {actionWords(entry.action)}
          </span>
          <RelativeTime time={entry.created_at} className="shrink-0 text-xs text-muted" />
        </summary>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pb-4 pl-6 text-xs [&_dd]:break-words [&_dt]:text-muted">
          <dt>When</dt>
          <dd>{exactTime(entry.created_at)}</dd>
          <dt>What</dt>
          <dd>{entry.action}</dd>
          <dt>On</dt>
          <dd>
            {entry.target.kind} {entry.target.id ?? ""}
          </dd>
          <dt>From</dt>
          <dd>{[entry.address == null ? null : placeWords(entry.place, entry.address), entry.user_agent].filter(Boolean).join(" · ") || "inside"}</dd>
          {differences.map((change) => (
            <Detail key={change.field} name={change.field}>
              {change.before !== "" && <del className="text-muted">{change.before}</del>} {change.after !== "" && <ins className="no-underline">{change.after}</ins>}
            </Detail>
          ))}
          {entry.request_id != null && (
            <Detail name="Request">{entry.request_id}</Detail>
          )}
        </dl>
      </details>
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
