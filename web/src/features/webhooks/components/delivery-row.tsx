import { useQuery } from "@tanstack/react-query";
import { ChevronRight, RotateCw } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api/problem";
import type { WebhookDelivery, WebhookDeliveryState } from "@/api/types";
import { Badge, type Tone } from "@/components/badge";
import { Button } from "@/components/button";
import { RelativeTime } from "@/components/relative-time";
import { Loading, Skeleton } from "@/components/states";
import { exactTime, plural } from "@/lib/format";
import { deliveryQuery, useReplay } from "../api/webhooks";

const STATES: Record<WebhookDeliveryState, { name: string; tone: Tone }> = {
  pending: { name: "waiting", tone: "warning" },
  delivered: { name: "delivered", tone: "success" },
  failed: { name: "failed", tone: "danger" },
};

function lineOf(delivery: WebhookDelivery): string {
  const parts = [plural(delivery.attempts, "attempt", "attempts")];
  if (delivery.last_error != null) parts.push(delivery.last_error);
  if (delivery.next_at != null && delivery.attempts > 0) parts.push(`next ${exactTime(delivery.next_at)}`);
  return parts.join(" · ");
}

export function DeliveryRow({ delivery, mayWrite }: { delivery: WebhookDelivery; mayWrite: boolean }) {
  const [open, setOpen] = useState(false);
  const state = STATES[delivery.state];
  return (
    <li className="border-b">
      <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 py-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">
              {delivery.event_type}
              {delivery.test && " (test)"}
            </span>
            <span className="block truncate text-xs text-muted">{lineOf(delivery)}</span>
          </span>
          <Badge tone={state.tone}>{state.name}</Badge>
          <RelativeTime time={delivery.created_at} className="w-20 shrink-0 text-right text-xs text-muted tabular-nums max-sm:hidden" />
        </summary>
        {open && <Detail delivery={delivery} mayWrite={mayWrite} />}
      </details>
    </li>
  );
}

function Detail({ delivery, mayWrite }: { delivery: WebhookDelivery; mayWrite: boolean }) {
  const { data, error, isPending } = useQuery(deliveryQuery(delivery));
  const replay = useReplay();
  if (isPending)
    return (
      <Loading label="Loading the attempts">
        <Skeleton className="mb-4 ml-6 h-16" />
      </Loading>
    );
  if (data === undefined)
    return (
      <p role="alert" className="pb-4 pl-6 text-danger">
        {messageOf(error)}
      </p>
    );
  return (
    <div className="flex flex-col gap-3 pb-4 pl-6">
      <ol aria-label="Attempts" className="flex flex-col gap-2 text-xs">
        {data.log.map((attempt) => (
          <li key={attempt.number} className="rounded border p-2">
            <span className="font-medium">
              {attempt.number}. {attempt.status ?? "no answer"}
            </span>
            <span className="text-muted">
              {" "}
              · {exactTime(attempt.at)} · {attempt.duration_ms} ms{attempt.error != null && ` · ${attempt.error}`}
            </span>
            {attempt.response != null && attempt.response !== "" && <pre className="mt-1 max-h-24 overflow-auto font-mono whitespace-pre-wrap">{attempt.response}</pre>}
          </li>
        ))}
      </ol>
      <pre tabIndex={0} role="region" aria-label="What is sent" className="max-h-72 overflow-auto rounded bg-raised p-3 text-xs leading-5">
        {data.body == null ? "The event is not kept any more." : JSON.stringify(data.body, null, 2)}
      </pre>
      {mayWrite && (
        <div>
          <Button size="sm" busy={replay.isPending} onClick={() => replay.mutate(delivery)} icon={<RotateCw aria-hidden className="size-3.5" />}>
            Send again
          </Button>
        </div>
      )}
    </div>
  );
}
