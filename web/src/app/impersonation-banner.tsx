import { UserRoundCog } from "lucide-react";
import { useEffect, useState } from "react";
import { api, done } from "@/api/client";
import { messageOf } from "@/api/problem";
import type { Me } from "@/api/types";
import { Button } from "@/components/button";
import { exactTime } from "@/lib/format";
import { toast } from "@/lib/toasts";

/** Minutes until then, begun ones counted whole, kept true by the second. */
function useMinutesLeft(until: string): number {
  const left = () => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 60_000));
  const [minutes, setMinutes] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setMinutes(left()), 1_000);
    return () => clearInterval(timer);
  });
  return minutes;
}

/** In whose name an operator is here, for as long as they are. There is no way to hide it but to stop. */
export function ImpersonationBanner({ me, impersonation }: { me: Me; impersonation: NonNullable<Me["impersonation"]> }) {
  const minutes = useMinutesLeft(impersonation.ends_at);
  const [stopping, setStopping] = useState(false);
  const stop = async () => {
    setStopping(true);
    try {
      await done(api.DELETE("/api/v1/impersonation"));
      window.location.assign("/operator");
    } catch (problem) {
      setStopping(false);
      toast(`You are still in ${me.name}'s name. ${messageOf(problem)}`, { tone: "danger" });
    }
  };
  useEffect(() => {
    if (minutes === 0) window.location.assign("/operator");
  }, [minutes]);
  return (
    <section aria-label="Impersonation" className="flex shrink-0 items-center gap-3 border-b border-warning bg-warning-soft px-4 py-2">
      <UserRoundCog aria-hidden className="size-5 shrink-0 text-warning" />
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">
          You are in {me.name}&apos;s name in {me.tenant.name}
        </strong>
        <span className="block text-xs text-text">
          {impersonation.writes ? "Reading and writing" : "Reading only"} · <span title={exactTime(impersonation.ends_at)}>{minutes} min left</span> · {impersonation.reason}
        </span>
      </p>
      <Button size="sm" variant="primary" busy={stopping} onClick={() => void stop()}>
        Stop
      </Button>
    </section>
  );
}
