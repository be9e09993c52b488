import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import type { Usage } from "@/api/types";
import { Page, PageHeader, Section } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { number, shortNumber } from "@/lib/format";
import { usageQuery } from "../api/usage";
import { CapSection } from "./cap-section";
import { DayChart } from "./day-chart";
import { ProviderTable } from "./provider-table";
import { SuggestionOutcomes } from "./suggestion-outcomes";

export function AiPage() {
  const { data: usage, error, refetch } = useQuery(usageQuery);
  return (
    <Page>
      <PageHeader title="AI usage" />
      {error !== null && usage === undefined ? (
        <ErrorState error={error} title="The usage didn't load" retry={() => void refetch()} />
      ) : usage === undefined ? (
        <Loading label="Loading AI usage">
          <div className="flex w-full max-w-5xl flex-col gap-6 px-6 py-6">
            <Skeleton className="h-24" />
            <Skeleton className="h-56" />
            <Skeleton className="h-40" />
          </div>
        </Loading>
      ) : (
        <div>
          <CapSection usage={usage} />
          <Totals usage={usage} />
          {usage.calls === 0 && usage.by_day.length === 0 ? (
            <EmptyState icon={<Sparkles aria-hidden />} title="No AI calls this month">
              Every draft and answer is counted here with its cost. Ask a question under Knowledge to see the first.
            </EmptyState>
          ) : (
            <DayChart days={usage.by_day} month={usage.month} />
          )}
          <SuggestionOutcomes suggestions={usage.suggestions} />
          <ProviderTable rows={usage.by_provider} />
        </div>
      )}
    </Page>
  );
}

function Totals({ usage }: { usage: Usage }) {
  const facts = [
    ["Calls", number(usage.calls)],
    ["Tokens read", shortNumber(usage.input_tokens)],
    ["Tokens written", shortNumber(usage.output_tokens)],
  ] as const;
  return (
    <Section title="This month">
      <dl className="flex flex-wrap gap-x-12 gap-y-4">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="text-xl font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
