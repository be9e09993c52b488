import { useState } from "react";
import { ApiError } from "@/api/problem";
import type { SecondFactorRequired } from "@/api/types";
import { ProofForm } from "@/components/proof-form";
import { passkeyForSignIn, verifySecondFactor } from "../api/sign-in";

/** The second step of signing in. */
export function SecondFactorStep({ waiting, onDone, onExpired }: { waiting: SecondFactorRequired; onDone: () => void; onExpired: (why: string) => void }) {
  const [trust, setTrust] = useState(false);
  return (
    <ProofForm
      methods={waiting.methods}
      action="Sign in"
      passkey={() => passkeyForSignIn(waiting.mfa_token)}
      submit={async (proof) => {
        if (proof.kind === "password") return;
        try {
          await verifySecondFactor(waiting.mfa_token, proof, trust);
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== "sign_in_expired") throw error;
          onExpired(error.message);
          return;
        }
        onDone();
      }}
    >
      <label className="flex min-h-9 items-center gap-2.5 max-md:min-h-11">
        <input type="checkbox" className="size-4 accent-accent" checked={trust} onChange={(event) => setTrust(event.target.checked)} />
        Don&apos;t ask again in this browser for 30 days
      </label>
    </ProofForm>
  );
}
