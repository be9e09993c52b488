import { CirclePause, Crown, DoorOpen, Ellipsis, UserMinus } from "lucide-react";
import { useState } from "react";
import type { Me, Member } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Menu, MenuItem } from "@/components/menu";
import { RelativeTime } from "@/components/relative-time";
import { useCan } from "@/lib/permissions";
import { useMemberActions } from "../api/members";
import { outranks, placeOf, placeValue, ROLE_MEANINGS, roleName, type Place } from "../roles";
import { RoleOptions, useGrantableRoles } from "./role-select";

export function MemberRow({ member, me, canWrite }: { member: Member; me: Me | undefined; canWrite: boolean }) {
  const actions = useMemberActions();
  const { custom } = useGrantableRoles();
  const mayTransfer = useCan("ownership:transfer");
  const [confirming, setConfirming] = useState<"owner" | "leave" | null>(null);
  const isMe = member.user_id === me?.id;
  const knownRole = member.role_id == null || custom.some((role) => role.id === member.role_id);
  const editable = canWrite && me !== undefined && !isMe && outranks(me.role, member.role) && knownRole;
  const place: Place = { role: member.role, roleId: member.role_id ?? null };
  const shownRole = roleName({ id: place.roleId, name: member.role_name, role: member.role });
  return (
    <li className="flex min-h-15 items-center gap-3 border-b py-2">
      <Avatar name={member.name} online={member.presence === "online"} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 truncate font-medium">
          <span className="truncate">
            {member.name}
            {isMe && <span className="font-normal text-muted"> (you)</span>}
          </span>
          {member.suspended && <Badge tone="warning">Suspended</Badge>}
          {!member.suspended && member.availability === "away" && <Badge>Away</Badge>}
        </p>
        <p className="truncate text-xs text-muted">{[member.email, ...member.teams.map((team) => team.name)].join(" · ")}</p>
      </div>
      <span className="w-16 text-xs text-muted max-md:hidden">{member.presence === "online" ? "Online" : "Offline"}</span>
      <RelativeTime time={member.created_at} className="w-24 text-xs text-muted max-md:hidden" />
      {editable ? (
        <select
          aria-label={`Role of ${member.name}`}
          title={ROLE_MEANINGS[member.role]}
          value={placeValue(place)}
          onChange={(event) => {
            const { role, roleId } = placeOf(event.target.value);
            void actions.change(member, { role, role_id: roleId });
          }}
          className="h-8 w-28 truncate rounded border border-control/60 bg-surface px-2 max-md:h-10"
        >
          <RoleOptions />
        </select>
      ) : (
        <span className="w-28 truncate px-2" title={ROLE_MEANINGS[member.role]}>
          {shownRole}
        </span>
      )}
      {isMe || editable ? (
        <Menu
          trigger={
            <button type="button" aria-label={isMe ? "My place here" : `More for ${member.name}`} className="inline-flex size-8 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-text max-md:size-10">
              <Ellipsis aria-hidden className="size-4" />
            </button>
          }
        >
          {isMe ? (
            <>
              <MenuItem icon={<CirclePause aria-hidden />} checked={member.availability === "away"} onSelect={() => void actions.setAvailability(member.availability === "away" ? "available" : "away")}>
                Away
              </MenuItem>
              <MenuItem icon={<DoorOpen aria-hidden />} danger onSelect={() => setConfirming("leave")}>
                Leave the workspace
              </MenuItem>
            </>
          ) : (
            <>
              {mayTransfer && !member.suspended && (
                <MenuItem icon={<Crown aria-hidden />} onSelect={() => setConfirming("owner")}>
                  Make owner in my place
                </MenuItem>
              )}
              <MenuItem icon={<CirclePause aria-hidden />} onSelect={() => void actions.change(member, { suspended: !member.suspended })}>
                {member.suspended ? "Let in again" : "Suspend"}
              </MenuItem>
              <MenuItem icon={<UserMinus aria-hidden />} danger onSelect={() => actions.remove(member)}>
                Remove {member.name}
              </MenuItem>
            </>
          )}
        </Menu>
      ) : (
        <span className="w-8 max-md:w-10" />
      )}
      <Confirm
        open={confirming === "owner"}
        title={`Make ${member.name} the owner?`}
        text="They may do everything then, and you become an admin. Only they can give it back."
        verb="Transfer ownership"
        onClose={() => setConfirming(null)}
        run={() => void actions.makeOwner(member)}
      />
      <Confirm
        open={confirming === "leave"}
        title={`Leave ${me?.tenant.name ?? "the workspace"}?`}
        text="You are out at once. Your conversations stay, without an assignee. Somebody has to invite you to come back."
        verb="Leave"
        onClose={() => setConfirming(null)}
        run={() => void actions.leave()}
      />
    </li>
  );
}

/** For what nothing could bring back. */
function Confirm({ open, title, text, verb, run, onClose }: { open: boolean; title: string; text: string; verb: string; run: () => void; onClose: () => void }) {
  return (
    <Dialog open={open} onOpenChange={(stays) => !stays && onClose()} title={title} description={text}>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose();
            run();
          }}
        >
          {verb}
        </Button>
      </div>
    </Dialog>
  );
}
