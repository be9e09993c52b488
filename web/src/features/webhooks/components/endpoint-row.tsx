import { KeyRound, MoreHorizontal, Pencil, Power, RotateCw, Send, Trash2 } from "lucide-react";
import { messageOf } from "@/api/problem";
import type { WebhookEndpoint } from "@/api/types";
import { Badge, type Tone } from "@/components/badge";
import { IconButton } from "@/components/button";
import { Menu, MenuItem } from "@/components/menu";
import { exactTime, plural } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { useChangeEndpoint, useDeleteEndpoint, useRecover, useRotateSecret, useSendTest } from "../api/webhooks";

/** Hours that the secret of before goes on signing. */
const OVERLAP_HOURS = 24;
/** How far back "recover" goes. */
const RECOVER_DAYS = 7;

const REASONS = { person: "switched off", gone: "answered that it is gone", failing: "failed for five days" };

function stateOf(endpoint: WebhookEndpoint): { name: string; tone: Tone } {
  if (!endpoint.enabled) return { name: "disabled", tone: endpoint.disabled_reason === "person" ? "neutral" : "danger" };
  return endpoint.failing_since == null ? { name: "enabled", tone: "success" } : { name: "failing", tone: "warning" };
}

function lineOf(endpoint: WebhookEndpoint): string {
  const events = endpoint.event_types.length === 0 ? "every event" : plural(endpoint.event_types.length, "type of event", "types of events");
  const parts = [endpoint.description, events];
  if (endpoint.disabled_reason != null) parts.push(REASONS[endpoint.disabled_reason]);
  else if (endpoint.failing_since != null) parts.push(`failing since ${exactTime(endpoint.failing_since)}`);
  return parts.filter((part) => part !== "").join(" · ");
}

interface Props {
  endpoint: WebhookEndpoint;
  mayWrite: boolean;
  onEdit: () => void;
  onSecret: (secret: string) => void;
}

export function EndpointRow({ endpoint, mayWrite, onEdit, onSecret }: Props) {
  const state = stateOf(endpoint);
  return (
    <li className="flex min-h-16 items-center gap-3 border-b py-2">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{endpoint.url}</span>
        <span className="block truncate text-xs text-muted">{lineOf(endpoint)}</span>
      </span>
      <Badge tone={state.tone}>{state.name}</Badge>
      {mayWrite && <Actions endpoint={endpoint} onEdit={onEdit} onSecret={onSecret} />}
    </li>
  );
}

function Actions({ endpoint, onEdit, onSecret }: Omit<Props, "mayWrite">) {
  const change = useChangeEndpoint(endpoint.id);
  const rotate = useRotateSecret(endpoint.id);
  const test = useSendTest();
  const recover = useRecover();
  const remove = useDeleteEndpoint();
  const failed = (error: unknown) => toast(messageOf(error), { tone: "danger" });
  const since = () => new Date(Date.now() - RECOVER_DAYS * 86_400_000).toISOString();
  const icon = "size-4";
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${endpoint.url}`}>
          <MoreHorizontal aria-hidden className={icon} />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil aria-hidden className={icon} />} onSelect={onEdit}>
        Change
      </MenuItem>
      {endpoint.enabled && (
        <MenuItem icon={<Send aria-hidden className={icon} />} onSelect={() => test.mutate(endpoint)}>
          Send a test event
        </MenuItem>
      )}
      {endpoint.enabled && (
        <MenuItem icon={<RotateCw aria-hidden className={icon} />} onSelect={() => recover.mutate({ endpoint, since: since() })}>
          Recover the last {RECOVER_DAYS} days
        </MenuItem>
      )}
      <MenuItem icon={<KeyRound aria-hidden className={icon} />} onSelect={() => rotate.mutate(OVERLAP_HOURS, { onSuccess: ({ secret }) => onSecret(secret), onError: failed })}>
        Rotate the secret
      </MenuItem>
      <MenuItem icon={<Power aria-hidden className={icon} />} onSelect={() => change.mutate({ enabled: !endpoint.enabled }, { onError: failed })}>
        {endpoint.enabled ? "Disable" : "Enable"}
      </MenuItem>
      <MenuItem danger icon={<Trash2 aria-hidden className={icon} />} onSelect={() => remove.mutate(endpoint)}>
        Delete
      </MenuItem>
    </Menu>
  );
}
