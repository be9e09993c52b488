import { zodResolver } from "@hookform/resolvers/zod";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Fingerprint } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { messageOf } from "@/api/problem";
import type { SecondFactorRequired } from "@/api/types";
import { Button } from "@/components/button";
import { PasswordField, TextField } from "@/components/field";
import { offersPasskeys, passkeyProblem, passkeysWork } from "@/lib/passkeys";
import { signInWithPasskey, useSignIn } from "../api/sign-in";
import { showErrors } from "../form-errors";
import { signInProblem, waitingIn } from "../sign-in-problems";
import { AuthLayout, FormProblem } from "./auth-layout";
import { OtherWays } from "./provider-buttons";
import { SecondFactorStep } from "./second-factor-step";

const schema = z.object({
  email: z.email("Enter your e-mail address, like name@company.com."),
  password: z.string().min(1, "Enter your password."),
});
type Values = z.infer<typeof schema>;

export function SignInPage() {
  const navigate = useNavigate();
  const { from, problem: led } = useSearch({ strict: false });
  const [waiting, setWaiting] = useState<SecondFactorRequired | null>(() => waitingIn(window.location.hash));
  const [problem, setProblem] = useState<string | null>(() => signInProblem(led));
  const enter = () => void navigate({ href: from ?? "/inbox", replace: true });
  if (waiting !== null) {
    return (
      <AuthLayout
        title="Two-step sign-in"
        lead="The first step is done. Now the second one."
        footer={
          <Button variant="ghost" size="sm" className="-ml-2.5 !text-accent" onClick={() => setWaiting(null)}>
            Sign in as somebody else
          </Button>
        }
      >
        <SecondFactorStep
          waiting={waiting}
          onDone={enter}
          onExpired={(why) => {
            setProblem(why);
            setWaiting(null);
          }}
        />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Sign in"
      lead="Answer your customers from one inbox."
      footer={
        <>
          New here?{" "}
          <Link to="/register" search={from === undefined ? {} : { from }} className="font-medium text-accent underline underline-offset-2">
            Create a workspace
          </Link>
        </>
      }
    >
      <FirstStep from={from} problem={problem} setProblem={setProblem} onAnswer={(second) => (second === null ? enter() : setWaiting(second))} />
    </AuthLayout>
  );
}

interface FirstStepProps {
  from: string | undefined;
  problem: string | null;
  setProblem: (problem: string | null) => void;
  onAnswer: (second: SecondFactorRequired | null) => void;
}

function FirstStep({ from, problem, setProblem, onAnswer }: FirstStepProps) {
  const signIn = useSignIn();
  const [asking, setAsking] = useState(false);
  const { register, handleSubmit, setError, formState } = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { email: "", password: "" } });
  const stopOffering = useOfferedPasskey(onAnswer);
  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      onAnswer(await signIn.mutateAsync(values));
    } catch (error) {
      setProblem(showErrors<Values>(error, ["email", "password"], setError));
    }
  });
  const withPasskey = async () => {
    stopOffering();
    setProblem(null);
    setAsking(true);
    try {
      onAnswer(await signInWithPasskey());
    } catch (error) {
      setProblem(error instanceof DOMException ? passkeyProblem(error) : messageOf(error));
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      <form noValidate aria-label="Sign in" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormProblem text={problem} />
        <TextField label="E-mail" type="email" autoComplete="username webauthn" autoFocus {...register("email")} error={formState.errors.email?.message} />
        <PasswordField label="Password" autoComplete="current-password" {...register("password")} error={formState.errors.password?.message} />
        <Link to="/forgot" className="-mt-1 self-start font-medium text-accent underline underline-offset-2">
          Forgot your password?
        </Link>
        <Button type="submit" variant="primary" busy={formState.isSubmitting} className="mt-1">
          Sign in
        </Button>
      </form>
      {passkeysWork() && (
        <Button className="mt-3 w-full" busy={asking} icon={<Fingerprint aria-hidden className="size-4" />} onClick={() => void withPasskey()}>
          Sign in with a passkey
        </Button>
      )}
      <OtherWays from={from} />
    </>
  );
}

/** Passkeys among what the browser offers in the field for the address. Returns how to stop that, for a browser asks one thing at a time. */
function useOfferedPasskey(onAnswer: (second: SecondFactorRequired | null) => void): () => void {
  const answered = useRef(onAnswer);
  const stop = useRef(new AbortController());
  useEffect(() => {
    answered.current = onAnswer;
  });
  useEffect(() => {
    const offering = new AbortController();
    stop.current = offering;
    void (async () => {
      try {
        if (!(await offersPasskeys()) || offering.signal.aborted) return;
        answered.current(await signInWithPasskey(offering.signal));
      } catch {
        // Nobody asked for it, so nobody is told that it did not work: the button and the password are there.
      }
    })();
    return () => offering.abort();
  }, []);
  return () => stop.current.abort();
}
