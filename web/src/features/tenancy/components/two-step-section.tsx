import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { messageOf } from "@/api/problem";
import { protectionQuery, tenantQuery } from "@/api/queries";
import { Section } from "@/components/page";
import { Skeleton } from "@/components/states";
import { hasFactor, TurnedAway, useProof } from "@/components/step-up";
import { SwitchField } from "@/components/switch";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useRequireTwoStep } from "../api/tenant";

/** Whether members need a second factor to come in. */
export function TwoStepSection() {
  const { data: tenant } = useQuery(tenantQuery);
  const { data: protection } = useQuery(protectionQuery);
  const canWrite = useCan("tenant:write");
  const require = useRequireTwoStep();
  const { run, question } = useProof();
  const without = protection !== undefined && !hasFactor(protection);
  const change = async (required: boolean) => {
    try {
      await run(() => require.mutateAsync(required));
      toast(required ? "Two-step sign-in is required now. Members without it are asked to set it up." : "Two-step sign-in is left to each member now.");
    } catch (error) {
      if (!(error instanceof TurnedAway)) toast(messageOf(error), { tone: "danger" });
    }
  };
  return (
    <Section title="Two-step sign-in" description="Beside the password, something that only the member has: an authenticator app or a passkey.">
      {question}
      {tenant === undefined ? (
        <Skeleton className="h-9 max-w-md" />
      ) : (
        <SwitchField
          label="Require it of every member"
          hint={
            canWrite && without ? (
              <>
                First{" "}
                <Link to="/settings/security" className="font-medium text-accent underline underline-offset-2">
                  set it up for yourself
                </Link>
                .
              </>
            ) : (
              "Who has none is out at once, and led to set it up."
            )
          }
          checked={tenant.mfa_required}
          disabled={!canWrite || without || require.isPending}
          onChange={(required) => void change(required)}
        />
      )}
    </Section>
  );
}
