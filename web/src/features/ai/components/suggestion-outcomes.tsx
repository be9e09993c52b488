import type { Usage } from "@/api/types";
import { Section } from "@/components/page";
import { number, share } from "@/lib/format";

/** What people did with the AI's drafts: order and words tell the parts apart, not colour alone. */
export function SuggestionOutcomes({ suggestions }: { suggestions: Usage["suggestions"] }) {
  const { total, accepted, edited, rejected } = suggestions;
  const parts = [
    { name: "Accepted as written", count: accepted, color: "bg-chart-1" },
    { name: "Edited, then sent", count: edited, color: "bg-chart-3" },
    { name: "Rejected", count: rejected, color: "bg-chart-2" },
    { name: "Not answered yet", count: Math.max(0, total - accepted - edited - rejected), color: "bg-control/50" },
  ];
  return (
    <Section title="What became of the AI's drafts" description={total === 0 ? "No draft has been made this month." : undefined}>
      {total > 0 && (
        <div className="max-w-xl">
          <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-full">
            {parts
              .filter((part) => part.count > 0)
              .map((part) => (
                <span key={part.name} className={part.color} style={{ flexGrow: part.count }} />
              ))}
          </div>
          <dl className="mt-3">
            {parts.map((part) => (
              <div key={part.name} className="flex h-9 items-center gap-3 border-b last:border-b-0">
                <span aria-hidden className={`size-2.5 rounded-[2px] ${part.color}`} />
                <dt className="flex-1">{part.name}</dt>
                <dd className="tabular-nums">{number(part.count)}</dd>
                <dd className="w-12 text-right text-muted tabular-nums">{share(part.count / total)}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </Section>
  );
}
