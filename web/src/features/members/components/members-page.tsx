import { useQuery } from "@tanstack/react-query";
import { UserMinus, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { membersQuery } from "@/api/queries";
import type { Me, Member, Role } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Button, IconButton } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { useHidden } from "@/lib/deferred";
import { plural } from "@/lib/format";
import { useCan, useMe } from "@/lib/permissions";
import { useMemberActions } from "../api/members";
import { grantable, outranks, ROLE_MEANINGS, ROLE_NAMES } from "../roles";
import { AddMemberDialog } from "./add-member-dialog";

export function MembersPage() {
  const { data, error, isPending, refetch } = useQuery(membersQuery);
  const me = useMe();
  const canWrite = useCan("members:write");
  const hidden = useHidden();
  const [adding, setAdding] = useState(false);
  const members = (data ?? []).filter((member) => !hidden.has(member.user_id));
  const online = members.filter((member) => member.presence === "online").length;
  return (
    <Page>
      <PageHeader
        title="Members"
        actions={
          canWrite && (
            <Button variant="primary" onClick={() => setAdding(true)} icon={<UserPlus aria-hidden className="size-4" />}>
              Add member
            </Button>
          )
        }
      />
      <div className="w-full max-w-4xl px-4 py-5 md:px-6">
        {isPending ? (
          <Loading label="Loading members">
            {[0, 1, 2, 3].map((row) => (
              <div key={row} className="flex h-15 items-center gap-3 border-b">
                <Skeleton className="size-8 !rounded-full" />
                <Skeleton className="h-4 w-40" />
                <Skeleton className="ml-auto h-4 w-24" />
              </div>
            ))}
          </Loading>
        ) : error !== null && members.length === 0 ? (
          <ErrorState error={error} title="The members didn't load" retry={() => void refetch()} />
        ) : members.length === 0 ? (
          <EmptyState icon={<Users aria-hidden />} title="Nobody here yet">
            Add the people who answer your customers.
          </EmptyState>
        ) : (
          <>
            <p className="mb-3 text-muted">
              {plural(members.length, "member")}, {online} online
            </p>
            <ul aria-label="Members" className="border-t">
              {members.map((member) => (
                <MemberRow key={member.user_id} member={member} me={me} canWrite={canWrite} />
              ))}
            </ul>
          </>
        )}
      </div>
      {adding && me !== undefined && <AddMemberDialog myRole={me.role} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function MemberRow({ member, me, canWrite }: { member: Member; me: Me | undefined; canWrite: boolean }) {
  const actions = useMemberActions();
  const isMe = member.user_id === me?.id;
  const editable = canWrite && me !== undefined && !isMe && outranks(me.role, member.role);
  return (
    <li className="flex min-h-15 items-center gap-3 border-b py-2">
      <Avatar name={member.name} online={member.presence === "online"} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {member.name}
          {isMe && <span className="font-normal text-muted"> (you)</span>}
        </p>
        <p className="truncate text-xs text-muted">{member.email}</p>
      </div>
      <span className="w-16 text-xs text-muted max-md:hidden">{member.presence === "online" ? "Online" : "Offline"}</span>
      <RelativeTime time={member.created_at} className="w-24 text-xs text-muted max-md:hidden" />
      {editable ? (
        <select
          aria-label={`Role of ${member.name}`}
          title={ROLE_MEANINGS[member.role]}
          value={member.role}
          onChange={(event) => void actions.setRole(member, event.target.value as Role)}
          className="h-8 w-28 rounded border border-control/60 bg-surface px-2 max-md:h-10"
        >
          {grantable(me.role).map((role) => (
            <option key={role} value={role}>
              {ROLE_NAMES[role]}
            </option>
          ))}
        </select>
      ) : (
        <span className="w-28 px-2" title={ROLE_MEANINGS[member.role]}>
          {ROLE_NAMES[member.role]}
        </span>
      )}
      {canWrite &&
        (editable ? (
          <IconButton label={`Remove ${member.name}`} onClick={() => actions.remove(member)}>
            <UserMinus aria-hidden className="size-4" />
          </IconButton>
        ) : (
          <span className="w-8 max-md:w-10" />
        ))}
    </li>
  );
}
