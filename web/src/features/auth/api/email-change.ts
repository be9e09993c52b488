import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import { meQuery } from "@/api/queries";
import { session } from "@/api/session";

export function useConfirmEmailChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { token: string; password?: string }) => done(api.POST("/api/v1/auth/email-change/confirm", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}

export function useUndoEmailChange() {
  return useMutation({
    mutationFn: (token: string) => data(api.POST("/api/v1/auth/email-change/undo", { body: { token } })),
    onSuccess: () => session.set(null),
  });
}
