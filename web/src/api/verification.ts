// The frame's banner, the account's page and the pages of letters all use these.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, done } from "./client";
import { meQuery } from "./queries";

export function useVerifyEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { token?: string; code?: string; password?: string }) => done(api.POST("/api/v1/auth/verify-email", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}

export function useResendVerification() {
  return useMutation({ mutationFn: () => done(api.POST("/api/v1/auth/verify-email/resend")) });
}
