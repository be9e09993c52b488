import { toast } from "@/lib/toasts";
import { api, data } from "./client";
import { messageOf } from "./problem";
import { session } from "./session";

/** Shows another of one's workspaces, in the same session. */
export async function switchWorkspace(tenantId: string): Promise<void> {
  try {
    const switched = await data(api.POST("/api/v1/auth/switch-tenant", { body: { tenant_id: tenantId } }));
    const current = session.current;
    if (current !== null) session.set({ ...current, ...switched });
  } catch (error) {
    toast(messageOf(error), { tone: "danger" });
    return;
  }
  // A new page, so that nothing of the other workspace stays in memory.
  window.location.assign("/inbox");
}
