import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import { meQuery } from "@/api/queries";
import { session } from "@/api/session";

function useMeAgain() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: meQuery.queryKey });
}

export function useUpdateProfile() {
  const onSuccess = useMeAgain();
  return useMutation({ mutationFn: (body: { name?: string; locale?: string; time_zone?: string }) => data(api.PATCH("/api/v1/users/me", { body })), onSuccess });
}

export function useChangePassword() {
  return useMutation({ mutationFn: (body: { current_password: string; password: string }) => done(api.POST("/api/v1/users/me/password", { body })) });
}

export function useChangeEmail() {
  return useMutation({ mutationFn: (body: { email: string; password: string }) => done(api.POST("/api/v1/users/me/email", { body })) });
}

export function useDeleteAccount() {
  return useMutation({
    mutationFn: (password: string) => data(api.DELETE("/api/v1/users/me", { body: { password } })),
    // All sessions ended, this browser's among them.
    onSuccess: () => session.set(null),
  });
}

export function useRestoreAccount() {
  const onSuccess = useMeAgain();
  return useMutation({ mutationFn: () => done(api.POST("/api/v1/users/me/restore")), onSuccess });
}
