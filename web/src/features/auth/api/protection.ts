import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import { protectionQuery } from "@/api/queries";
import { createPasskey } from "@/lib/passkeys";

export const passkeysQuery = queryOptions({
  queryKey: ["passkeys"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/auth/mfa/passkeys", { signal })),
});

/** Every change of a factor changes what the overview says. */
function useChange<A, T>(change: (argument: A) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: protectionQuery.queryKey }), client.invalidateQueries({ queryKey: passkeysQuery.queryKey })]),
  });
}

export const beginTotp = () => data(api.POST("/api/v1/auth/mfa/totp"));
export const useConfirmTotp = () => useChange((code: string) => data(api.POST("/api/v1/auth/mfa/totp/confirm", { body: { code } })));
export const useRemoveTotp = () => useChange(() => done(api.DELETE("/api/v1/auth/mfa/totp")));
export const useRenewRecoveryCodes = () => useChange(() => data(api.POST("/api/v1/auth/mfa/recovery-codes")));

export const useAddPasskey = () =>
  useChange(async () => {
    const { public_key } = await data(api.POST("/api/v1/auth/mfa/passkeys/options"));
    const credential = (await createPasskey(public_key as unknown as PublicKeyCredentialCreationOptionsJSON)) as Record<string, never>;
    return data(api.POST("/api/v1/auth/mfa/passkeys", { body: { credential } }));
  });
export const useRenamePasskey = () =>
  useChange(({ id, name }: { id: string; name: string }) => data(api.PATCH("/api/v1/auth/mfa/passkeys/{id}", { params: { path: { id } }, body: { name } })));
export const useRemovePasskey = () => useChange((id: string) => done(api.DELETE("/api/v1/auth/mfa/passkeys/{id}", { params: { path: { id } } })));
