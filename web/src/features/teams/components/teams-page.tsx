import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { teamsQuery } from "@/api/queries";
import type { Team } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Button, IconButton } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { plural } from "@/lib/format";
import { useCan } from "@/lib/permissions";
import { TeamDialog } from "./team-dialog";

export function TeamsPage() {
  const { data: teams, error, isPending, refetch } = useQuery(teamsQuery);
  const canWrite = useCan("teams:write");
  const [editing, setEditing] = useState<Team | "new" | null>(null);
  const create = (
    <Button variant="primary" onClick={() => setEditing("new")} icon={<Plus aria-hidden className="size-4" />}>
      New team
    </Button>
  );
  return (
    <Page>
      <PageHeader title="Teams" actions={canWrite && create} />
      <section aria-label="Teams" className="w-full max-w-4xl px-4 py-5 md:px-6">
        <p className="mb-4 max-w-2xl text-muted">A conversation can stand with a team as well as with a person. Where agents see only their own conversations, they see those of their teams too.</p>
        {isPending ? (
          <Loading label="Loading teams">
            {[0, 1, 2].map((row) => (
              <div key={row} className="flex h-15 items-center gap-3 border-t">
                <Skeleton className="h-4 w-40" />
                <Skeleton className="ml-auto h-6 w-24" />
              </div>
            ))}
          </Loading>
        ) : error !== null && teams === undefined ? (
          <ErrorState error={error} title="The teams didn't load" retry={() => void refetch()} />
        ) : teams.length === 0 ? (
          <EmptyState icon={<UsersRound aria-hidden />} title="No teams yet" action={canWrite && create}>
            Put the people who answer the same questions together, such as sales and service.
          </EmptyState>
        ) : (
          <ul aria-label="Teams" className="border-b">
            {teams.map((team) => (
              <TeamRow key={team.id} team={team} onEdit={canWrite ? () => setEditing(team) : null} />
            ))}
          </ul>
        )}
      </section>
      {editing !== null && <TeamDialog team={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

const FACES = 4;

function TeamRow({ team, onEdit }: { team: Team; onEdit: (() => void) | null }) {
  const more = team.members.length - FACES;
  return (
    <li className="flex min-h-15 flex-wrap items-center gap-x-4 gap-y-2 border-t py-2.5">
      <div className="min-w-48 flex-1">
        <h2 className="text-sm font-medium">{team.name}</h2>
        <p className="text-xs text-muted">{[team.description, plural(team.open_conversations, "open conversation")].filter((part) => part !== "").join(" · ")}</p>
      </div>
      <p className="sr-only">{team.members.length === 0 ? "Nobody in it" : `In it: ${team.members.map((member) => member.name).join(", ")}`}</p>
      <div aria-hidden className="flex items-center gap-1">
        {team.members.slice(0, FACES).map((member) => (
          <span key={member.user_id} title={member.name}>
            <Avatar name={member.name} size="sm" />
          </span>
        ))}
        {more > 0 && <span className="text-xs text-muted">+{more}</span>}
        {team.members.length === 0 && <span className="text-xs text-muted">Nobody yet</span>}
      </div>
      {onEdit !== null && (
        <IconButton label={`Change ${team.name}`} onClick={onEdit}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
      )}
    </li>
  );
}
