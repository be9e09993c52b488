import { Link } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";
import { cureOf } from "@/api/cures";
import { ApiError } from "@/api/problem";
import { Button } from "@/components/button";
import { NewPasswordField } from "@/components/new-password-field";
import { PASSWORD_MIN, PASSWORD_SHORT } from "@/lib/password-strength";
import { useResetPassword } from "../api/password";
import { AuthLayout, FormProblem } from "./auth-layout";
import { SignInLink } from "./link-page";

const NOBODY: readonly string[] = [];

/** Where the link of a forgotten password leads. */
export function ResetPage() {
  const reset = useResetPassword();
  const [password, setPassword] = useState("");
  const [early, setEarly] = useState(false);
  const token = window.location.hash.slice(1);
  const error = reset.error;
  if (reset.isSuccess) {
    return (
      <AuthLayout title="Your password is set" lead="All devices were signed out. Sign in with the new password." footer={null}>
        <Button variant="primary" asChild>
          <Link to="/sign-in">Sign in</Link>
        </Button>
      </AuthLayout>
    );
  }
  if (token === "" || (error instanceof ApiError && error.status === 404)) {
    return (
      <AuthLayout title="This link is not good any more" lead="It was used, or its 30 minutes are over. Ask for a new one." footer={<SignInLink />}>
        <Button variant="primary" asChild>
          <Link to="/forgot">Ask for a new link</Link>
        </Button>
      </AuthLayout>
    );
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const short = password.length < PASSWORD_MIN;
    setEarly(short);
    if (!short) reset.mutate({ token, password });
  };
  const ofField = error instanceof ApiError && error.fields.password !== undefined;
  return (
    <AuthLayout title="Set a new password" lead="All devices are signed out then." footer={<SignInLink />}>
      <form noValidate aria-label="Set a new password" onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem text={error === null || ofField ? null : error.message} />
        <NewPasswordField label="New password" autoFocus typed={password} about={NOBODY} value={password} onChange={(event) => setPassword(event.target.value)} error={early ? PASSWORD_SHORT : ofField ? cureOf(error, "password") : undefined} />
        <Button type="submit" variant="primary" busy={reset.isPending}>
          Set the password
        </Button>
      </form>
    </AuthLayout>
  );
}
