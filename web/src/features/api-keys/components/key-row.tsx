import { KeyRound, MoreHorizontal, Pencil, RefreshCw, Trash2 } from "lucide-react";
import type { ApiKey } from "@/api/types";
import { Badge } from "@/components/badge";
import { IconButton } from "@/components/button";
import { Menu, MenuItem } from "@/components/menu";
import { RelativeTime } from "@/components/relative-time";
import { exactTime, fullDate, number, plural } from "@/lib/format";
import { permissionWords } from "@/lib/permission-words";

export type KeyAct = "change" | "rotate" | "revoke";

export function KeyRow({ apiKey: key, canWrite, onAct }: { apiKey: ApiKey; canWrite: boolean; onAct: (act: KeyAct) => void }) {
  const active = key.status === "active";
  const facts = [
    key.created_by == null ? `made ${fullDate(key.created_at)}` : `made by ${key.created_by}, ${fullDate(key.created_at)}`,
    key.expires_at == null ? null : `${active ? "ends" : "ended"} ${fullDate(key.expires_at)}`,
    key.per_minute == null ? null : `${number(key.per_minute)} a minute`,
    key.allowed_addresses.length === 0 ? null : `from ${key.allowed_addresses.join(", ")}`,
  ].filter((fact) => fact !== null);
  return (
    <li className="flex min-h-16 items-start gap-3 border-b py-3">
      <KeyRound aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="min-w-0 truncate">{key.name}</span>
          <code className="text-xs font-normal text-muted">{key.prefix}…</code>
          {key.status === "revoked" && <Badge tone="danger">Revoked</Badge>}
          {key.status === "expired" && <Badge tone="warning">Expired</Badge>}
          {key.previous_until != null && (
            <Badge tone="warning">
              <span title={exactTime(key.previous_until)}>Old key good until {exactTime(key.previous_until)}</span>
            </Badge>
          )}
        </p>
        <p className="mt-0.5 text-xs break-words text-muted">{facts.join(" · ")}</p>
        <p className="mt-0.5 text-xs text-muted">
          {key.last_used_at == null ? (
            "Never used"
          ) : (
            <>
              Last used <RelativeTime time={key.last_used_at} />
              {key.last_used_address != null && ` from ${key.last_used_address}`}
            </>
          )}
        </p>
        <details className="mt-1 text-xs">
          <summary className="inline-block cursor-pointer rounded text-muted hover:text-text max-md:py-2">May do {plural(key.scopes.length, "thing")}</summary>
          <ul aria-label={`What ${key.name} may`} className="mt-1 flex flex-wrap gap-1">
            {key.scopes.map((scope) => (
              <li key={scope}>
                <Badge>{permissionWords(scope)}</Badge>
              </li>
            ))}
          </ul>
        </details>
      </div>
      {canWrite && active && (
        <Menu
          trigger={
            <IconButton label={`More for ${key.name}`}>
              <MoreHorizontal aria-hidden className="size-4" />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onAct("change")}>
            Change
          </MenuItem>
          <MenuItem icon={<RefreshCw aria-hidden />} onSelect={() => onAct("rotate")}>
            Rotate
          </MenuItem>
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => onAct("revoke")}>
            Revoke
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
