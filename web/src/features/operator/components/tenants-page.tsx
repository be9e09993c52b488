import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Building2 } from "lucide-react";
import { useState } from "react";
import type { InstallationTenant } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { SelectField, TextField } from "@/components/field";
import { Page, PageHeader } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { cx } from "@/lib/cx";
import { dollars, fullDate, plural } from "@/lib/format";
import { useDebounced } from "@/lib/use-debounced";
import { tenantsQuery, type TenantFilter } from "../api/tenants";
import { ListStates } from "./list-states";

const ALL: TenantFilter = { q: "", state: "all", sort: "-created_at" };

export function TenantsPage() {
  const [filter, setFilter] = useState(ALL);
  const query = useInfiniteQuery(tenantsQuery({ ...filter, q: useDebounced(filter.q.trim(), 200) }));
  const tenants = query.data?.pages.flatMap((page) => page.data) ?? [];
  const set = (change: Partial<TenantFilter>) => setFilter({ ...filter, ...change });
  return (
    <Page>
      <PageHeader title="Tenants" />
      <section aria-label="Tenants" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <form role="search" aria-label="Find tenants" className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-[1fr_12rem_12rem]" onSubmit={(event) => event.preventDefault()}>
          <TextField label="Name or address" type="search" className="max-md:col-span-2" value={filter.q} onChange={(event) => set({ q: event.target.value })} />
          <SelectField label="State" value={filter.state} onChange={(event) => set({ state: event.target.value as TenantFilter["state"] })}>
            <option value="all">All</option>
            <option value="open">Open</option>
            <option value="suspended">Suspended</option>
          </SelectField>
          <SelectField label="Order" value={filter.sort} onChange={(event) => set({ sort: event.target.value as TenantFilter["sort"] })}>
            <option value="-created_at">Newest first</option>
            <option value="name">By name</option>
          </SelectField>
        </form>
        <ListStates
          query={query}
          name="tenants"
          count={tenants.length}
          empty={{ icon: <Building2 aria-hidden />, title: "No tenant fits", text: "Try other words, or look at all.", action: <Button onClick={() => setFilter(ALL)}>Show all</Button> }}
        >
          <ul aria-label="Tenants" aria-busy={query.isPlaceholderData} className={cx("border-t", query.isPlaceholderData && "opacity-60")}>
            {tenants.map((tenant) => (
              <TenantRow key={tenant.id} tenant={tenant} />
            ))}
          </ul>
        </ListStates>
      </section>
    </Page>
  );
}

function TenantRow({ tenant }: { tenant: InstallationTenant }) {
  return (
    <li className="border-b">
      <Link to="/operator/tenants/$tenantId" params={{ tenantId: tenant.id }} className="focus-inset flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 rounded px-1 py-2 hover:bg-raised">
        <span className="min-w-48 flex-1">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {tenant.name}
            {tenant.suspended_at != null && <Badge tone="danger">Suspended</Badge>}
          </span>
          <span className="block text-xs text-muted">
            {tenant.slug} · since {fullDate(tenant.created_at)}
          </span>
        </span>
        <span className="w-24 text-right text-muted tabular-nums max-md:w-auto">{plural(tenant.members, "member")}</span>
        <span className="w-24 text-right text-muted tabular-nums max-md:w-auto">{dollars(tenant.ai_cost_micros)}</span>
        <span className="w-28 text-right text-xs text-muted max-md:w-auto">{tenant.last_message_at == null ? "no message yet" : <RelativeTime time={tenant.last_message_at} />}</span>
      </Link>
    </li>
  );
}
