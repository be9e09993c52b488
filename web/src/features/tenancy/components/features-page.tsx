import { useQuery } from "@tanstack/react-query";
import { messageOf } from "@/api/problem";
import { featuresQuery } from "@/api/queries";
import type { Feature } from "@/api/types";
import { Button } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { SwitchField } from "@/components/switch";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useSwitchFeature } from "../api/tenant";

const NAMES: Record<Feature["name"], string> = {
  assigned_only: "Agents see only their own conversations",
  drafts_on_request: "Drafts on request",
  direct_members: "Members without an invitation",
};

export function FeaturesPage() {
  const { data: features, error, isPending, refetch } = useQuery(featuresQuery);
  const canWrite = useCan("tenant:write");
  return (
    <Page>
      <PageHeader title="Features" />
      <section aria-label="Features" className="w-full max-w-3xl px-4 py-5 md:px-6">
        <p className="mb-4 text-muted">What is switched holds for everyone here, with their next step.</p>
        {isPending ? (
          <Loading label="Loading features">
            {[0, 1, 2].map((row) => (
              <div key={row} className="flex gap-3 border-t py-4">
                <Skeleton className="h-5 w-9 !rounded-full" />
                <Skeleton className="h-5 flex-1" />
              </div>
            ))}
          </Loading>
        ) : error !== null && features === undefined ? (
          <ErrorState error={error} title="The features didn't load" retry={() => void refetch()} />
        ) : (
          <ul className="border-b">
            {features.map((feature) => (
              <FeatureRow key={feature.name} feature={feature} canWrite={canWrite} />
            ))}
          </ul>
        )}
      </section>
    </Page>
  );
}

function FeatureRow({ feature, canWrite }: { feature: Feature; canWrite: boolean }) {
  const change = useSwitchFeature();
  const set = (enabled: boolean | null) => change.mutate({ name: feature.name, enabled }, { onError: (error) => toast(messageOf(error), { tone: "danger" }) });
  // Shown as asked for until the server has said.
  const shown = change.isPending ? (change.variables.enabled ?? feature.default) : feature.enabled;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-t py-4">
      <div className="min-w-60 flex-1">
        <SwitchField label={NAMES[feature.name]} hint={feature.about} checked={shown} disabled={!canWrite} onChange={set} />
      </div>
      {canWrite && feature.own && (
        <Button size="sm" variant="ghost" onClick={() => set(null)}>
          Back to default ({feature.default ? "on" : "off"})
        </Button>
      )}
    </li>
  );
}
