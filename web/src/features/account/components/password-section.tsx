import { useState, type SubmitEvent } from "react";
import { cureOf } from "@/api/cures";
import { ApiError } from "@/api/problem";
import type { Me } from "@/api/types";
import { Button } from "@/components/button";
import { PasswordField } from "@/components/field";
import { NewPasswordField } from "@/components/new-password-field";
import { Section } from "@/components/page";
import { PASSWORD_MIN, PASSWORD_SHORT } from "@/lib/password-strength";
import { toast } from "@/lib/toasts";
import { useChangePassword } from "../api/account";

export function PasswordSection({ me }: { me: Me }) {
  const change = useChangePassword();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [early, setEarly] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const short = password.length < PASSWORD_MIN;
    setEarly(short);
    if (short || current === "") return;
    change.mutate(
      { current_password: current, password },
      {
        onSuccess: () => {
          setCurrent("");
          setPassword("");
          toast("Your password is changed. Other devices were signed out.");
        },
      },
    );
  };
  const error = change.error;
  const field = (name: string) => (error instanceof ApiError && error.fields[name] !== undefined ? cureOf(error, name) : undefined);
  const other = error === null || field("password") !== undefined || field("current_password") !== undefined ? undefined : error.message;
  return (
    <Section title="Password" description="Changing it signs out all other devices.">
      <form noValidate aria-label="Password" className="flex max-w-md flex-col gap-4" onSubmit={submit}>
        {/* Password managers want to know whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
        <PasswordField label="Current password" autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} error={field("current_password") ?? other} />
        <NewPasswordField label="New password" typed={password} about={[me.name, me.email, me.tenant.name]} value={password} onChange={(event) => setPassword(event.target.value)} error={early ? PASSWORD_SHORT : field("password")} />
        <Button type="submit" variant="primary" className="self-start" busy={change.isPending} disabled={current === "" || password === ""}>
          Change password
        </Button>
      </form>
    </Section>
  );
}
