import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import { membersQuery, teamsQuery } from "@/api/queries";

interface TeamValues {
  name: string;
  description: string;
  member_ids: string[];
}

function useChanged() {
  const client = useQueryClient();
  return () => Promise.all([teamsQuery, membersQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })));
}

export function useSaveTeam() {
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ id, ...body }: TeamValues & { id: string | null }) => (id === null ? data(api.POST("/api/v1/teams", { body })) : data(api.PATCH("/api/v1/teams/{id}", { params: { path: { id } }, body }))),
    onSuccess: changed,
  });
}

export function useDeleteTeam() {
  const changed = useChanged();
  return useMutation({ mutationFn: (id: string) => done(api.DELETE("/api/v1/teams/{id}", { params: { path: { id } } })), onSuccess: changed });
}
