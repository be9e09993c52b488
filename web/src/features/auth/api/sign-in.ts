import { useMutation } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { session } from "@/api/session";
import type { Proof } from "@/api/step-up";
import type { FactorProof, SecondFactorRequired, Session } from "@/api/types";
import { askPasskey } from "@/lib/passkeys";

/** The second factor that the sign-in waits for; null when one is in. */
function settle(answer: Session | SecondFactorRequired): SecondFactorRequired | null {
  if ("mfa_required" in answer) return answer;
  session.set(answer);
  return null;
}

export function useSignIn() {
  return useMutation({
    mutationFn: async (body: { email: string; password: string }) => settle(await data(api.POST("/api/v1/auth/login", { body }))),
  });
}

const asJson = (options: unknown) => options as PublicKeyCredentialRequestOptionsJSON;

/** Signs in with a passkey; `offered`: one that is chosen in the field for the address, if any is. */
export async function signInWithPasskey(offered?: AbortSignal): Promise<SecondFactorRequired | null> {
  const { public_key } = await data(api.POST("/api/v1/auth/login/passkey/options"));
  const credential = (await askPasskey(asJson(public_key), offered)) as Record<string, never>;
  return settle(await data(api.POST("/api/v1/auth/login/passkey", { body: { credential } })));
}

/** A passkey's signature for the second step. */
export async function passkeyForSignIn(mfaToken: string): Promise<Proof> {
  const { public_key } = await data(api.POST("/api/v1/auth/mfa/verify/passkey", { body: { mfa_token: mfaToken } }));
  return { kind: "passkey", credential: (await askPasskey(asJson(public_key))) as Record<string, never> };
}

export async function verifySecondFactor(mfaToken: string, proof: FactorProof, trustBrowser: boolean): Promise<void> {
  session.set(await data(api.POST("/api/v1/auth/mfa/verify", { body: { mfa_token: mfaToken, proof, trust_browser: trustBrowser } })));
}
