import type { BusinessHours } from "@/api/types";

export type Day = BusinessHours["days"][number]["day"];

export const DAYS: readonly (readonly [Day, string])[] = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
];

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

/** The days whose closing time isn't after their opening time. */
export function wrongDays(hours: BusinessHours): Day[] {
  return hours.days.filter((day) => day.opens >= day.closes).map((day) => day.day);
}
