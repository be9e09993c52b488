import { Plus, X } from "lucide-react";
import { useMemo } from "react";
import type { BusinessHours } from "@/api/types";
import { IconButton } from "@/components/button";
import { SelectField } from "@/components/field";
import { cx } from "@/lib/cx";
import { DAYS, endsNextDay, fieldTime, ordered, timeZones } from "../hours";

type Span = BusinessHours["days"][number];

/** When somebody is there: for each day any number of spans, also past midnight. */
export function HoursEditor({ hours, onChange }: { hours: BusinessHours; onChange: (hours: BusinessHours) => void }) {
  const zones = useMemo(() => timeZones(hours.time_zone), [hours.time_zone]);
  const set = (days: readonly Span[]) => onChange({ ...hours, days: ordered(days) });
  return (
    <div className="flex flex-col gap-4">
      <SelectField label="Time zone" value={hours.time_zone} onChange={(event) => onChange({ ...hours, time_zone: event.target.value })}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </SelectField>
      <ul aria-label="Opening times" className="border-t">
        {DAYS.map(([day, name]) => {
          const spans = hours.days.filter((span) => span.day === day);
          const others = hours.days.filter((span) => span.day !== day);
          return (
            <li key={day} className="flex flex-wrap items-start gap-x-3 border-b py-1.5">
              <label className="flex h-9 w-32 items-center gap-2.5 font-medium max-md:h-11">
                <input type="checkbox" checked={spans.length > 0} onChange={(event) => set(event.target.checked ? [...others, { day, opens: "09:00", closes: "18:00" }] : others)} className="size-4 accent-[var(--accent)]" />
                {name}
              </label>
              {spans.length === 0 ? (
                <span className="flex h-9 items-center text-muted max-md:h-11">Closed</span>
              ) : (
                <div className="flex flex-1 flex-col">
                  {spans.map((span, index) => (
                    <SpanRow
                      key={index}
                      name={spans.length === 1 ? name : `${name} ${index + 1}`}
                      span={span}
                      onChange={(changed) => onChange({ ...hours, days: hours.days.map((other) => (other === span ? changed : other)) })}
                      onRemove={spans.length === 1 ? undefined : () => set(hours.days.filter((other) => other !== span))}
                      onAdd={index === spans.length - 1 ? () => set([...hours.days, { day, opens: "19:00", closes: "21:00" }]) : undefined}
                    />
                  ))}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface SpanRowProps {
  name: string;
  span: Span;
  onChange: (span: Span) => void;
  onRemove: (() => void) | undefined;
  onAdd: (() => void) | undefined;
}

function SpanRow({ name, span, onChange, onRemove, onAdd }: SpanRowProps) {
  const empty = span.opens === span.closes;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-2 max-md:min-h-11">
      <TimeInput label={`${name} opens`} value={span.opens} wrong={empty} onChange={(opens) => onChange({ ...span, opens })} />
      <span className="text-muted">to</span>
      <TimeInput label={`${name} closes`} value={span.closes} wrong={empty} onChange={(closes) => onChange({ ...span, closes })} />
      {onRemove !== undefined && (
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <X aria-hidden className="size-4" />
        </IconButton>
      )}
      {onAdd !== undefined && (
        <IconButton label={`Add hours after ${name}`} onClick={onAdd}>
          <Plus aria-hidden className="size-4" />
        </IconButton>
      )}
      {endsNextDay(span) && <span className="text-xs text-muted">ends the next day</span>}
      {empty && (
        <p role="alert" className="w-full pb-1 text-xs font-medium text-danger">
          It must close at another time than it opens.
        </p>
      )}
    </div>
  );
}

function TimeInput({ label, value, wrong, onChange }: { label: string; value: string; wrong: boolean; onChange: (value: string) => void }) {
  return (
    <input
      type="time"
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={fieldTime(value)}
      onChange={(event) => {
        // The browser clears the field while a time is half typed; the last whole one is kept.
        if (event.target.value !== "") onChange(event.target.value);
      }}
      className={cx("h-8 rounded border bg-surface px-2 tabular-nums max-md:h-10", wrong ? "border-danger" : "border-control/60")}
    />
  );
}
