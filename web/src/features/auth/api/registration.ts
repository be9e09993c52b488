import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import { session } from "@/api/session";
import type { RegistrationBegun, Session } from "@/api/types";
import { forgetRegistration, keepRegistration } from "../registration";

/** How one registers here. */
export const authOptionsQuery = queryOptions({
  queryKey: ["auth-options"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/auth/options", { signal })),
  staleTime: 5 * 60_000,
});

interface Registration {
  email: string;
  password: string;
  name: string;
  workspace: string;
  /** Null when the server did not say which terms are in force. */
  terms_version: string | null;
}

/** Signed in at once, or a letter is on its way: then the registration's secret is kept for its link or code. */
export function useRegister() {
  return useMutation({
    mutationFn: (body: Registration) => data<Session | RegistrationBegun>(api.POST("/api/v1/auth/register", { body })),
    onSuccess: (answer) => {
      if ("access_token" in answer) session.set(answer);
      else keepRegistration({ registration: answer.registration, email: answer.email });
    },
  });
}

export function useConfirmRegistration() {
  return useMutation({
    mutationFn: (body: { registration?: string; token?: string; code?: string; password?: string }) => data(api.POST("/api/v1/auth/register/confirm", { body })),
    onSuccess: (signedIn) => {
      forgetRegistration();
      session.set(signedIn);
    },
  });
}

export function useResendRegistration() {
  return useMutation({ mutationFn: (registration: string) => done(api.POST("/api/v1/auth/register/resend", { body: { registration } })) });
}
