import { Fingerprint } from "lucide-react";
import { useState, type ReactNode } from "react";
import { messageOf } from "@/api/problem";
import type { Proof } from "@/api/step-up";
import type { FactorKind } from "@/api/types";
import { passkeyProblem, passkeysWork } from "@/lib/passkeys";
import { Button } from "./button";
import { PasswordField, TextField } from "./field";

export type ProofKind = FactorKind | "password";

interface ProofFormProps {
  /** The ways that there are, the usual one first. */
  methods: readonly ProofKind[];
  /** Rejects when the proof was not taken. */
  submit: (proof: Proof) => Promise<void>;
  /** Asks the browser for a passkey's signature. */
  passkey: () => Promise<Proof>;
  action: string;
  children?: ReactNode;
}

const SWITCH: Record<ProofKind, string> = {
  totp: "Use the authenticator app",
  passkey: "Use a passkey",
  recovery_code: "Use a recovery code",
  password: "Use the password",
};

/** One way to prove who one is, and the way to the others. */
export function ProofForm({ methods, submit, passkey, action, children }: ProofFormProps) {
  const offered = methods.filter((method) => method !== "passkey" || passkeysWork());
  const [chosen, choose] = useState<ProofKind | undefined>(undefined);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const method = chosen ?? offered[0];
  const attempt = async (proof: () => Promise<Proof>) => {
    setProblem(null);
    setBusy(true);
    try {
      await submit(await proof());
    } catch (error) {
      setText("");
      setProblem(error instanceof DOMException ? passkeyProblem(error) : messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  if (method === undefined) return <p role="alert">Your passkeys don&apos;t work at this address, and there is no other way on your account. Open DealSmart at its usual address.</p>;
  const typed = (): Proof => (method === "password" ? { kind: "password", password: text } : { kind: method === "recovery_code" ? "recovery_code" : "totp", code: text });
  return (
    <form
      noValidate
      aria-label={action}
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (method === "passkey") void attempt(passkey);
        else if (text.trim() === "") setProblem("Enter it first.");
        else void attempt(() => Promise.resolve(typed()));
      }}
    >
      {problem !== null && (
        <p role="alert" className="rounded bg-danger-soft px-3 py-2.5 font-medium text-danger">
          {problem}
        </p>
      )}
      {method === "totp" && (
        <TextField key="totp" label="Code" hint="Six digits, from your authenticator app." inputMode="numeric" autoComplete="one-time-code" maxLength={8} autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      )}
      {method === "recovery_code" && (
        <TextField key="recovery" label="Recovery code" hint="One of the ten that you kept. It works once." autoComplete="off" autoCapitalize="none" spellCheck={false} autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      )}
      {method === "password" && <PasswordField key="password" label="Password" autoComplete="current-password" autoFocus value={text} onChange={(event) => setText(event.target.value)} />}
      {method === "passkey" && <p className="text-muted">Your device asks for your fingerprint, face or PIN.</p>}
      {children}
      <Button type="submit" variant="primary" busy={busy} icon={method === "passkey" ? <Fingerprint aria-hidden className="size-4" /> : undefined}>
        {method === "passkey" ? "Use a passkey" : action}
      </Button>
      {offered.length > 1 && (
        <div className="flex flex-col items-start gap-1">
          {offered
            .filter((other) => other !== method)
            .map((other) => (
              <Button
                key={other}
                variant="ghost"
                size="sm"
                className="-ml-2.5 !text-accent"
                onClick={() => {
                  setText("");
                  setProblem(null);
                  choose(other);
                }}
              >
                {SWITCH[other]}
              </Button>
            ))}
        </div>
      )}
    </form>
  );
}
