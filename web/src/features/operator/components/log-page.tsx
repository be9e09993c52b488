import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronRight, ScrollText, X } from "lucide-react";
import { useState } from "react";
import type { OperatorLogEntry } from "@/api/types";
import { Button } from "@/components/button";
import { SelectField } from "@/components/field";
import { Page, PageHeader } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { cx } from "@/lib/cx";
import { exactTime } from "@/lib/format";
import { logQuery } from "../api/log";
import { ACTION_GROUPS, actionWords, details, operatorName } from "../words";
import { ListStates } from "./list-states";

export function LogPage() {
  const { tenant = "", target = "" } = useSearch({ from: "/operator/log" });
  const navigate = useNavigate();
  const [action, setAction] = useState("");
  const query = useInfiniteQuery(logQuery({ action, operatorId: "", tenantId: tenant, targetId: target }));
  const entries = query.data?.pages.flatMap((page) => page.data) ?? [];
  const narrowed = tenant !== "" || target !== "";
  const all = () => {
    setAction("");
    void navigate({ to: "/operator/log", search: {} });
  };
  return (
    <Page>
      <PageHeader title="Log" />
      <section aria-label="Operator log" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <form aria-label="Filter" className="mb-5 flex flex-wrap items-end gap-3" onSubmit={(event) => event.preventDefault()}>
          <SelectField label="What" className="w-56" value={action} onChange={(event) => setAction(event.target.value)}>
            <option value="">Everything</option>
            {ACTION_GROUPS.map((group) => (
              <option key={group.value} value={group.value}>
                {group.name}
              </option>
            ))}
          </SelectField>
          {narrowed && (
            <Button onClick={all} icon={<X aria-hidden className="size-4" />}>
              {tenant !== "" ? "Of one tenant" : "About one user"}
            </Button>
          )}
        </form>
        <ListStates
          query={query}
          name="log"
          count={entries.length}
          empty={{
            icon: <ScrollText aria-hidden />,
            title: action === "" && !narrowed ? "Nothing yet" : "Nothing fits",
            text: "What operators look at and do is written down here, and nobody can change it.",
            action: (action !== "" || narrowed) && <Button onClick={all}>Show everything</Button>,
          }}
        >
          <ul aria-label="Entries" aria-busy={query.isPlaceholderData} className={cx("border-t", query.isPlaceholderData && "opacity-60")}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        </ListStates>
      </section>
    </Page>
  );
}

function Entry({ entry }: { entry: OperatorLogEntry }) {
  const facts: readonly (readonly [string, string])[] = [
    ["When", exactTime(entry.created_at)],
    ["What", entry.action],
    ["On", [entry.target_kind, entry.target_id].filter(Boolean).join(" ")],
    ...(entry.tenant_id == null ? [] : [["Tenant", entry.tenant_id] as const]),
    ...details(entry).map(({ field, value }) => [field, value] as const),
    ["From", [entry.address, entry.user_agent].filter(Boolean).join(" · ") || "the command line"],
    ...(entry.request_id == null ? [] : [["Request", entry.request_id] as const]),
  ];
  return (
    <li className="border-b">
      <details className="group">
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 py-2 max-md:flex-wrap [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90" />
          <span className="min-w-0 flex-1">
            <span className="font-medium">{operatorName(entry)}</span> {actionWords(entry.action)} {entry.target_name != null && <span className="font-medium break-words">{entry.target_name}</span>}
            {entry.reason != null && <span className="block text-xs text-muted">{entry.reason}</span>}
          </span>
          <RelativeTime time={entry.created_at} className="shrink-0 text-xs text-muted" />
        </summary>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pb-4 pl-6 text-xs [&_dd]:break-words [&_dt]:text-muted [&_dt]:first-letter:uppercase">
          {facts.map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </dl>
      </details>
    </li>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
