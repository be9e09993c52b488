// Proving again who one is, for what the server asks a fresh proof of.
import { askPasskey } from "@/lib/passkeys";
import { api, data } from "./client";
import type { FactorProof } from "./types";

export type Proof = FactorProof | { kind: "password"; password: string };

export async function stepUp(proof: Proof): Promise<void> {
  const body = proof.kind === "password" ? { password: proof.password } : { factor: proof };
  await data(api.POST("/api/v1/auth/step-up", { body }));
}

/** A passkey's signature for {@link stepUp}. */
export async function passkeyForStepUp(): Promise<FactorProof> {
  const { public_key } = await data(api.POST("/api/v1/auth/step-up/passkey"));
  return { kind: "passkey", credential: (await askPasskey(public_key as unknown as PublicKeyCredentialRequestOptionsJSON)) as Record<string, never> };
}
