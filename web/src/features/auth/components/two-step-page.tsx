import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Fingerprint, Smartphone } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api/problem";
import { protectionQuery, workspacesQuery } from "@/api/queries";
import { session } from "@/api/session";
import { signOut } from "@/api/sign-out";
import { passkeyForStepUp, stepUp } from "@/api/step-up";
import { switchWorkspace } from "@/api/switch-workspace";
import { Button } from "@/components/button";
import { ProofForm } from "@/components/proof-form";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { proofKinds, TurnedAway, useProof } from "@/components/step-up";
import { passkeyProblem, passkeysWork } from "@/lib/passkeys";
import { useAddPasskey } from "../api/protection";
import { AuthLayout, FormProblem } from "./auth-layout";
import { RecoveryCodes } from "./recovery-codes";
import { TotpSetup } from "./totp-setup";

/** Where a workspace that requires two-step sign-in leads whoever has not shown a second factor. */
export function TwoStepPage() {
  const navigate = useNavigate();
  const { from } = useSearch({ strict: false });
  const { data: protection, error, refetch } = useQuery(protectionQuery);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const workspace = session.current?.tenant.name ?? "This workspace";
  const enter = async () => {
    await session.refresh();
    await navigate({ href: from ?? "/inbox", replace: true });
  };
  const footer = <Elsewhere />;
  if (codes !== null) {
    return (
      <AuthLayout title="Keep your recovery codes" lead="Two-step sign-in is on." footer={footer}>
        <RecoveryCodes codes={codes} onKept={() => void enter()} />
      </AuthLayout>
    );
  }
  if (protection === undefined) {
    return (
      <AuthLayout title="Two-step sign-in" lead="One moment." footer={footer}>
        {error === null ? (
          <Loading label="Loading">
            <Skeleton className="h-9 w-full" />
          </Loading>
        ) : (
          <ErrorState error={error} title="This didn't load" retry={() => void refetch()} />
        )}
      </AuthLayout>
    );
  }
  if (protection.mfa === "second_factor_required") {
    return (
      <AuthLayout title="Confirm with your second factor" lead={`${workspace} requires two-step sign-in, and this session has not had its second step.`} footer={footer}>
        <ProofForm
          methods={proofKinds(protection, true)}
          action="Continue"
          passkey={passkeyForStepUp}
          submit={async (proof) => {
            await stepUp(proof);
            await enter();
          }}
        />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Set up two-step sign-in" lead={`${workspace} requires it: beside your password, something that only you have. It takes a minute.`} footer={footer}>
      <Enrolment onDone={(recovery) => (recovery === null ? void enter() : setCodes(recovery))} />
    </AuthLayout>
  );
}

function Enrolment({ onDone }: { onDone: (recoveryCodes: readonly string[] | null) => void }) {
  const { run, question } = useProof();
  const [withApp, setWithApp] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const add = useAddPasskey();
  const addPasskey = async () => {
    setProblem(null);
    try {
      onDone((await run(() => add.mutateAsync(undefined))).recovery_codes ?? null);
    } catch (refused) {
      if (!(refused instanceof TurnedAway)) setProblem(refused instanceof DOMException ? passkeyProblem(refused) : messageOf(refused));
    }
  };
  return (
    <>
      {question}
      {withApp ? (
        <div className="flex flex-col gap-3">
          <TotpSetup run={run} onDone={onDone} />
          <Button variant="ghost" onClick={() => setWithApp(false)}>
            Choose another way
          </Button>
        </div>
      ) : (
        <div className="flex flex-col gap-3">
          <FormProblem text={problem} />
          {passkeysWork() && (
            <Button variant="primary" busy={add.isPending} icon={<Fingerprint aria-hidden className="size-4" />} onClick={() => void addPasskey()}>
              Add a passkey
            </Button>
          )}
          <Button variant={passkeysWork() ? "secondary" : "primary"} icon={<Smartphone aria-hidden className="size-4" />} onClick={() => setWithApp(true)}>
            Use an authenticator app
          </Button>
          <p className="text-xs text-muted">A passkey is your fingerprint, face or PIN on this device. An authenticator app shows a code on your phone.</p>
        </div>
      )}
    </>
  );
}

/** Nobody is caught here: other workspaces of theirs, and the way out. */
function Elsewhere() {
  const { data } = useQuery(workspacesQuery);
  const others = (data ?? []).filter(({ tenant }) => tenant.id !== session.current?.tenant.id);
  return (
    <span className="flex flex-wrap gap-2">
      {others.map(({ tenant }) => (
        <Button key={tenant.id} size="sm" onClick={() => void switchWorkspace(tenant.id)}>
          Go to {tenant.name}
        </Button>
      ))}
      <Button size="sm" variant="ghost" onClick={() => void signOut()}>
        Sign out
      </Button>
    </span>
  );
}
