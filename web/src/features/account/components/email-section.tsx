import { useState, type SubmitEvent } from "react";
import { BadgeCheck, MailCheck } from "lucide-react";
import { z } from "zod";
import { cureOf } from "@/api/cures";
import { ApiError } from "@/api/problem";
import type { Me } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { PasswordField, TextField } from "@/components/field";
import { Section } from "@/components/page";
import { Notice } from "@/components/states";
import { useChangeEmail } from "../api/account";

export function EmailSection({ me }: { me: Me }) {
  const change = useChangeEmail();
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [early, setEarly] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fits = z.email().safeParse(email.trim()).success;
    setEarly(!fits);
    if (!fits || password === "") return;
    change.mutate(
      { email: email.trim(), password },
      {
        onSuccess: () => {
          setOpen(false);
          setPassword("");
        },
      },
    );
  };
  const error = change.error;
  const field = (name: string) => (error instanceof ApiError && error.fields[name] !== undefined ? cureOf(error, name) : undefined);
  const other = error === null || field("email") !== undefined || field("password") !== undefined ? undefined : error.message;
  return (
    <Section
      title="E-mail address"
      description={
        <span className="flex flex-wrap items-center gap-2">
          <span className="break-all">{me.email}</span>
          {me.email_verified ? (
            <Badge tone="success" icon={<BadgeCheck aria-hidden className="size-3.5" />}>
              Verified
            </Badge>
          ) : (
            <Badge tone="warning">Not verified</Badge>
          )}
        </span>
      }
    >
      {change.isSuccess && !open ? (
        <div className="flex max-w-xl flex-col items-start gap-3">
          <Notice tone="neutral" icon={<MailCheck aria-hidden />}>
            A letter is on its way to {change.variables.email}. Open its link in this browser; until then your address stays as it is.
          </Notice>
          <Button onClick={() => change.reset()}>Use another address</Button>
        </div>
      ) : open ? (
        <form noValidate aria-label="New e-mail address" className="flex max-w-md flex-col items-start gap-4" onSubmit={submit}>
          <TextField className="w-full" label="New e-mail address" type="email" autoComplete="email" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} error={early ? "Enter an e-mail address, like name@company.com." : (field("email") ?? other)} />
          <PasswordField className="w-full" label="Your password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} error={field("password")} />
          <div className="flex gap-2">
            <Button type="submit" variant="primary" busy={change.isPending} disabled={email.trim() === "" || password === ""}>
              Send the letter
            </Button>
            <Button
              onClick={() => {
                setOpen(false);
                change.reset();
              }}
            >
              Cancel
            </Button>
          </div>
        </form>
      ) : (
        <Button onClick={() => setOpen(true)}>Change the address</Button>
      )}
    </Section>
  );
}
