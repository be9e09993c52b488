import { useQuery } from "@tanstack/react-query";
import type { LimitUsage } from "@/api/types";
import { Page, PageHeader } from "@/components/page";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { bytes, number, share } from "@/lib/format";
import { usageQuery } from "../api/tenant";

const NAMES: Record<LimitUsage["name"], string> = { members: "Members", chatbots: "Chatbots", documents: "Documents", storage_bytes: "Storage" };

export function UsagePage() {
  const { data: usage, error, isPending, refetch } = useQuery(usageQuery);
  return (
    <Page>
      <PageHeader title="Usage" />
      <section aria-label="Usage" className="w-full max-w-3xl px-4 py-5 md:px-6">
        <p className="mb-4 text-muted">What the workspace has, and how much it may have. Who runs the installation sets the limits.</p>
        {isPending ? (
          <Loading label="Loading usage">
            {[0, 1, 2, 3].map((row) => (
              <div key={row} className="border-t py-4">
                <Skeleton className="h-5 w-full" />
              </div>
            ))}
          </Loading>
        ) : error !== null && usage === undefined ? (
          <ErrorState error={error} title="The usage didn't load" retry={() => void refetch()} />
        ) : (
          <ul className="border-b">
            {usage.map((one) => (
              <Limit key={one.name} usage={one} />
            ))}
          </ul>
        )}
      </section>
    </Page>
  );
}

function Limit({ usage }: { usage: LimitUsage }) {
  const name = NAMES[usage.name];
  const say = usage.name === "storage_bytes" ? bytes : number;
  const part = usage.most == null ? null : usage.most === 0 ? 1 : usage.used / usage.most;
  const full = part !== null && part >= 1;
  return (
    <li className="border-t py-4">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="text-sm font-semibold">{name}</h2>
        <p className="ml-auto tabular-nums">
          {say(usage.used)}
          <span className="text-muted">{usage.most == null ? ", no limit" : ` of ${say(usage.most)}`}</span>
        </p>
      </div>
      {part !== null && (
        <div role="meter" aria-label={name} aria-valuemin={0} aria-valuemax={usage.most ?? 0} aria-valuenow={Math.min(usage.used, usage.most ?? 0)} aria-valuetext={share(Math.min(part, 1))} className="mt-2 h-2 overflow-hidden rounded-full bg-raised">
          <div className={cx("h-full rounded-full", full ? "bg-danger" : part >= 0.8 ? "bg-warning" : "bg-accent")} style={{ width: `${Math.min(part, 1) * 100}%` }} />
        </div>
      )}
      {full && <p className="mt-1.5 text-xs font-medium text-danger">Full: remove something, or ask for more.</p>}
    </li>
  );
}
