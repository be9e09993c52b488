import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { ApiError, messageOf } from "@/api/problem";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { TextField } from "@/components/field";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import type { Run } from "@/components/step-up";
import { beginTotp, useConfirmTotp } from "../api/protection";

/** Scan, type what the app shows, done. `run` asks for a proof of who one is where the server wants one. */
export function TotpSetup({ run, onDone }: { run: Run; onDone: (recoveryCodes: readonly string[] | null) => void }) {
  // A secret is begun once for each time that this is opened, and kept nowhere.
  const { data: setup, error, refetch } = useQuery({ queryKey: ["totp-setup"], queryFn: () => run(beginTotp), gcTime: 0, staleTime: Infinity, retry: false });
  const confirm = useConfirmTotp();
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  if (error !== null) return <ErrorState error={error} title="The set-up didn't begin" retry={() => void refetch()} />;
  if (setup === undefined) {
    return (
      <Loading label="Beginning the set-up">
        <Skeleton className="mx-auto size-48" />
      </Loading>
    );
  }
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!/^\d{6}$/.test(code.replaceAll(" ", ""))) {
      setProblem("Enter the six digits that the app shows.");
      return;
    }
    setProblem(undefined);
    try {
      const added = await run(() => confirm.mutateAsync(code));
      onDone(added.recovery_codes ?? null);
    } catch (refused) {
      setCode("");
      setProblem(refused instanceof ApiError && refused.fields.code !== undefined ? "That's not the code of now. Wait for the next one; is your phone's clock right?" : messageOf(refused));
    }
  };
  return (
    <form noValidate aria-label="Authenticator app" className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <p className="text-muted">Scan this with an authenticator app: Google Authenticator, 1Password, Aegis or any other.</p>
      <img src={setup.qr} alt="QR code for the authenticator app" className="mx-auto size-48 rounded bg-[white]" />
      <details>
        <summary className="w-fit cursor-pointer rounded font-medium text-accent">Can&apos;t scan it? Type the key</summary>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <code aria-label="Key" className="rounded bg-raised px-2 py-1 break-all">
            {setup.secret.match(/.{1,4}/g)?.join(" ")}
          </code>
          <CopyButton text={setup.secret} label="Copy key" />
        </div>
      </details>
      <TextField label="Code" hint="What the app shows now." inputMode="numeric" autoComplete="one-time-code" maxLength={8} value={code} onChange={(event) => setCode(event.target.value)} error={problem} />
      <Button type="submit" variant="primary" busy={confirm.isPending}>
        Turn on
      </Button>
    </form>
  );
}
