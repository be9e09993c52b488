import { useMutation } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { session } from "@/api/session";

export function useSignIn() {
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => data(api.POST("/api/v1/auth/login", { body })),
    onSuccess: (signedIn) => session.set(signedIn),
  });
}

export function useRegister() {
  return useMutation({
    mutationFn: (body: { email: string; password: string; name: string; workspace: string }) => data(api.POST("/api/v1/auth/register", { body })),
    onSuccess: (signedIn) => session.set(signedIn),
  });
}
