import { useQuery } from "@tanstack/react-query";
import { membersQuery } from "@/api/queries";
import type { Conversation } from "@/api/types";
import { useCan, useMe } from "@/lib/permissions";
import { useConversationActions } from "../api/conversations";

export function AssigneeSelect({ conversation }: { conversation: Conversation }) {
  const can = useCan("conversations:assign");
  const me = useMe();
  const { data: members } = useQuery({ ...membersQuery, enabled: can });
  const actions = useConversationActions();
  const current = conversation.assignee ?? null;
  if (!can) return <span>{current?.name ?? "Unassigned"}</span>;
  const staff = (members ?? []).filter((member) => member.role !== "viewer" || member.user_id === current?.id);
  const known = staff.some((member) => member.user_id === current?.id);
  return (
    <select
      aria-label="Assignee"
      value={current?.id ?? ""}
      onChange={(event) => {
        const member = staff.find((candidate) => candidate.user_id === event.target.value);
        void actions.assign(conversation.id, member === undefined ? null : { id: member.user_id, name: member.name });
      }}
      className="-ml-2 h-8 w-full min-w-0 truncate rounded border border-transparent bg-transparent px-1 hover:border-control/60 hover:bg-raised max-md:h-10"
    >
      <option value="">Unassigned</option>
      {current !== null && !known && <option value={current.id}>{current.name}</option>}
      {staff.map((member) => (
        <option key={member.user_id} value={member.user_id}>
          {member.name}
          {member.user_id === me?.id ? " (you)" : member.presence === "online" ? " · online" : ""}
        </option>
      ))}
    </select>
  );
}
