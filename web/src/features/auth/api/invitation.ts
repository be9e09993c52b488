import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { session } from "@/api/session";

/** The secret stands behind `#`, which the browser sends to nobody. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => data(api.POST("/api/v1/invitations/read", { body: { token }, signal })),
    retry: false,
    enabled: token !== "",
  });

export function useRegisterInvited() {
  return useMutation({
    mutationFn: (body: { token: string; name: string; password: string }) => data(api.POST("/api/v1/auth/accept-invitation", { body })),
    onSuccess: (signedIn) => session.set(signedIn),
  });
}

export function useAcceptInvitation() {
  return useMutation({ mutationFn: (token: string) => data(api.POST("/api/v1/invitations/accept", { body: { token } })) });
}

/** The account that this browser is signed in with, if any. */
export const signedInQuery = queryOptions({ queryKey: ["signed-in"], queryFn: async () => (await session.restore())?.user.email ?? null, staleTime: 0 });
