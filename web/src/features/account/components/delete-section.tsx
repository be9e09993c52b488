import { useState, type SubmitEvent } from "react";
import { Trash2 } from "lucide-react";
import { cureOf } from "@/api/cures";
import { ApiError } from "@/api/problem";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { PasswordField } from "@/components/field";
import { Section } from "@/components/page";
import { Notice } from "@/components/states";
import { fullDate } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { useDeleteAccount } from "../api/account";

export function DeleteSection() {
  const [open, setOpen] = useState(false);
  return (
    <Section title="Delete account" description="After 14 days nothing brings it back. Until then, signing in does. What you wrote in conversations stays with the workspaces.">
      <Button variant="danger" icon={<Trash2 aria-hidden className="size-4" />} onClick={() => setOpen(true)}>
        Delete account…
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Delete your account?" description="You are signed out on all devices now, and out of all workspaces after 14 days.">
        <DeleteForm close={() => setOpen(false)} />
      </Dialog>
    </Section>
  );
}

function DeleteForm({ close }: { close: () => void }) {
  const remove = useDeleteAccount();
  const [password, setPassword] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (password !== "") remove.mutate(password, { onSuccess: ({ deletes_at }) => toast(`Your account will be deleted on ${fullDate(deletes_at)}. Sign in before to keep it.`, { ms: 10_000 }) });
  };
  const error = remove.error;
  const ofField = error instanceof ApiError && error.fields.password !== undefined;
  return (
    <form noValidate aria-label="Delete account" className="flex flex-col gap-4" onSubmit={submit}>
      {error !== null && !ofField && <Notice tone="danger">{error.message}</Notice>}
      <PasswordField label="Your password" autoComplete="current-password" autoFocus value={password} onChange={(event) => setPassword(event.target.value)} error={ofField ? cureOf(error, "password") : undefined} />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Keep account</Button>
        <Button type="submit" variant="danger" busy={remove.isPending} disabled={password === ""}>
          Delete account
        </Button>
      </div>
    </form>
  );
}
