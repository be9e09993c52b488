import { store } from "@/lib/storage";
import { toast } from "@/lib/toasts";
import { api, done } from "./client";
import { messageOf } from "./problem";

/** What was being written belongs to who wrote it, not to the next person at this computer. */
const PRIVATE_KEYS = ["dealsmart.unsent.", "dealsmart.outbox"];

export async function signOut(): Promise<void> {
  try {
    await done(api.POST("/api/v1/auth/logout", { body: {} }));
  } catch (error) {
    // The cookie would still sign this browser in, so nobody may believe to be out.
    toast(`You are still signed in. ${messageOf(error)}`, { tone: "danger" });
    return;
  }
  for (const prefix of PRIVATE_KEYS) for (const key of store.keys(prefix)) store.remove(key);
  // A new page, so that nothing of the workspace stays in memory either.
  window.location.assign("/sign-in");
}
