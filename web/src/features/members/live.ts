import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { membersQuery, meQuery, rolesQuery, teamsQuery } from "@/api/queries";
import { useFrames } from "@/lib/live";
import type { Frame } from "@/lib/realtime";

export function useMembersLive(): void {
  const client = useQueryClient();
  useFrames(
    useCallback(
      (frame: Frame) => {
        if (frame.type === "member.updated") {
          void client.invalidateQueries({ queryKey: membersQuery.queryKey });
          void client.invalidateQueries({ queryKey: rolesQuery.queryKey });
          void client.invalidateQueries({ queryKey: teamsQuery.queryKey });
          void client.invalidateQueries({ queryKey: ["people"] });
          void client.invalidateQueries({ queryKey: ["invitations"] });
          // What I may do has perhaps changed with it.
          void client.invalidateQueries({ queryKey: meQuery.queryKey });
          return;
        }
        if (frame.type !== "presence") return;
        const { user_id: userId, online } = frame.data;
        client.setQueryData(membersQuery.queryKey, (members) => members?.map((member) => (member.user_id === userId ? { ...member, presence: online ? ("online" as const) : ("offline" as const) } : member)));
      },
      [client],
    ),
  );
}
