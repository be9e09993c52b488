import { useQuery } from "@tanstack/react-query";
import type { InstallationStats } from "@/api/types";
import { Page, PageHeader, Section } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { Loading, Skeleton } from "@/components/states";
import { bytes, dollars, number } from "@/lib/format";
import { statsQuery } from "../api/stats";
import { DayBars } from "./day-bars";
import { LiveImpersonations } from "./live-impersonations";
import { Problem } from "./problem";

export function OverviewPage() {
  const { data: stats, error, refetch } = useQuery(statsQuery);
  return (
    <Page>
      <PageHeader title="Overview" actions={stats !== undefined && <span className="text-xs text-muted">Counted <RelativeTime time={stats.counted_at} /></span>} />
      {stats !== undefined ? (
        <>
          <Figures stats={stats} />
          <LiveImpersonations />
          <DayBars days={stats.days} />
          <Machine stats={stats} />
        </>
      ) : error !== null ? (
        <Problem error={error} title="The figures didn't load" retry={refetch} />
      ) : (
        <Loading label="Loading the figures">
          <div className="flex w-full max-w-5xl flex-col gap-6 px-4 py-6 md:px-6">
            <Skeleton className="h-36" />
            <Skeleton className="h-56" />
            <Skeleton className="h-24" />
          </div>
        </Loading>
      )}
    </Page>
  );
}

function Fact({ name, value, more }: { name: string; value: string; more?: string | undefined }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="text-xl font-semibold tabular-nums">{value}</dd>
      {more !== undefined && <dd className="text-xs text-muted">{more}</dd>}
    </div>
  );
}

function Figures({ stats }: { stats: InstallationStats }) {
  const suspended = (count: number) => (count === 0 ? undefined : `${number(count)} suspended`);
  const today = stats.days.at(-1);
  return (
    <Section title="The installation">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-5 md:grid-cols-4">
        <Fact name="Tenants" value={number(stats.tenants)} more={suspended(stats.tenants_suspended)} />
        <Fact name="Users" value={number(stats.users)} more={suspended(stats.users_suspended) ?? `${number(stats.operators)} operators`} />
        <Fact name="Conversations" value={number(stats.conversations)} more={`${number(stats.conversations_open)} not resolved`} />
        <Fact name="Messages today" value={number(today?.messages ?? 0)} more="since midnight UTC" />
        <Fact name="AI cost this month" value={dollars(stats.ai_cost_micros)} more="all tenants, UTC" />
        <Fact name="Documents" value={number(stats.documents)} more={bytes(stats.storage.document_bytes)} />
        <Fact name="Jobs" value={number(stats.jobs.queued + stats.jobs.running)} more={`${number(stats.jobs.running)} running`} />
        <Fact name="Jobs failed for good" value={number(stats.jobs.failed)} />
      </dl>
    </Section>
  );
}

function Machine({ stats }: { stats: InstallationStats }) {
  return (
    <Section title="Storage and versions">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-5 md:grid-cols-4">
        <Fact name="Database" value={bytes(stats.storage.database_bytes)} more="documents included" />
        <Fact name="DealSmart" value={stats.versions.dealsmart} />
        <Fact name="PostgreSQL" value={stats.versions.postgres.split(" ")[0] ?? stats.versions.postgres} />
        <Fact name="Newest migration" value={number(stats.versions.migration)} />
      </dl>
    </Section>
  );
}
