import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { protectionQuery } from "@/api/queries";
import type { Protection } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Page, PageHeader, Section } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { ErrorState, Loading, Notice, Skeleton } from "@/components/states";
import { hasFactor, useProof, type Run } from "@/components/step-up";
import { fullDate } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { useRemoveTotp, useRenewRecoveryCodes } from "../api/protection";
import { complain } from "../complain";
import { PasskeysSection } from "./passkeys-section";
import { RecoveryCodes } from "./recovery-codes";
import { TotpSetup } from "./totp-setup";

/** How one's own sign-in is protected. */
export function SecurityPage() {
  const { data: protection, error, refetch } = useQuery(protectionQuery);
  const { run, question } = useProof();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <Page>
      <PageHeader title="Security" />
      {question}
      <Dialog open={codes !== null} onOpenChange={(open) => !open && setCodes(null)} title="Keep your recovery codes">
        <RecoveryCodes codes={codes ?? []} onKept={() => setCodes(null)} />
      </Dialog>
      {protection === undefined ? (
        error === null ? (
          <Loading label="Loading how you sign in">
            {[0, 1, 2].map((row) => (
              <div key={row} className="flex flex-col gap-3 border-b px-4 py-6 md:px-6">
                <Skeleton className="h-4 w-40" />
                <Skeleton className="h-9 w-64" />
              </div>
            ))}
          </Loading>
        ) : (
          <ErrorState error={error} title="How you sign in didn't load" retry={() => void refetch()} />
        )
      ) : (
        <div>
          <Standing protection={protection} />
          <AppSection protection={protection} run={run} onCodes={setCodes} />
          <PasskeysSection protection={protection} run={run} onCodes={setCodes} />
          {hasFactor(protection) && <CodesSection protection={protection} run={run} onCodes={setCodes} />}
          <Section title="Trusted browsers" description="Browsers in which you asked not to be asked again for 30 days.">
            <Button asChild>
              <Link to="/settings/devices">See devices and trusted browsers</Link>
            </Button>
          </Section>
        </div>
      )}
    </Page>
  );
}

function Standing({ protection }: { protection: Protection }) {
  const on = hasFactor(protection);
  return (
    <div className="px-4 pt-5 md:px-6">
      <div className="max-w-5xl">
        <Notice tone={on ? "neutral" : "warning"} icon={on ? <ShieldCheck aria-hidden /> : <ShieldAlert aria-hidden />}>
          <p className="font-medium">{on ? "Two-step sign-in is on" : "Two-step sign-in is off"}</p>
          <p className="text-muted">
            {on ? "Your password alone lets nobody in." : "Whoever learns your password is in. Add an authenticator app or a passkey."}
            {protection.required && " This workspace requires it."}
          </p>
        </Notice>
      </div>
    </div>
  );
}

interface PartProps {
  protection: Protection;
  run: Run;
  onCodes: (codes: readonly string[] | null) => void;
}

function AppSection({ protection, run, onCodes }: PartProps) {
  const [open, setOpen] = useState(false);
  const remove = useRemoveTotp();
  const { totp } = protection;
  return (
    <Section
      title="Authenticator app"
      description="An app on your phone shows a code of six digits, a new one every thirty seconds."
      actions={
        totp == null ? (
          <Button onClick={() => setOpen(true)}>Set up</Button>
        ) : (
          <Button
            variant="danger"
            busy={remove.isPending}
            onClick={() =>
              void run(() => remove.mutateAsync(undefined)).then(
                () => toast("The authenticator app is removed."),
                complain,
              )
            }
          >
            Remove
          </Button>
        )
      }
    >
      {totp != null && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone="success">On</Badge>
          <span className="text-muted">
            Since {fullDate(totp.confirmed_at)}
            {totp.used_at != null && (
              <>
                {" · last used "}
                <RelativeTime time={totp.used_at} />
              </>
            )}
          </span>
        </p>
      )}
      <Dialog open={open} onOpenChange={setOpen} title="Set up an authenticator app">
        <TotpSetup
          run={run}
          onDone={(codes) => {
            setOpen(false);
            toast("The authenticator app is set up.");
            onCodes(codes);
          }}
        />
      </Dialog>
    </Section>
  );
}

function CodesSection({ protection, run, onCodes }: PartProps) {
  const renew = useRenewRecoveryCodes();
  const codes = protection.recovery_codes;
  const left = codes?.left ?? 0;
  return (
    <Section
      title="Recovery codes"
      description="For the day when your phone or passkey is lost. New codes replace the ones before."
      actions={
        <Button
          busy={renew.isPending}
          onClick={() =>
            void run(() => renew.mutateAsync(undefined)).then(
              (renewed) => onCodes(renewed.codes),
              complain,
            )
          }
        >
          Make new codes
        </Button>
      }
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={left > 2 ? "success" : "warning"}>
          {left} of {codes?.of ?? 0} left
        </Badge>
        {codes != null && <span className="text-muted">Made {fullDate(codes.created_at)}</span>}
      </p>
    </Section>
  );
}
