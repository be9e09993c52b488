import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ApiError } from "@/api/problem";
import { protectionQuery } from "@/api/queries";
import { passkeyForStepUp, stepUp } from "@/api/step-up";
import type { Protection } from "@/api/types";
import { Dialog } from "./dialog";
import { ProofForm, type ProofKind } from "./proof-form";
import { ErrorState, Loading, Skeleton } from "./states";

/** Somebody was asked for a proof and turned away: nothing to tell them. */
export class TurnedAway extends Error {}

export type Run = <T>(action: () => Promise<T>) => Promise<T>;

interface Question {
  /** Whether only a second factor will do. */
  factor: boolean;
  go: () => void;
  stop: () => void;
}

/** Runs what may need a fresh proof of who one is: asks for it when the server does, and then goes on. */
export function useProof(): { run: Run; question: ReactNode } {
  const client = useQueryClient();
  const [asked, ask] = useState<Question | null>(null);
  const run = async <T,>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      const code = error instanceof ApiError ? error.code : null;
      if (code !== "proof_required" && code !== "factor_required") throw error;
      if (code === "factor_required" && !hasFactor(await client.query(protectionQuery))) throw error;
      await new Promise<void>((go, stop) => ask({ factor: code === "factor_required", go, stop: () => stop(new TurnedAway()) }));
      return action();
    }
  };
  const close = (then: () => void) => {
    ask(null);
    then();
  };
  return { run, question: asked === null ? null : <StepUpDialog factor={asked.factor} onDone={() => close(asked.go)} onClose={() => close(asked.stop)} /> };
}

export const hasFactor = (protection: Protection) => protection.totp != null || protection.passkeys > 0;

/** With what the person can prove who they are; `factor`: by a second factor only. */
export function proofKinds(protection: Protection, factor: boolean): ProofKind[] {
  const kinds: ProofKind[] = [];
  if (protection.totp != null) kinds.push("totp");
  if (protection.passkeys > 0) kinds.push("passkey");
  if (!factor && protection.has_password) kinds.push("password");
  if ((protection.recovery_codes?.left ?? 0) > 0) kinds.push("recovery_code");
  return kinds;
}

function StepUpDialog({ factor, onDone, onClose }: { factor: boolean; onDone: () => void; onClose: () => void }) {
  const { data: protection, error, refetch } = useQuery(protectionQuery);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Confirm that it's you" description="This change needs a fresh proof. It holds for ten minutes.">
      {protection !== undefined ? (
        <ProofForm
          methods={proofKinds(protection, factor)}
          passkey={passkeyForStepUp}
          submit={async (proof) => {
            await stepUp(proof);
            onDone();
          }}
          action="Confirm"
        />
      ) : error === null ? (
        <Loading label="Loading">
          <Skeleton className="h-9 w-full" />
        </Loading>
      ) : (
        <ErrorState error={error} title="This didn't load" retry={() => void refetch()} />
      )}
    </Dialog>
  );
}
