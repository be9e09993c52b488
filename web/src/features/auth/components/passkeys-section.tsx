import { useQuery } from "@tanstack/react-query";
import { Fingerprint, KeyRound } from "lucide-react";
import { useState } from "react";
import type { Passkey, Protection } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { TextField } from "@/components/field";
import { Section } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import type { Run } from "@/components/step-up";
import { fullDate } from "@/lib/format";
import { passkeyProblem, passkeysWork } from "@/lib/passkeys";
import { toast } from "@/lib/toasts";
import { passkeysQuery, useAddPasskey, useRemovePasskey, useRenamePasskey } from "../api/protection";
import { complain } from "../complain";

export function PasskeysSection({ protection, run, onCodes }: { protection: Protection; run: Run; onCodes: (codes: readonly string[] | null) => void }) {
  const { data: passkeys, error, refetch } = useQuery(passkeysQuery);
  const add = useAddPasskey();
  const works = passkeysWork();
  const addPasskey = async () => {
    try {
      const added = await run(() => add.mutateAsync(undefined));
      toast("The passkey is added.");
      onCodes(added.recovery_codes ?? null);
    } catch (refused) {
      const problem = refused instanceof DOMException ? passkeyProblem(refused) : null;
      if (problem !== null) toast(problem, { tone: "danger" });
      else if (!(refused instanceof DOMException)) complain(refused);
    }
  };
  return (
    <Section
      title="Passkeys"
      description="Sign in with your fingerprint, face or PIN. No other page can ask for a passkey of this one, so none can be phished."
      actions={
        works && (
          <Button busy={add.isPending} icon={<Fingerprint aria-hidden className="size-4" />} onClick={() => void addPasskey()}>
            Add a passkey
          </Button>
        )
      }
    >
      {!works && (
        <p className="mb-3 text-muted">
          Passkeys work at{" "}
          <a className="font-medium text-accent underline underline-offset-2" href={`${protection.passkey_origin}/settings/security`}>
            {protection.passkey_origin}
          </a>
          , and not at this address.
        </p>
      )}
      {passkeys === undefined ? (
        error === null ? (
          <Loading label="Loading passkeys">
            <Skeleton className="h-9 w-64" />
          </Loading>
        ) : (
          <ErrorState error={error} title="The passkeys didn't load" retry={() => void refetch()} />
        )
      ) : passkeys.length === 0 ? (
        <p className="text-muted">There are none yet.</p>
      ) : (
        <ul aria-label="Passkeys" className="border-t">
          {passkeys.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} run={run} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Row({ passkey, run }: { passkey: Passkey; run: Run }) {
  const remove = useRemovePasskey();
  const [renaming, setRenaming] = useState(false);
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-3 border-b py-2">
      <KeyRound aria-hidden className="size-5 shrink-0 text-muted" />
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {passkey.name}
          {passkey.backed_up && <Badge>Synchronised</Badge>}
          {passkey.blocked && <Badge tone="danger">Blocked: it may be copied</Badge>}
        </p>
        <p className="text-xs text-muted">
          Added {fullDate(passkey.created_at)}
          {passkey.used_at != null && (
            <>
              {" · last used "}
              <RelativeTime time={passkey.used_at} />
            </>
          )}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" aria-label={`Rename ${passkey.name}`} onClick={() => setRenaming(true)}>
          Rename
        </Button>
        <Button
          size="sm"
          variant="danger"
          aria-label={`Remove ${passkey.name}`}
          busy={remove.isPending}
          onClick={() =>
            void run(() => remove.mutateAsync(passkey.id)).then(
              () => toast(`${passkey.name} is removed. Remove it on your device as well.`),
              complain,
            )
          }
        >
          Remove
        </Button>
      </div>
      {renaming && <RenameDialog passkey={passkey} onClose={() => setRenaming(false)} />}
    </li>
  );
}

function RenameDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const rename = useRenamePasskey();
  const [name, setName] = useState(passkey.name);
  const empty = name.trim() === "";
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Rename the passkey">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!empty) rename.mutate({ id: passkey.id, name: name.trim() }, { onSuccess: onClose, onError: complain });
        }}
      >
        <TextField label="Name" autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} error={empty ? "Give it a name." : undefined} />
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={rename.isPending}>
            Save name
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
