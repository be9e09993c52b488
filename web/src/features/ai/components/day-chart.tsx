import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import type { Usage } from "@/api/types";
import { Button } from "@/components/button";
import { Section } from "@/components/page";
import { cx } from "@/lib/cx";
import { dollars, number, plural, shortDate } from "@/lib/format";

type Day = Usage["by_day"][number];

/** Every day of the month up to the last with data, so that gaps show as gaps. */
function wholeMonth(days: readonly Day[], month: string): Day[] {
  const known = new Map(days.map((day) => [day.date, day]));
  const last = [...known.keys(), `${month}-01`].sort().at(-1) ?? `${month}-01`;
  const [year = 0, monthNumber = 1] = month.split("-").map(Number);
  const length = new Date(year, monthNumber, 0).getDate();
  const upTo = last.startsWith(month) ? Math.max(Number(last.slice(8)), 14) : length;
  return Array.from({ length: Math.min(upTo, length) }, (_, index) => {
    const date = `${month}-${String(index + 1).padStart(2, "0")}`;
    return known.get(date) ?? { date, calls: 0, cost_micros: 0 };
  });
}

function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}

export function DayChart({ days, month }: { days: readonly Day[]; month: string }) {
  const [measure, setMeasure] = useState<"calls" | "cost">("calls");
  const [asTable, setAsTable] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const all = useMemo(() => wholeMonth(days, month), [days, month]);
  const value = (day: Day) => (measure === "calls" ? day.calls : day.cost_micros);
  const words = (day: Day) => (measure === "calls" ? plural(day.calls, "call") : dollars(day.cost_micros));
  const top = niceCeiling(Math.max(...all.map(value), 0));
  const shown = active === null ? undefined : all[active];
  const spoken = shown ?? all.at(-1);
  const axis = (amount: number) => (measure === "calls" ? number(Math.round(amount)) : dollars(amount));
  return (
    <Section
      title={measure === "calls" ? "AI calls by day" : "AI cost by day"}
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <div role="group" aria-label="Measure" className="flex rounded bg-raised p-0.5">
            {(["calls", "cost"] as const).map((name) => (
              <button key={name} type="button" aria-pressed={measure === name} onClick={() => setMeasure(name)} className={cx("h-7 rounded-sm px-2.5 text-xs font-medium", measure === name ? "bg-surface text-text dark:bg-border" : "text-muted")}>
                {name === "calls" ? "Calls" : "Cost"}
              </button>
            ))}
          </div>
          <Button size="sm" variant="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? "Show chart" : "Show table"}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => saveCsv(all, month)} icon={<Download aria-hidden className="size-3.5" />}>
            CSV
          </Button>
        </div>
      }
    >
      {asTable ? (
        <div className="max-h-72 max-w-md overflow-y-auto">
          <table className="w-full">
            <thead className="text-left text-xs text-muted">
              <tr className="border-b [&>th]:py-2 [&>th]:font-medium">
                <th scope="col">Day</th>
                <th scope="col" className="text-right">Calls</th>
                <th scope="col" className="text-right">Cost</th>
              </tr>
            </thead>
            <tbody>
              {all.map((day) => (
                <tr key={day.date} className="h-9 border-b">
                  <th scope="row" className="text-left font-normal">{shortDate(day.date)}</th>
                  <td className="text-right">{number(day.calls)}</td>
                  <td className="text-right">{dollars(day.cost_micros)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <figure>
          <div className="flex h-52 gap-3" onMouseLeave={() => setActive(null)}>
            <div aria-hidden className="flex w-12 flex-col justify-between py-0 text-right text-xs text-muted tabular-nums">
              <span className="-mt-2">{axis(top)}</span>
              <span>{axis(top / 2)}</span>
              <span className="-mb-2">0</span>
            </div>
            <div className="relative flex-1">
              <div aria-hidden className="absolute inset-0 flex flex-col justify-between">
                {[0, 1, 2].map((line) => (
                  <span key={line} className="h-px bg-border" />
                ))}
              </div>
              <div
                role="slider"
                tabIndex={0}
                aria-label={measure === "calls" ? "AI calls by day" : "AI cost by day"}
                aria-valuemin={1}
                aria-valuemax={all.length}
                aria-valuenow={(active ?? all.length - 1) + 1}
                aria-valuetext={spoken === undefined ? "No data" : `${shortDate(spoken.date)}: ${words(spoken)}`}
                onFocus={() => setActive((index) => index ?? all.length - 1)}
                onBlur={() => setActive(null)}
                onKeyDown={(event) => {
                  const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -all.length, End: all.length };
                  const step = steps[event.key];
                  if (step === undefined) return;
                  event.preventDefault();
                  setActive(clamp((active ?? all.length - 1) + step, all.length));
                }}
                onPointerMove={(event) => {
                  const box = event.currentTarget.getBoundingClientRect();
                  setActive(clamp(Math.floor(((event.clientX - box.left) / box.width) * all.length), all.length));
                }}
                className="focus-inset absolute inset-0 flex touch-pan-y items-stretch gap-px"
              >
                {all.map((day, index) => (
                  <span key={day.date} className={cx("flex min-w-0 flex-1 items-end justify-center rounded-sm", active === index && "bg-raised/70")}>
                    <span
                      className={cx("w-[72%] max-w-8 rounded-t-sm bg-chart-1", active !== null && active !== index && "opacity-55")}
                      style={{ height: value(day) === 0 ? 0 : `max(2px, ${(value(day) / top) * 100}%)` }}
                    />
                  </span>
                ))}
              </div>
            </div>
          </div>
          <div aria-hidden className="mt-2 ml-15 flex justify-between text-xs text-muted tabular-nums">
            <span>{shortDate(all[0]?.date ?? month)}</span>
            <span>{shortDate(all[Math.floor(all.length / 2)]?.date ?? month)}</span>
            <span>{shortDate(all.at(-1)?.date ?? month)}</span>
          </div>
          <figcaption className="mt-2 ml-15 h-5 text-muted">
            {shown === undefined ? "Point at a day to see its numbers." : `${shortDate(shown.date)}: ${plural(shown.calls, "call")}, ${dollars(shown.cost_micros)}`}
          </figcaption>
        </figure>
      )}
    </Section>
  );
}

function saveCsv(days: readonly Day[], month: string): void {
  const rows = ["date,calls,cost_usd", ...days.map((day) => `${day.date},${day.calls},${(day.cost_micros / 1_000_000).toFixed(6)}`)];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${rows.join("\n")}\n`], { type: "text/csv" }));
  link.download = `ai-usage-${month}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
