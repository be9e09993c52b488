import type { BusinessHours } from "@/api/types";

type Span = BusinessHours["days"][number];

export const DAYS = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
] as const;

export function usualHours(): BusinessHours {
  return {
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    days: DAYS.slice(0, 5).map(([day]) => ({ day, opens: "09:00", closes: "18:00" })),
  };
}

export function timeZones(current: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return known.includes(current) ? known : [current, ...known];
}

/** A span that closes before it opens, or at midnight, goes on into the next day. */
export function endsNextDay(span: Span): boolean {
  return span.closes < span.opens;
}

/** Spans of no length; the server refuses them. */
export function emptySpans(hours: BusinessHours): Span[] {
  return hours.days.filter((span) => span.opens === span.closes);
}

/** What a time field can show: it knows no 24:00. */
export function fieldTime(time: string): string {
  return time === "24:00" ? "00:00" : time;
}

/** The spans by weekday, each day's in the order of opening. */
export function ordered(days: readonly Span[]): Span[] {
  const place = (span: Span) => DAYS.findIndex(([day]) => day === span.day);
  return [...days].sort((a, b) => place(a) - place(b) || a.opens.localeCompare(b.opens));
}
