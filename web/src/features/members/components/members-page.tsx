import { useQuery } from "@tanstack/react-query";
import { Mail, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { membersQuery } from "@/api/queries";
import { Button } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { useHidden } from "@/lib/deferred";
import { useFeature } from "@/lib/features";
import { plural } from "@/lib/format";
import { useCan, useMe } from "@/lib/permissions";
import { isEveryone, type PeopleFilter } from "../api/people";
import { AddMemberDialog } from "./add-member-dialog";
import { InvitationsSection } from "./invitations-section";
import { InviteDialog } from "./invite-dialog";
import { MemberRow } from "./member-row";
import { PeopleFilters, PeopleFound } from "./people";

export function MembersPage() {
  const { data, error, isPending, refetch } = useQuery(membersQuery);
  const me = useMe();
  const canWrite = useCan("members:write");
  const direct = useFeature("direct_members");
  const hidden = useHidden();
  const [filter, setFilter] = useState<PeopleFilter>({});
  const [adding, setAdding] = useState(false);
  const [inviting, setInviting] = useState(false);
  const members = (data ?? []).filter((member) => !hidden.has(member.user_id));
  const online = members.filter((member) => member.presence === "online").length;
  return (
    <Page>
      <PageHeader
        title="Members"
        actions={
          canWrite && (
            <>
              {direct && (
                <Button onClick={() => setAdding(true)} icon={<UserPlus aria-hidden className="size-4" />}>
                  Add member
                </Button>
              )}
              <Button variant="primary" onClick={() => setInviting(true)} icon={<Mail aria-hidden className="size-4" />}>
                Invite
              </Button>
            </>
          )
        }
      />
      <div className="w-full max-w-4xl px-4 py-5 md:px-6">
        {canWrite && <PeopleFilters filter={filter} onFilter={setFilter} />}
        {canWrite && !isEveryone(filter) ? (
          <PeopleFound filter={filter} onEveryone={() => setFilter({})} />
        ) : isPending ? (
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
            {canWrite && <InvitationsSection />}
          </>
        )}
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {adding && me !== undefined && <AddMemberDialog myRole={me.role} onClose={() => setAdding(false)} />}
    </Page>
  );
}
