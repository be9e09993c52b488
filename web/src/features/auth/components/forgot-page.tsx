import { useState, type SubmitEvent } from "react";
import { MailCheck } from "lucide-react";
import { z } from "zod";
import { cureOf } from "@/api/cures";
import { ApiError } from "@/api/problem";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { Notice } from "@/components/states";
import { useForgotPassword } from "../api/password";
import { AuthLayout, FormProblem } from "./auth-layout";
import { SignInLink } from "./link-page";

export function ForgotPage() {
  const ask = useForgotPassword();
  const [email, setEmail] = useState("");
  const [early, setEarly] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fits = z.email().safeParse(email.trim()).success;
    setEarly(!fits);
    if (fits) ask.mutate(email.trim());
  };
  if (ask.isSuccess) {
    return (
      <AuthLayout title="Look into your mailbox" lead={`If ${ask.variables} has an account, a letter is on its way.`} footer={<SignInLink />}>
        <div className="flex flex-col gap-4">
          <Notice tone="neutral" icon={<MailCheck aria-hidden />}>
            Its link works once, for 30 minutes. Nothing there? Look among the spam, and check the address.
          </Notice>
          <Button onClick={() => ask.reset()}>Use another address</Button>
        </div>
      </AuthLayout>
    );
  }
  const error = ask.error;
  const ofField = error instanceof ApiError && error.fields.email !== undefined;
  return (
    <AuthLayout title="Forgot your password?" lead="Enter your e-mail address. We send you a link that sets a new one." footer={<SignInLink />}>
      <form noValidate aria-label="Forgotten password" onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem text={error === null || ofField ? null : error.message} />
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={early ? "Enter your e-mail address, like name@company.com." : ofField ? cureOf(error, "email") : undefined}
        />
        <Button type="submit" variant="primary" busy={ask.isPending}>
          Send the link
        </Button>
      </form>
    </AuthLayout>
  );
}
