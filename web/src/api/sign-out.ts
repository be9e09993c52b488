import { store } from "@/lib/storage";
import { api } from "./client";

/** What was being written belongs to who wrote it, not to the next person at this computer. */
const PRIVATE_KEYS = ["dealsmart.unsent.", "dealsmart.outbox"];

export async function signOut(): Promise<void> {
  try {
    await api.POST("/api/v1/auth/logout", { body: {} });
  } finally {
    for (const prefix of PRIVATE_KEYS) for (const key of store.keys(prefix)) store.remove(key);
    // A new page, so that nothing of the workspace stays in memory either.
    window.location.assign("/sign-in");
  }
}
