import { store } from "@/lib/storage";

// In all tabs of this browser, since a letter's link opens a new one. Without the letter it is good for nothing.
const KEY = "dealsmart.registration";

export interface KeptRegistration {
  registration: string;
  email: string;
}

export const keepRegistration = (kept: KeptRegistration): void => store.set(KEY, JSON.stringify(kept));
export const forgetRegistration = (): void => store.remove(KEY);

export function keptRegistration(): KeptRegistration | null {
  try {
    const kept = JSON.parse(store.get(KEY) ?? "null") as Partial<KeptRegistration> | null;
    return typeof kept?.registration === "string" && typeof kept.email === "string" ? { registration: kept.registration, email: kept.email } : null;
  } catch {
    return null;
  }
}
