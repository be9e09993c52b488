import { useEffect, useRef, useState, type SubmitEvent, type ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { ApiError, messageOf } from "@/api/problem";
import { session } from "@/api/session";
import { Button } from "@/components/button";
import { PasswordField } from "@/components/field";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { AuthLayout } from "./auth-layout";

interface Props {
  /** The secret behind the link's `#`. */
  token: string;
  title: string;
  /** Does what the letter is about. */
  run: (shown: { token: string; password?: string }) => Promise<unknown>;
  /** What is shown afterwards; nothing, where `run` leads elsewhere. */
  done?: { title: string; lead: string; next: ReactNode };
  /** What to do when the link is of no use any more. */
  over: { lead: string; next: ReactNode };
  /** Whose password is asked for, in a browser that does not know who opens the link. */
  passwordLabel?: string;
}

type Step = { name: "working" } | { name: "password"; problem: string | null } | { name: "done" } | { name: "over" } | { name: "failed"; error: unknown };

/** Where a letter's link leads: it does its work at once, and asks for the password only where nothing else tells who opened it. */
export function LinkPage({ token, title, run, done, over, passwordLabel = "Your password" }: Props) {
  const [step, setStep] = useState<Step>({ name: "working" });
  const begun = useRef(false);

  const attempt = async (password?: string) => {
    try {
      // Being signed in may be all that is needed; without a server nothing is, and the attempt says so.
      await session.restore().catch(() => null);
      await run(password === undefined ? { token } : { token, password });
      setStep({ name: "done" });
    } catch (error) {
      if (!(error instanceof ApiError)) setStep({ name: "failed", error });
      else if (error.code === "password_needed") setStep({ name: "password", problem: null });
      else if (error.fieldCodes.password !== undefined) setStep({ name: "password", problem: "That is not the password. Check it and try again." });
      else if (error.status === 404 || error.fieldCodes.code !== undefined) setStep({ name: "over" });
      else if (password !== undefined && error.status === 429) setStep({ name: "password", problem: messageOf(error) });
      else setStep({ name: "failed", error });
    }
  };
  useEffect(() => {
    // Once, also where effects run twice: the link works once.
    if (begun.current) return;
    begun.current = true;
    void attempt();
  });

  switch (step.name) {
    case "working":
      return (
        <AuthLayout title={title} lead="One moment." footer={<SignInLink />}>
          <Loading label={title}>
            <Skeleton className="h-9 w-full" />
          </Loading>
        </AuthLayout>
      );
    case "password":
      return (
        <AuthLayout title={title} lead="This browser doesn't know you. Enter the password of the account, so that it is certain whose it is." footer={<SignInLink />}>
          <PasswordForm label={passwordLabel} problem={step.problem} submit={attempt} />
        </AuthLayout>
      );
    case "over":
      return (
        <AuthLayout title="This link is not good any more" lead={over.lead} footer={<SignInLink />}>
          {over.next}
        </AuthLayout>
      );
    case "failed":
      return (
        <AuthLayout title={title} lead="It didn't work." footer={<SignInLink />}>
          <ErrorState
            error={step.error}
            title="The link is still good"
            retry={() => {
              setStep({ name: "working" });
              void attempt();
            }}
          />
        </AuthLayout>
      );
    case "done":
      return (
        <AuthLayout title={done?.title ?? title} lead={done?.lead ?? "One moment."} footer={<SignInLink />}>
          {done?.next}
        </AuthLayout>
      );
  }
}

function PasswordForm({ label, problem, submit }: { label: string; problem: string | null; submit: (password: string) => Promise<void> }) {
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (password === "") return;
    setBusy(true);
    await submit(password);
    setBusy(false);
  };
  return (
    <form noValidate aria-label="Password" onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-4">
      <PasswordField label={label} autoComplete="current-password" autoFocus value={password} onChange={(event) => setPassword(event.target.value)} error={problem ?? undefined} />
      <Button type="submit" variant="primary" busy={busy} disabled={password === ""}>
        Go on
      </Button>
    </form>
  );
}

export function SignInLink() {
  return (
    <Link to="/sign-in" className="font-medium text-accent underline underline-offset-2">
      To the sign-in
    </Link>
  );
}
