import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";
import { messageOf } from "@/api/problem";
import { session } from "@/api/session";
import type { Invitation, Role } from "@/api/types";
import { deferDeletion } from "@/lib/deferred";
import { toast } from "@/lib/toasts";

export const invitationsQuery = infiniteQueryOptions({
  queryKey: ["invitations"],
  queryFn: ({ pageParam, signal }) => body(api.GET("/api/v1/invitations", { params: { query: pageParam === null ? {} : { cursor: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.page.next_cursor ?? null,
});

export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (invitation: { email: string; role: Role; role_id: string | null; days: number }) => data(api.POST("/api/v1/invitations", { body: invitation })),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
}

export function useWithdrawInvitation() {
  const client = useQueryClient();
  return (invitation: Invitation) =>
    deferDeletion(
      invitation.id,
      `Invitation of ${invitation.email} withdrawn`,
      async () => {
        try {
          await done(api.DELETE("/api/v1/invitations/{id}", { params: { path: { id: invitation.id } } }));
        } catch (error) {
          toast(`The invitation was not withdrawn. ${messageOf(error)}`, { tone: "danger" });
        }
        await client.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      },
      () => {
        const token = session.current?.access_token;
        if (token !== undefined) void fetch(`/api/v1/invitations/${invitation.id}`, { method: "DELETE", keepalive: true, headers: { authorization: `Bearer ${token}` } });
      },
    );
}
