import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import { messageOf } from "@/api/problem";
import { membersQuery, meQuery, rolesQuery } from "@/api/queries";
import { session } from "@/api/session";
import type { Member, Role } from "@/api/types";
import { deferDeletion } from "@/lib/deferred";
import { toast } from "@/lib/toasts";

export function useAddMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; name: string; role: Role; password: string }) => data(api.POST("/api/v1/members", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: membersQuery.queryKey }),
  });
}

export function useMemberActions() {
  const client = useQueryClient();
  const replace = (change: (members: Member[]) => Member[]) => client.setQueryData(membersQuery.queryKey, (members) => (members === undefined ? members : change(members)));
  return {
    change: async (member: Member, change: { role?: Role; role_id?: string | null; suspended?: boolean }) => {
      replace((members) => members.map((other) => (other.user_id === member.user_id ? { ...other, ...change } : other)));
      try {
        const changed = await data(api.PATCH("/api/v1/members/{user_id}", { params: { path: { user_id: member.user_id } }, body: change }));
        replace((members) => members.map((other) => (other.user_id === member.user_id ? changed : other)));
        await Promise.all([rolesQuery.queryKey, ["people"]].map((queryKey) => client.invalidateQueries({ queryKey })));
      } catch (error) {
        replace((members) => members.map((other) => (other.user_id === member.user_id ? member : other)));
        toast(messageOf(error), { tone: "danger" });
      }
    },
    makeOwner: async (member: Member) => {
      try {
        await data(api.POST("/api/v1/tenant/transfer-ownership", { body: { user_id: member.user_id } }));
        toast(`${member.name} owns the workspace now. You are an admin.`);
      } catch (error) {
        toast(messageOf(error), { tone: "danger" });
      }
      await Promise.all([membersQuery, meQuery, rolesQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })));
    },
    setAvailability: async (availability: "available" | "away") => {
      try {
        const me = await data(api.PATCH("/api/v1/members/me", { body: { availability } }));
        replace((members) => members.map((other) => (other.user_id === me.user_id ? me : other)));
      } catch (error) {
        toast(messageOf(error), { tone: "danger" });
      }
    },
    leave: async () => {
      try {
        await done(api.DELETE("/api/v1/members/me"));
        // Another workspace, or none: the server knows.
        session.set(null);
        window.location.assign("/");
      } catch (error) {
        toast(messageOf(error), { tone: "danger" });
      }
    },
    remove: (member: Member) =>
      deferDeletion(
        member.user_id,
        `${member.name} removed`,
        async () => {
          try {
            await done(api.DELETE("/api/v1/members/{user_id}", { params: { path: { user_id: member.user_id } } }));
            replace((members) => members.filter((other) => other.user_id !== member.user_id));
            await client.invalidateQueries({ queryKey: ["people"] });
          } catch (error) {
            toast(`${member.name} was not removed. ${messageOf(error)}`, { tone: "danger" });
          }
        },
        () => {
          const token = session.current?.access_token;
          if (token !== undefined) void fetch(`/api/v1/members/${member.user_id}`, { method: "DELETE", keepalive: true, headers: { authorization: `Bearer ${token}` } });
        },
      ),
  };
}
