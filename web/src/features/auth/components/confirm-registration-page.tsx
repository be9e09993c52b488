import { useNavigate, Link } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";
import { cureOf } from "@/api/cures";
import { ApiError, messageOf } from "@/api/problem";
import { Button } from "@/components/button";
import { CodeField, codeOf, isCode } from "@/components/code-field";
import { toast } from "@/lib/toasts";
import { useConfirmRegistration, useResendRegistration } from "../api/registration";
import { keptRegistration, type KeptRegistration } from "../registration";
import { AuthLayout } from "./auth-layout";
import { LinkPage, SignInLink } from "./link-page";

const again = (
  <Button asChild>
    <Link to="/register">Register again</Link>
  </Button>
);

/** Where one waits for the letter, and where its link leads. */
export function ConfirmRegistrationPage() {
  const navigate = useNavigate();
  const confirm = useConfirmRegistration();
  const token = window.location.hash.slice(1);
  const kept = keptRegistration();
  if (token !== "") {
    return (
      <LinkPage
        token={token}
        title="Confirm your e-mail address"
        passwordLabel="The password that you chose"
        run={async (shown) => {
          await confirm.mutateAsync({ ...shown, ...(kept === null ? {} : { registration: kept.registration }) });
          await navigate({ to: "/inbox", replace: true });
        }}
        over={{ lead: "It was used, or replaced by a newer one, or its time is over. If you have an account by now, sign in.", next: again }}
      />
    );
  }
  if (kept === null) {
    return (
      <AuthLayout title="Confirm your e-mail address" lead="Open the link in the letter. This browser knows of no registration that waits." footer={<SignInLink />}>
        {again}
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Confirm your e-mail address" lead={`A letter is on its way to ${kept.email}. Enter its code, or open its link.`} footer={<SignInLink />}>
      <CodeForm kept={kept} />
    </AuthLayout>
  );
}

function CodeForm({ kept }: { kept: KeptRegistration }) {
  const navigate = useNavigate();
  const confirm = useConfirmRegistration();
  const resend = useResendRegistration();
  const [code, setCode] = useState("");
  const [early, setEarly] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setEarly(!isCode(code));
    if (!isCode(code)) return;
    try {
      await confirm.mutateAsync({ registration: kept.registration, code: codeOf(code) });
      await navigate({ to: "/inbox", replace: true });
    } catch {
      // Shown at the field.
    }
  };
  const error = confirm.error;
  const problem = early ? "The code has six digits." : error === null ? undefined : error instanceof ApiError && error.status === 404 ? "This registration is over. Register again." : cureOf(error, "code");
  return (
    <form noValidate aria-label="Code" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <CodeField label="Code" autoFocus value={code} onChange={(event) => setCode(event.target.value)} error={problem} />
      <Button type="submit" variant="primary" busy={confirm.isPending}>
        Confirm the address
      </Button>
      <p className="text-muted">
        Nothing came? Look among the spam, or{" "}
        <button
          type="button"
          disabled={resend.isPending}
          className="font-medium text-accent underline underline-offset-2"
          onClick={() => resend.mutate(kept.registration, { onSuccess: () => toast("A new letter is on its way. The code of the one before is void."), onError: (failed) => toast(messageOf(failed), { tone: "danger" }) })}
        >
          send it again
        </button>
        .
      </p>
    </form>
  );
}
