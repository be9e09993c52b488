import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { messageOf } from "@/api/problem";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Section } from "@/components/page";
import { clockTime } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { liveImpersonationsQuery, useEndImpersonation } from "../api/impersonations";

/** Who is in somebody's name right now; nothing while nobody is. */
export function LiveImpersonations() {
  const { data: live } = useQuery(liveImpersonationsQuery);
  const end = useEndImpersonation();
  if (live === undefined || live.length === 0) return null;
  return (
    <Section title="In members' names now" description="Operators who are in a workspace for support.">
      <ul aria-label="Impersonations" className="border-t">
        {live.map((one) => (
          <li key={one.id} className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-b py-2">
            <p className="min-w-48 flex-1">
              <span className="font-medium">{one.operator_name ?? "Somebody"}</span> in the name of{" "}
              <Link to="/operator/users/$userId" params={{ userId: one.user_id }} className="font-medium text-accent hover:underline">
                {one.user_name ?? "a user"}
              </Link>{" "}
              in{" "}
              <Link to="/operator/tenants/$tenantId" params={{ tenantId: one.tenant_id }} className="font-medium text-accent hover:underline">
                {one.tenant_name ?? "a tenant"}
              </Link>
              <span className="block text-xs text-muted">
                {one.reason} · until {clockTime(one.ends_at)}
              </span>
            </p>
            {one.writes && <Badge tone="warning">May write</Badge>}
            <Button
              size="sm"
              variant="danger"
              busy={end.isPending && end.variables === one.id}
              onClick={() => end.mutate(one.id, { onSuccess: () => toast("It is over, with all that was open."), onError: (problem) => toast(messageOf(problem), { tone: "danger" }) })}
            >
              End
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
