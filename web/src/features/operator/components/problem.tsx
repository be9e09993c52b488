import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import { ApiError, messageOf } from "@/api/problem";
import { protectionQuery } from "@/api/queries";
import { Button } from "@/components/button";
import { EmptyState, ErrorState } from "@/components/states";
import { hasFactor, TurnedAway, useProof } from "@/components/step-up";
import { toast } from "@/lib/toasts";

/** Why a page of this area shows nothing, and the way on. `retry` gives what became of it. */
export function Problem({ error, title, retry }: { error: unknown; title: string; retry: () => Promise<{ error: unknown }> }) {
  if (error instanceof ApiError && error.code === "factor_required") return <FactorWanted retry={retry} />;
  return <ErrorState error={error} title={title} retry={() => void retry()} />;
}

/** Most often: the second factor was shown too long ago. */
function FactorWanted({ retry }: { retry: () => Promise<{ error: unknown }> }) {
  const { run, question } = useProof();
  const { data: protection } = useQuery(protectionQuery);
  const confirm = async () => {
    try {
      await run(async () => {
        const { error } = await retry();
        if (error !== null) throw error instanceof Error ? error : new Error(messageOf(error));
      });
    } catch (problem) {
      if (!(problem instanceof TurnedAway)) toast(messageOf(problem), { tone: "danger" });
    }
  };
  const none = protection !== undefined && !hasFactor(protection);
  return (
    <>
      <EmptyState
        icon={<KeyRound aria-hidden />}
        title={none ? "Set up a second factor" : "Show your second factor"}
        action={
          none ? (
            <Button asChild variant="primary">
              <Link to="/settings/security">Set one up</Link>
            </Button>
          ) : (
            <Button variant="primary" onClick={() => void confirm()}>
              Confirm
            </Button>
          )
        }
      >
        {none ? "The operator's area opens to who signs in with one: an authenticator app, or a passkey." : "Operators show it every twelve hours."}
      </EmptyState>
      {question}
    </>
  );
}
