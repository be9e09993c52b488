import { words } from "../../shared/words";

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/** "just now", "5 min. ago", and beyond a day the clock time, since the day stands above it. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1_000;
  if (seconds < 45) return words.justNow;
  if (seconds < 3_570) return relative.format(-Math.round(seconds / 60), "minute");
  if (dayKey(at) === dayKey(now)) return relative.format(-Math.round(seconds / 3_600), "hour");
  return at.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

export function exactTime(at: Date): string {
  return at.toLocaleString([], { dateStyle: "full", timeStyle: "short" });
}

export function dayKey(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;
}

export function dayName(at: Date, now: Date): string {
  if (dayKey(at) === dayKey(now)) return words.today;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (dayKey(at) === dayKey(yesterday)) return words.yesterday;
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return at.toLocaleDateString("en", { weekday: "long", day: "numeric", month: "long", ...year });
}
