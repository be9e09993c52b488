import type { ApiKey, Me } from "@/api/types";
import { areaOf, areaWords } from "@/lib/permission-words";

export type Scope = ApiKey["scopes"][number];

/** Every area with what a key may be given of it. */
export interface ScopeArea {
  name: string;
  scopes: Scope[];
}

const NEVER: readonly string[] = ["ownership:transfer", "tenant:delete", "identity_providers:write", "api_keys:write"];

/** What somebody may give to a key: all that they may, save what no key may. The table of roles knows all permissions. */
export function givable(me: Me | undefined, all: readonly Scope[]): Scope[] {
  return all.filter((scope) => me?.permissions.includes(scope) === true && !NEVER.includes(scope));
}

export function byArea(scopes: readonly Scope[]): ScopeArea[] {
  const areas = new Map<string, ScopeArea>();
  for (const scope of scopes) {
    const area = areas.get(areaOf(scope)) ?? { name: areaWords(scope), scopes: [] };
    area.scopes.push(scope);
    areas.set(areaOf(scope), area);
  }
  return [...areas.values()];
}

/** One address or network a line, or separated by commas. */
export const addressesIn = (text: string) => text.split(/[\s,]+/).filter((address) => address !== "");

/** A limit as it was typed; undefined when it is none. */
export function perMinuteIn(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= 100_000 ? value : undefined;
}

export const EXPIRIES = [
  { value: "", name: "Never" },
  { value: "30", name: "In 30 days" },
  { value: "90", name: "In 90 days" },
  { value: "365", name: "In a year" },
] as const;

export const expiresIn = (days: string, now = Date.now()) => (days === "" ? null : new Date(now + Number(days) * 86_400_000).toISOString());

export const OVERLAPS = [
  { value: "24", name: "A day" },
  { value: "1", name: "An hour" },
  { value: "72", name: "3 days" },
  { value: "168", name: "A week" },
  { value: "0", name: "Not at all: it ends now" },
] as const;
