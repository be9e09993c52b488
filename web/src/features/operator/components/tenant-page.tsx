import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Ban, ChevronLeft, DoorOpen, LogIn } from "lucide-react";
import { useState } from "react";
import type { InstallationMember, InstallationTenantDetail } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Page, PageHeader, Section } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { Loading, Notice, Skeleton } from "@/components/states";
import { bytes, dollars, exactTime, fullDate, number } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { tenantQuery, useSuspendTenant } from "../api/tenants";
import { ImpersonateDialog } from "./impersonate-dialog";
import { Problem } from "./problem";
import { ReasonDialog } from "./reason-dialog";

export function TenantPage() {
  const { tenantId } = useParams({ from: "/operator/tenants/$tenantId" });
  const { data: tenant, error, refetch } = useQuery(tenantQuery(tenantId));
  return (
    <Page>
      <PageHeader
        title={tenant?.name ?? "Tenant"}
        back={
          <Link to="/operator/tenants" aria-label="All tenants" className="-ml-2 inline-flex size-8 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-text max-md:size-10">
            <ChevronLeft aria-hidden className="size-5" />
          </Link>
        }
        actions={tenant !== undefined && <Suspending tenant={tenant} />}
      >
        {tenant?.suspension != null && <Badge tone="danger">Suspended</Badge>}
      </PageHeader>
      {tenant !== undefined ? (
        <>
          {tenant.suspension != null && (
            <div className="px-4 pt-5 md:px-6">
              <div className="max-w-5xl">
                <Notice tone="danger" icon={<Ban aria-hidden />}>
                  Suspended by {tenant.suspension.by ?? "an operator"} on {exactTime(tenant.suspension.since)}: {tenant.suspension.reason}
                </Notice>
              </div>
            </div>
          )}
          <Usage tenant={tenant} />
          <Members tenant={tenant} />
          <Section title="About it">
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 [&_dd]:break-words [&_dt]:text-muted">
              <dt>Address</dt>
              <dd>{tenant.slug}</dd>
              <dt>Founded</dt>
              <dd>{fullDate(tenant.created_at)}</dd>
              <dt>Id</dt>
              <dd className="tabular-nums">{tenant.id}</dd>
              <dt>What operators did</dt>
              <dd>
                <Link to="/operator/log" search={{ tenant: tenant.id }} className="font-medium text-accent hover:underline">
                  In the log
                </Link>
              </dd>
            </dl>
          </Section>
        </>
      ) : error !== null ? (
        <Problem error={error} title="The tenant didn't load" retry={refetch} />
      ) : (
        <Loading label="Loading the tenant">
          <div className="flex w-full max-w-5xl flex-col gap-6 px-4 py-6 md:px-6">
            <Skeleton className="h-36" />
            <Skeleton className="h-64" />
          </div>
        </Loading>
      )}
    </Page>
  );
}

function Suspending({ tenant }: { tenant: InstallationTenantDetail }) {
  const [asking, setAsking] = useState(false);
  const suspend = useSuspendTenant(tenant.id);
  const suspended = tenant.suspension != null;
  const act = async (reason: string) => {
    await suspend.mutateAsync({ suspend: !suspended, reason });
    toast(suspended ? `${tenant.name} is open again.` : `${tenant.name} is suspended. Everybody is out.`);
  };
  return (
    <>
      <Button variant={suspended ? "secondary" : "danger"} onClick={() => setAsking(true)} icon={suspended ? <DoorOpen aria-hidden className="size-4" /> : <Ban aria-hidden className="size-4" />}>
        {suspended ? "Open again" : "Suspend"}
      </Button>
      {asking && (
        <ReasonDialog
          title={suspended ? `Open ${tenant.name} again` : `Suspend ${tenant.name}`}
          description={suspended ? "Its people come in again with the sessions that they had, and its widgets answer." : "Its people are out at once, and its widgets say that nobody is there. Nothing is lost, and it can be opened again."}
          action={suspended ? "Open again" : "Suspend"}
          danger={!suspended}
          act={act}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function Usage({ tenant: { usage } }: { tenant: InstallationTenantDetail }) {
  const cap = usage.ai_cap_micros == null ? "no cap of its own" : `of ${dollars(usage.ai_cap_micros)}`;
  const facts: readonly (readonly [string, string, string])[] = [
    ["Messages, 30 days", number(usage.messages), `${number(usage.conversations)} conversations in all`],
    ["Not resolved", number(usage.conversations_open), "conversations"],
    ["AI cost this month", dollars(usage.ai_cost_micros), cap],
    ["Documents", number(usage.documents), bytes(usage.document_bytes)],
    ["Contacts", number(usage.contacts), `${number(usage.chatbots)} chatbots`],
    ["Jobs", number(usage.jobs), usage.jobs_failed === 0 ? "none failed" : `${number(usage.jobs_failed)} failed for good`],
  ];
  return (
    <Section title="Usage" description={usage.last_message_at == null ? "Nobody has written yet." : <>Last message <RelativeTime time={usage.last_message_at} /></>}>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-5 md:grid-cols-3">
        {facts.map(([name, value, more]) => (
          <div key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="text-xl font-semibold tabular-nums">{value}</dd>
            <dd className="text-xs text-muted">{more}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Members({ tenant }: { tenant: InstallationTenantDetail }) {
  const [entering, setEntering] = useState<InstallationMember | null>(null);
  const closed = tenant.suspension != null;
  return (
    <Section title="Members" description="For support you can enter in a member's name.">
      <ul aria-label="Members" className="border-t">
        {tenant.members.map((member) => (
          <li key={member.user_id} className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-b py-2">
            <Avatar name={member.name} />
            <div className="min-w-40 flex-1">
              <Link to="/operator/users/$userId" params={{ userId: member.user_id }} className="font-medium hover:text-accent hover:underline">
                {member.name}
              </Link>
              <span className="block text-xs break-all text-muted">{member.email}</span>
            </div>
            {member.operator && <Badge tone="accent">Operator</Badge>}
            {(member.suspended || member.account_suspended) && <Badge tone="danger">Suspended</Badge>}
            <span className="w-24 text-muted capitalize max-md:w-auto">{member.role}</span>
            <Button
              size="sm"
              disabled={closed || member.operator || member.suspended || member.account_suspended}
              aria-label={`Enter as ${member.name}`}
              icon={<LogIn aria-hidden className="size-3.5" />}
              onClick={() => setEntering(member)}
            >
              Enter
            </Button>
          </li>
        ))}
      </ul>
      {entering !== null && <ImpersonateDialog tenant={tenant} member={{ id: entering.user_id, name: entering.name }} onClose={() => setEntering(null)} />}
    </Section>
  );
}
