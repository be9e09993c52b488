import { useMutation } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { session } from "@/api/session";

export function useForgotPassword() {
  return useMutation({ mutationFn: (email: string) => done(api.POST("/api/v1/auth/password/forgot", { body: { email } })) });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => done(api.POST("/api/v1/auth/password/reset", { body })),
    // All sessions ended, this browser's among them.
    onSuccess: () => session.set(null),
  });
}
