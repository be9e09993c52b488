import { useMemo } from "react";
import type { BusinessHours } from "@/api/types";
import { SelectField } from "@/components/field";
import { cx } from "@/lib/cx";
import { DAYS, timeZones, wrongDays, type Day } from "../hours";

export function HoursEditor({ hours, onChange }: { hours: BusinessHours; onChange: (hours: BusinessHours) => void }) {
  const zones = useMemo(() => timeZones(hours.time_zone), [hours.time_zone]);
  const wrong = wrongDays(hours);
  const setDay = (day: Day, value: { opens: string; closes: string } | null) => {
    const rest = hours.days.filter((other) => other.day !== day);
    const days = value === null ? rest : [...rest, { day, ...value }];
    const order = DAYS.map(([name]) => name);
    onChange({ ...hours, days: days.sort((a, b) => order.indexOf(a.day) - order.indexOf(b.day)) });
  };
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
          const open = hours.days.find((other) => other.day === day);
          return (
            <li key={day} className="border-b py-1.5">
              <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
                <label className="flex w-32 items-center gap-2.5 font-medium">
                  <input type="checkbox" checked={open !== undefined} onChange={(event) => setDay(day, event.target.checked ? { opens: "09:00", closes: "18:00" } : null)} className="size-4 accent-[var(--accent)]" />
                  {name}
                </label>
                {open === undefined ? (
                  <span className="text-muted">Closed</span>
                ) : (
                  <span className="flex items-center gap-2">
                    <TimeInput label={`${name} opens`} value={open.opens} wrong={wrong.includes(day)} onChange={(opens) => setDay(day, { ...open, opens })} />
                    <span className="text-muted">to</span>
                    <TimeInput label={`${name} closes`} value={open.closes} wrong={wrong.includes(day)} onChange={(closes) => setDay(day, { ...open, closes })} />
                  </span>
                )}
              </div>
              {wrong.includes(day) && (
                <p role="alert" className="pb-1 text-xs font-medium text-danger">
                  {name} must close after it opens.
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function TimeInput({ label, value, wrong, onChange }: { label: string; value: string; wrong: boolean; onChange: (value: string) => void }) {
  return (
    <input
      type="time"
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={value}
      onChange={(event) => {
        // The browser clears the field while a time is half typed; the last whole one is kept.
        if (event.target.value !== "") onChange(event.target.value);
      }}
      className={cx("h-8 rounded border bg-surface px-2 tabular-nums max-md:h-10", wrong ? "border-danger" : "border-control/60")}
    />
  );
}
