import { useQuery } from "@tanstack/react-query";
import { teamsQuery } from "@/api/queries";
import type { Conversation } from "@/api/types";
import { useCan } from "@/lib/permissions";
import { useConversationActions } from "../api/conversations";

export function TeamSelect({ conversation }: { conversation: Conversation }) {
  const can = useCan("conversations:assign");
  const { data: teams } = useQuery(teamsQuery);
  const actions = useConversationActions();
  const current = conversation.team ?? null;
  if (!can) return <span>{current?.name ?? "None"}</span>;
  const known = teams?.some((team) => team.id === current?.id) === true;
  return (
    <select
      aria-label="Team"
      value={current?.id ?? ""}
      onChange={(event) => {
        const team = teams?.find((candidate) => candidate.id === event.target.value);
        void actions.moveToTeam(conversation.id, team === undefined ? null : { id: team.id, name: team.name });
      }}
      className="-ml-2 h-8 w-full min-w-0 truncate rounded border border-transparent bg-transparent px-1 hover:border-control/60 hover:bg-raised max-md:h-10"
    >
      <option value="">None</option>
      {current !== null && !known && <option value={current.id}>{current.name}</option>}
      {teams?.map((team) => (
        <option key={team.id} value={team.id}>
          {team.name}
        </option>
      ))}
    </select>
  );
}
