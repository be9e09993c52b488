import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";
import { cureOf } from "@/api/cures";
import { ApiError, messageOf } from "@/api/problem";
import { useResendVerification, useVerifyEmail } from "@/api/verification";
import { Button } from "@/components/button";
import { CodeField, codeOf, isCode } from "@/components/code-field";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { toast } from "@/lib/toasts";
import { signedInQuery } from "../api/invitation";
import { AuthLayout } from "./auth-layout";
import { LinkPage, SignInLink } from "./link-page";

const TITLE = "Verify your e-mail address";
const toInbox = (
  <Button variant="primary" asChild>
    <Link to="/inbox">Open the inbox</Link>
  </Button>
);

/** Where the code of the letter is entered, and where its link leads. */
export function VerifyPage() {
  const verify = useVerifyEmail();
  const token = window.location.hash.slice(1);
  const { data: email, error, isPending, refetch } = useQuery({ ...signedInQuery, enabled: token === "" });
  if (token !== "") {
    return (
      <LinkPage
        token={token}
        title={TITLE}
        run={(shown) => verify.mutateAsync(shown)}
        done={{ title: "Your address is verified", lead: "Thank you. Letters about your account reach you.", next: toInbox }}
        over={{ lead: "It was used, or replaced by a newer one, or its time is over. If your address is not verified yet, ask for a new letter.", next: toInbox }}
      />
    );
  }
  if (isPending) {
    return (
      <AuthLayout title={TITLE} lead="One moment." footer={<SignInLink />}>
        <Loading label="Looking who is signed in">
          <Skeleton className="h-9 w-full" />
        </Loading>
      </AuthLayout>
    );
  }
  if (error !== null || email == null) {
    return (
      <AuthLayout title={TITLE} lead="Sign in first, then enter the code." footer={<SignInLink />}>
        {error !== null ? (
          <ErrorState error={error} title="The server didn't answer" retry={() => void refetch()} />
        ) : (
          <Button variant="primary" asChild>
            <Link to="/sign-in" search={{ from: "/verify" }}>
              Sign in
            </Link>
          </Button>
        )}
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title={TITLE}
      lead={`Enter the code of the newest letter to ${email}.`}
      footer={
        <Link to="/inbox" className="font-medium text-accent underline underline-offset-2">
          Later
        </Link>
      }
    >
      <CodeForm />
    </AuthLayout>
  );
}

function CodeForm() {
  const navigate = useNavigate();
  const verify = useVerifyEmail();
  const resend = useResendVerification();
  const [code, setCode] = useState("");
  const [early, setEarly] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setEarly(!isCode(code));
    if (!isCode(code)) return;
    verify.mutate(
      { code: codeOf(code) },
      {
        onSuccess: () => {
          toast("Your e-mail address is verified.");
          void navigate({ to: "/inbox", replace: true });
        },
      },
    );
  };
  const again = () =>
    resend.mutate(undefined, {
      onSuccess: () => toast("A new letter is on its way. The code of the one before is void."),
      onError: (failed) => {
        if (failed instanceof ApiError && failed.code === "verified_already") void navigate({ to: "/inbox", replace: true });
        else toast(messageOf(failed), { tone: "danger" });
      },
    });
  return (
    <form noValidate aria-label="Code" onSubmit={submit} className="flex flex-col gap-4">
      <CodeField label="Code" autoFocus value={code} onChange={(event) => setCode(event.target.value)} error={early ? "The code has six digits." : verify.error === null ? undefined : cureOf(verify.error, "code")} />
      <Button type="submit" variant="primary" busy={verify.isPending}>
        Verify the address
      </Button>
      <p className="text-muted">
        Nothing came? Look among the spam, or{" "}
        <button type="button" disabled={resend.isPending} className="font-medium text-accent underline underline-offset-2" onClick={again}>
          send it again
        </button>
        .
      </p>
    </form>
  );
}
