import { Download } from "lucide-react";
import { useState } from "react";
import type { InstallationStats } from "@/api/types";
import { Button } from "@/components/button";
import { Section } from "@/components/page";
import { cx } from "@/lib/cx";
import { dollars, number, plural, shortDate } from "@/lib/format";

type Day = InstallationStats["days"][number];

const MEASURES = {
  messages: { name: "Messages", title: "Messages by day", value: (day: Day) => day.messages, words: (day: Day) => `${plural(day.messages, "message")}, ${number(day.ai_messages)} by the AI`, axis: number },
  cost: { name: "AI cost", title: "AI cost by day", value: (day: Day) => day.ai_cost_micros, words: (day: Day) => dollars(day.ai_cost_micros), axis: dollars },
  tenants: { name: "New tenants", title: "New tenants by day", value: (day: Day) => day.new_tenants, words: (day: Day) => plural(day.new_tenants, "new tenant"), axis: number },
  users: { name: "New users", title: "New users by day", value: (day: Day) => day.new_users, words: (day: Day) => plural(day.new_users, "new user"), axis: number },
} as const;

type Measure = keyof typeof MEASURES;

/** The last thirty days, one measure at a time: hover, arrow keys, a table, and CSV. */
export function DayBars({ days }: { days: readonly Day[] }) {
  const [measure, setMeasure] = useState<Measure>("messages");
  const [asTable, setAsTable] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const { title, value, words, axis } = MEASURES[measure];
  const top = Math.max(...days.map(value), 1);
  const last = days.length - 1;
  const shown = active === null ? undefined : days[active];
  const spoken = shown ?? days[last];
  const move = (to: number) => setActive(Math.min(Math.max(to, 0), last));
  return (
    <Section
      title={title}
      description="In UTC."
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <div role="group" aria-label="Measure" className="flex flex-wrap rounded bg-raised p-0.5">
            {(Object.keys(MEASURES) as Measure[]).map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={measure === name}
                onClick={() => setMeasure(name)}
                className={cx("h-7 rounded-sm px-2.5 text-xs font-medium max-md:h-9", measure === name ? "bg-surface text-text dark:bg-border" : "text-muted")}
              >
                {MEASURES[name].name}
              </button>
            ))}
          </div>
          <Button size="sm" variant="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? "Show chart" : "Show table"}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => saveCsv(days)} icon={<Download aria-hidden className="size-3.5" />}>
            CSV
          </Button>
        </div>
      }
    >
      {asTable ? (
        <Table days={days} />
      ) : (
        <figure>
          <div className="flex h-44 gap-3" onMouseLeave={() => setActive(null)}>
            <div aria-hidden className="flex w-14 flex-col justify-between text-right text-xs text-muted tabular-nums">
              <span className="-mt-2">{axis(top)}</span>
              <span className="-mb-2">0</span>
            </div>
            <div className="relative flex-1 border-y">
              <div
                role="slider"
                tabIndex={0}
                aria-label={title}
                aria-valuemin={1}
                aria-valuemax={days.length}
                aria-valuenow={(active ?? last) + 1}
                aria-valuetext={spoken === undefined ? "No data" : `${shortDate(spoken.day)}: ${words(spoken)}`}
                onFocus={() => setActive((index) => index ?? last)}
                onBlur={() => setActive(null)}
                onKeyDown={(event) => {
                  const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -days.length, End: days.length };
                  const step = steps[event.key];
                  if (step === undefined) return;
                  event.preventDefault();
                  move((active ?? last) + step);
                }}
                onPointerMove={(event) => {
                  const box = event.currentTarget.getBoundingClientRect();
                  move(Math.floor(((event.clientX - box.left) / box.width) * days.length));
                }}
                className="focus-inset absolute inset-0 flex touch-pan-y items-stretch gap-px"
              >
                {days.map((day, index) => (
                  <span key={day.day} className={cx("flex min-w-0 flex-1 items-end justify-center rounded-sm", active === index && "bg-raised/70")}>
                    <span
                      className={cx("w-[72%] max-w-8 rounded-t-sm bg-chart-1", active !== null && active !== index && "opacity-55")}
                      style={{ height: value(day) === 0 ? 0 : `max(2px, ${(value(day) / top) * 100}%)` }}
                    />
                  </span>
                ))}
              </div>
            </div>
          </div>
          <div aria-hidden className="mt-2 ml-17 flex justify-between text-xs text-muted tabular-nums">
            {[days[0], days[Math.floor(days.length / 2)], days[last]].map((day) => day !== undefined && <span key={day.day}>{shortDate(day.day)}</span>)}
          </div>
          <figcaption className="mt-2 ml-17 h-5 text-muted">{shown === undefined ? "Point at a day to see its numbers." : `${shortDate(shown.day)}: ${words(shown)}`}</figcaption>
        </figure>
      )}
    </Section>
  );
}

function Table({ days }: { days: readonly Day[] }) {
  return (
    <div tabIndex={0} role="region" aria-label="Days as a table" className="max-h-72 overflow-auto">
      <table className="w-full max-w-2xl">
        <thead className="text-left text-xs text-muted">
          <tr className="border-b [&>th]:py-2 [&>th]:font-medium">
            <th scope="col">Day</th>
            {["Messages", "By the AI", "AI cost", "New tenants", "New users"].map((name) => (
              <th key={name} scope="col" className="text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {days.map((day) => (
            <tr key={day.day} className="h-9 border-b [&>td]:text-right">
              <th scope="row" className="text-left font-normal whitespace-nowrap">
                {shortDate(day.day)}
              </th>
              <td>{number(day.messages)}</td>
              <td>{number(day.ai_messages)}</td>
              <td>{dollars(day.ai_cost_micros)}</td>
              <td>{number(day.new_tenants)}</td>
              <td>{number(day.new_users)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function saveCsv(days: readonly Day[]): void {
  const rows = ["day,messages,ai_messages,ai_cost_usd,new_tenants,new_users", ...days.map((d) => [d.day, d.messages, d.ai_messages, (d.ai_cost_micros / 1_000_000).toFixed(6), d.new_tenants, d.new_users].join(","))];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${rows.join("\n")}\n`], { type: "text/csv" }));
  link.download = "installation-days.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
