import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Link2, QrCode, Unlink } from "lucide-react";
import { ApiError } from "@/api/problem";
import { meQuery } from "@/api/queries";
import type { LinkedIdentity } from "@/api/types";
import { Button } from "@/components/button";
import { Section } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { ErrorState, Loading, Notice, Skeleton } from "@/components/states";
import { useProof, type Run } from "@/components/step-up";
import { fullDate } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { identitiesQuery, providersQuery, useLinkIdentity, useUnlinkIdentity } from "../api/providers";
import { complain } from "../complain";
import { signInProblem } from "../sign-in-problems";

/** One's accounts at providers, and the way to sign in another browser. `here` is the page that shows it: linking comes back to it. */
export function SignInMethods({ here }: { here: string }) {
  const { problem, linked } = useSearch({ strict: false });
  const { data: identities, error, isPending, refetch } = useQuery(identitiesQuery);
  const { run, question } = useProof();
  const words = signInProblem(problem);
  const confined = error instanceof ApiError && error.code === "workspace_session";
  return (
    <>
      {question}
      <Section title="Accounts at providers" description="Sign in with an account that you have elsewhere.">
        <div className="flex flex-col gap-4">
          {words !== null && (
            <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
              {words}
            </p>
          )}
          {linked !== undefined && words === null && <Notice tone="neutral">The account is linked. You can sign in with it from now on.</Notice>}
          {isPending ? (
            <Loading label="Loading your accounts at providers">
              <Skeleton className="h-12 w-full" />
            </Loading>
          ) : confined ? (
            <Notice tone="neutral">{error.message}</Notice>
          ) : error !== null && identities === undefined ? (
            <ErrorState error={error} title="Your accounts at providers didn't load" retry={() => void refetch()} />
          ) : (
            <>
              {identities.length === 0 ? (
                <p className="text-muted">None is linked.</p>
              ) : (
                <ul aria-label="Linked accounts" className="border-t">
                  {identities.map((identity) => (
                    <Linked key={identity.id} identity={identity} run={run} />
                  ))}
                </ul>
              )}
              <More here={here} linked={identities} run={run} />
            </>
          )}
        </div>
      </Section>
      <Section title="Another browser" description="A browser that shows a code can be signed in from here: scan it with this device's camera, or type it.">
        <Button asChild>
          <Link to="/qr">
            <QrCode aria-hidden className="size-4" />
            Enter a code
          </Link>
        </Button>
      </Section>
    </>
  );
}

function Linked({ identity, run }: { identity: LinkedIdentity; run: Run }) {
  const unlink = useUnlinkIdentity();
  return (
    <li className="flex min-h-14 items-center gap-3 border-b py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{identity.label}</p>
        <p className="text-xs break-words text-muted">
          {identity.email ?? identity.issuer} · linked {fullDate(identity.created_at)}
          {identity.used_at != null && (
            <>
              {" "}
              · last used <RelativeTime time={identity.used_at} />
            </>
          )}
        </p>
      </div>
      <Button
        size="sm"
        aria-label={`Unlink ${identity.label}`}
        busy={unlink.isPending}
        icon={<Unlink aria-hidden className="size-4" />}
        onClick={() => void run(() => unlink.mutateAsync(identity.id)).then(() => toast(`${identity.label} is unlinked.`), complain)}
      >
        Unlink
      </Button>
    </li>
  );
}

function More({ here, linked, run }: { here: string; linked: readonly LinkedIdentity[]; run: Run }) {
  const { data: me } = useQuery(meQuery);
  const { data: providers = [] } = useQuery(providersQuery(me?.tenant.slug));
  const link = useLinkIdentity();
  const others = providers.filter((provider) => !linked.some((identity) => identity.label === provider.label));
  if (others.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {others.map((provider) => (
        <Button
          key={provider.id}
          busy={link.isPending && link.variables.provider === provider.id}
          icon={<Link2 aria-hidden className="size-4" />}
          onClick={() => void run(() => link.mutateAsync({ provider: provider.id, from: here })).catch(complain)}
        >
          Link {provider.label}
        </Button>
      ))}
    </div>
  );
}
