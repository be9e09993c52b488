import { useQuery } from "@tanstack/react-query";
import type { Usage } from "@/api/types";
import { Badge, type Tone } from "@/components/badge";
import { Section } from "@/components/page";
import { dollars, number, shortNumber } from "@/lib/format";
import { providersQuery } from "../api/usage";

const STATES: Record<string, { name: string; tone: Tone } | undefined> = {
  ready: { name: "Ready", tone: "success" },
  open: { name: "Paused after failures", tone: "warning" },
  unconfigured: { name: "Not set up", tone: "neutral" },
};

export function ProviderTable({ rows }: { rows: Usage["by_provider"] }) {
  const { data: providers } = useQuery(providersQuery);
  const ordered = [...(providers ?? [])].sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity));
  return (
    <>
      <Section title="By provider">
        {rows.length === 0 ? (
          <p className="text-muted">No provider has been called this month.</p>
        ) : (
          <div className="-mx-4 overflow-x-auto px-4" tabIndex={0} role="region" aria-label="Usage by provider">
            <table className="w-full min-w-[640px]">
              <thead className="text-left text-xs text-muted">
                <tr className="border-b [&>th]:py-2 [&>th]:font-medium">
                  <th scope="col">Provider and model</th>
                  <th scope="col" className="text-right">Calls</th>
                  <th scope="col" className="text-right">Tokens in / out</th>
                  <th scope="col" className="text-right">Typical / slow</th>
                  <th scope="col" className="text-right">Failures</th>
                  <th scope="col" className="text-right">Cost</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.provider} ${row.model}`} className="h-9 border-b">
                    <th scope="row" className="text-left font-normal">
                      <span className="font-medium">{row.provider}</span> <span className="text-muted">{row.model}</span>
                    </th>
                    <td className="text-right">{number(row.calls)}</td>
                    <td className="text-right">
                      {shortNumber(row.input_tokens)} / {shortNumber(row.output_tokens)}
                    </td>
                    <td className="text-right">
                      {number(Math.round(row.p50_ms))} / {number(Math.round(row.p95_ms))} ms
                    </td>
                    <td className="text-right">{number(row.failures)}</td>
                    <td className="text-right">{dollars(row.cost_micros)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      {ordered.length > 0 && (
        <Section title="Providers" description="Asked in this order; when one fails, the next takes over.">
          <ol className="max-w-xl">
            {ordered.map((provider, index) => (
              <li key={provider.name} className="flex h-9 items-center gap-3 border-b last:border-b-0">
                <span className="w-4 text-xs text-muted tabular-nums">{index + 1}</span>
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium">{provider.name}</span> <span className="text-muted">{provider.model}</span>
                </span>
                <Badge tone={STATES[provider.state]?.tone ?? "neutral"}>{STATES[provider.state]?.name ?? provider.state}</Badge>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
