import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { RotateCw, Smartphone } from "lucide-react";
import { useEffect, useState } from "react";
import { session } from "@/api/session";
import type { QrAsked } from "@/api/types";
import { Button } from "@/components/button";
import { ErrorState, Loading, Notice, Skeleton } from "@/components/states";
import { askQr, pollQr } from "../api/qr";
import { waitForDecision, type QrStatus } from "../qr-wait";
import { waitingHash } from "../sign-in-problems";
import { AuthLayout } from "./auth-layout";

/** The desktop's side of signing in by phone: a code, and what becomes of it. */
export function PhoneSignInPage() {
  const { from } = useSearch({ strict: false });
  const ask = useMutation({ mutationFn: askQr, retry: false });
  const { mutate } = ask;
  useEffect(() => mutate(), [mutate]);
  return (
    <AuthLayout
      title="Sign in with your phone"
      lead="Point the camera of a phone that is signed in to DealSmart at this code."
      footer={
        <Link to="/sign-in" search={from === undefined ? {} : { from }} className="font-medium text-accent underline underline-offset-2">
          Other ways to sign in
        </Link>
      }
    >
      {ask.data !== undefined ? (
        <Code key={ask.data.id} asked={ask.data} from={from} renew={() => mutate()} renewing={ask.isPending} />
      ) : ask.error !== null ? (
        <ErrorState error={ask.error} title="There is no code yet" retry={() => mutate()} className="!py-4" />
      ) : (
        <Loading label="Making a code">
          <Skeleton className="mx-auto size-56" />
          <Skeleton className="mx-auto mt-4 h-8 w-44" />
        </Loading>
      )}
    </AuthLayout>
  );
}

const seconds = (until: string) => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1_000));

function Code({ asked, from, renew, renewing }: { asked: QrAsked; from: string | undefined; renew: () => void; renewing: boolean }) {
  const navigate = useNavigate();
  const [status, setStatus] = useState<QrStatus>("pending");
  const [error, setError] = useState<unknown>(null);
  const [left, setLeft] = useState(() => seconds(asked.expires_at));
  useEffect(
    () =>
      waitForDecision(asked, {
        poll: pollQr,
        connect: ({ id }) => new WebSocket(`${window.location.origin.replace(/^http/, "ws")}/api/v1/auth/qr/${id}/live`),
        onStatus: setStatus,
        onApproved: ({ session: signedIn, second_factor }) => {
          if (signedIn != null) {
            session.set(signedIn);
            void navigate({ href: from ?? "/inbox", replace: true });
          } else if (second_factor != null) {
            void navigate({ to: "/sign-in", search: from === undefined ? {} : { from }, hash: waitingHash(second_factor), replace: true });
          }
        },
        onError: setError,
      }),
    [asked, from, navigate],
  );
  useEffect(() => {
    const timer = setInterval(() => setLeft(seconds(asked.expires_at)), 1_000);
    return () => clearInterval(timer);
  }, [asked.expires_at]);

  const over = error !== null || status === "denied" || status === "expired" || status === "used" || (left === 0 && status !== "approved");
  if (over) {
    return (
      <div className="flex flex-col items-stretch gap-4">
        <p role="status" className="font-medium">
          {status === "denied" ? "It was turned down on the phone." : "This code is not good any more."}
        </p>
        <Button variant="primary" busy={renewing} onClick={renew} icon={<RotateCw aria-hidden className="size-4" />}>
          New code
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col items-center">
      <img src={`data:image/svg+xml,${encodeURIComponent(asked.qr)}`} alt={`QR code that leads to ${asked.link}`} className="size-56 rounded bg-white" />
      <p className="mt-4 text-muted">It shows this code there as well:</p>
      <p aria-label="Code" className="font-mono text-2xl font-semibold tracking-widest tabular-nums">
        {asked.user_code}
      </p>
      <div role="status" className="mt-4 w-full">
        {status === "pending" ? (
          <p className="text-center text-muted">Waiting for your phone.</p>
        ) : (
          <Notice tone="neutral" icon={<Smartphone aria-hidden />}>
            {status === "approved" ? "Approved. Signing you in." : "Opened on your phone. Approve it there."}
          </Notice>
        )}
      </div>
      <p className="mt-2 text-xs text-muted tabular-nums">
        Good for {Math.floor(left / 60)}:{String(left % 60).padStart(2, "0")}
      </p>
      <p className="mt-4 text-center text-xs text-muted">
        No camera? On the phone open <span className="font-medium text-text">{new URL(asked.link).host}/qr</span> and type the code.
      </p>
    </div>
  );
}
