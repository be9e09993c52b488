const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });
const shortDay = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const dayWithYear = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const count = new Intl.NumberFormat();
const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function timeAgo(time: string, now = Date.now()): string {
  const past = now - Date.parse(time);
  if (past < MINUTE) return "now";
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), "minute");
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), "hour");
  if (past < 7 * DAY) return relative.format(-Math.floor(past / DAY), "day");
  return past < 300 * DAY ? shortDay.format(new Date(time)) : dayWithYear.format(new Date(time));
}

/** As `timeAgo`, in as few characters as a dense list leaves: `4m`, `3h`, `2d`. */
export function timeAgoShort(time: string, now = Date.now()): string {
  const past = now - Date.parse(time);
  if (past < MINUTE) return "now";
  if (past < HOUR) return `${Math.floor(past / MINUTE)}m`;
  if (past < DAY) return `${Math.floor(past / HOUR)}h`;
  if (past < 7 * DAY) return `${Math.floor(past / DAY)}d`;
  return shortDay.format(new Date(time));
}

export const exactTime = (time: string) => exact.format(new Date(time));
export const clockTime = (time: string) => clock.format(new Date(time));
export const shortDate = (date: string) => shortDay.format(new Date(date.length === 10 ? `${date}T00:00:00` : date));
export const fullDate = (date: string) => dayWithYear.format(new Date(date));
export const number = (value: number) => count.format(value);
export const shortNumber = (value: number) => compact.format(value);
export const share = (value: number) => percent.format(value);

export function dayName(time: string, now = new Date()): string {
  const date = new Date(time);
  if (date.toDateString() === now.toDateString()) return "Today";
  if (date.toDateString() === new Date(now.getTime() - DAY).toDateString()) return "Yesterday";
  return day.format(date);
}

/** AI cost comes in millionths of a dollar; small amounts keep enough digits to be told apart. */
export function dollars(micros: number): string {
  const value = micros / 1_000_000;
  const digits = value !== 0 && Math.abs(value) < 1 ? 4 : 2;
  return new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: digits }).format(value);
}

export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: "currency", currency });
  const minor = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** minor);
}

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 ** 2) return `${Math.round(size / 1024)} KB`;
  return `${(size / 1024 ** 2).toFixed(1)} MB`;
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}
