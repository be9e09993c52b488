import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Check, Clock, Laptop, MapPin, TriangleAlert, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { ApiError, messageOf } from "@/api/problem";
import type { QrRequest } from "@/api/types";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { PlacesNote } from "@/components/places-note";
import { RelativeTime } from "@/components/relative-time";
import { ErrorState, Loading, Notice, Skeleton } from "@/components/states";
import { placeWords } from "@/lib/places";
import { scanQuery, useDecideQr } from "../api/qr";
import { AuthLayout, FormProblem } from "./auth-layout";

const toApp = (
  <Link to="/inbox" className="font-medium text-accent underline underline-offset-2">
    To the inbox
  </Link>
);

/** The phone's side, come by the code's link: who asks, and yes or no. */
export function QrApprovePage() {
  const { requestId } = useParams({ strict: false });
  return <Request what={{ id: requestId ?? "" }} />;
}

/** The phone's side, with a code that is typed. */
export function QrCodePage() {
  const [typed, setTyped] = useState("");
  const [code, setCode] = useState<string | null>(null);
  if (code !== null) return <Request key={code} what={{ user_code: code }} again={() => setCode(null)} />;
  return (
    <AuthLayout title="Sign in another browser" lead="Type the code that it shows." footer={toApp}>
      <form
        aria-label="Code"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== "") setCode(typed.trim());
        }}
      >
        <TextField label="Code" hint="Eight letters, such as BCDF-GHJK." autoFocus autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={20} value={typed} onChange={(event) => setTyped(event.target.value.toUpperCase())} />
        <Button type="submit" variant="primary" disabled={typed.trim() === ""}>
          Show who asks
        </Button>
      </form>
    </AuthLayout>
  );
}

function Request({ what, again }: { what: { id: string } | { user_code: string }; again?: () => void }) {
  const { data: request, error, refetch } = useQuery(scanQuery(what));
  if (error !== null) {
    const gone = error instanceof ApiError && (error.status === 404 || error.status === 422);
    return (
      <AuthLayout title={gone ? "There is no such code" : "Sign in another browser"} lead={gone ? "Codes are good for two minutes, and once. Check it, or ask for a new one on the other screen." : "One moment."} footer={toApp}>
        {again !== undefined ? (
          <div className="flex flex-col gap-4">
            {!gone && <FormProblem text={messageOf(error)} />}
            <Button onClick={again}>Type it again</Button>
          </div>
        ) : gone ? null : (
          <ErrorState error={error} title="The request didn't load" retry={() => void refetch()} className="!py-4" />
        )}
      </AuthLayout>
    );
  }
  if (request === undefined) {
    return (
      <AuthLayout title="Sign in another browser?" lead="One moment." footer={toApp}>
        <Loading label="Loading who asks">
          <Skeleton className="mb-3 h-10 w-full" />
          <Skeleton className="mb-3 h-10 w-full" />
          <Skeleton className="h-10 w-full" />
        </Loading>
      </AuthLayout>
    );
  }
  return <Decision request={request} />;
}

function Decision({ request }: { request: QrRequest }) {
  const decide = useDecideQr(request.id);
  if (decide.isSuccess) {
    const approved = decide.variables === "approve";
    return (
      <AuthLayout title={approved ? "Signed in" : "Turned down"} lead={approved ? `${request.browser} is signed in as you. You see it among your devices, and can end it there.` : "Nobody was signed in."} footer={approved ? <DevicesLink /> : toApp}>
        {null}
      </AuthLayout>
    );
  }
  const gone = decide.error instanceof ApiError && decide.error.status === 404;
  return (
    <AuthLayout title="Sign in another browser?" lead="It will be signed in as you." footer={toApp}>
      <FormProblem text={decide.error === null ? null : gone ? "This request is over, or somebody else has opened it." : messageOf(decide.error)} />
      <p className="mt-2 text-muted">The other screen must show this code:</p>
      <p aria-label="Code" className="mb-4 font-mono text-2xl font-semibold tracking-widest tabular-nums">
        {request.user_code}
      </p>
      <dl className="mb-5 border-t">
        <Fact icon={<Laptop aria-hidden className="size-4" />} name="Browser">
          {request.browser}
        </Fact>
        <Fact icon={<MapPin aria-hidden className="size-4" />} name="Place">
          {placeWords(request.place, request.address)}
        </Fact>
        <Fact icon={<Clock aria-hidden className="size-4" />} name="Asked">
          <RelativeTime time={request.asked_at} />
        </Fact>
      </dl>
      <Notice tone="warning" icon={<TriangleAlert aria-hidden />}>
        Approve only what you have just begun yourself, on a screen before you. Whoever sent you a link or a code wants your account.
      </Notice>
      <div className="mt-5 grid grid-cols-2 gap-3">
        <Button variant="danger" className="!h-11" disabled={decide.isPending || gone} onClick={() => decide.mutate("deny")} icon={<X aria-hidden className="size-4" />}>
          Deny
        </Button>
        <Button variant="primary" className="!h-11" busy={decide.isPending} disabled={gone} onClick={() => decide.mutate("approve")} icon={<Check aria-hidden className="size-4" />}>
          Approve
        </Button>
      </div>
      <PlacesNote places={[request.place]} />
    </AuthLayout>
  );
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-11 items-center gap-3 border-b py-2">
      <dt className="flex w-24 shrink-0 items-center gap-2 text-muted">
        {icon}
        {name}
      </dt>
      <dd className="min-w-0 font-medium break-words">{children}</dd>
    </div>
  );
}

function DevicesLink() {
  return (
    <Link to="/settings/devices" className="font-medium text-accent underline underline-offset-2">
      To your devices
    </Link>
  );
}
