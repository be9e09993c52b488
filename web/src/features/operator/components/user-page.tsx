import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Ban, ChevronLeft } from "lucide-react";
import { useState } from "react";
import type { InstallationUserDetail } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Page, PageHeader, Section } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { Loading, Notice, Skeleton } from "@/components/states";
import { exactTime, fullDate, plural } from "@/lib/format";
import { useMe } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useActOnUser, userQuery, type UserAction } from "../api/users";
import { Problem } from "./problem";
import { ReasonDialog } from "./reason-dialog";

export function UserPage() {
  const { userId } = useParams({ from: "/operator/users/$userId" });
  const { data: user, error, refetch } = useQuery(userQuery(userId));
  return (
    <Page>
      <PageHeader
        title={user?.name ?? "User"}
        back={
          <Link to="/operator/users" aria-label="All users" className="-ml-2 inline-flex size-8 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-text max-md:size-10">
            <ChevronLeft aria-hidden className="size-5" />
          </Link>
        }
      >
        {user?.operator_since != null && <Badge tone="accent">Operator</Badge>}
        {user?.suspension != null && <Badge tone="danger">Suspended</Badge>}
      </PageHeader>
      {user !== undefined ? (
        <>
          <About user={user} />
          <Places user={user} />
          <Sessions user={user} />
          <Actions user={user} />
        </>
      ) : error !== null ? (
        <Problem error={error} title="The user didn't load" retry={refetch} />
      ) : (
        <Loading label="Loading the user">
          <div className="flex w-full max-w-5xl flex-col gap-6 px-4 py-6 md:px-6">
            <Skeleton className="h-24" />
            <Skeleton className="h-40" />
            <Skeleton className="h-40" />
          </div>
        </Loading>
      )}
    </Page>
  );
}

function About({ user }: { user: InstallationUserDetail }) {
  return (
    <Section title="About them">
      {user.suspension != null && (
        <div className="mb-4">
          <Notice tone="danger" icon={<Ban aria-hidden />}>
            Suspended by {user.suspension.by ?? "an operator"} on {exactTime(user.suspension.since)}: {user.suspension.reason}
          </Notice>
        </div>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 [&_dd]:break-words [&_dt]:text-muted">
        <dt>E-mail</dt>
        <dd>{user.email}</dd>
        <dt>Since</dt>
        <dd>{fullDate(user.created_at)}</dd>
        {user.operator_since != null && (
          <>
            <dt>Operator since</dt>
            <dd>{fullDate(user.operator_since)}</dd>
          </>
        )}
        <dt>Password</dt>
        <dd>{user.has_password ? "set" : "none that fits; they make a new one with “Forgot your password?”"}</dd>
        <dt>Second factors</dt>
        <dd>{factorWords(user.factors)}</dd>
        <dt>Id</dt>
        <dd className="tabular-nums">{user.id}</dd>
        <dt>What operators did</dt>
        <dd>
          <Link to="/operator/log" search={{ target: user.id }} className="font-medium text-accent hover:underline">
            In the log
          </Link>
        </dd>
      </dl>
    </Section>
  );
}

function factorWords({ totp, passkeys, recovery_codes }: InstallationUserDetail["factors"]): string {
  const words = [totp && "authenticator app", passkeys > 0 && plural(passkeys, "passkey"), recovery_codes > 0 && plural(recovery_codes, "recovery code")].filter(Boolean);
  return words.length === 0 ? "none" : words.join(", ");
}

function Places({ user }: { user: InstallationUserDetail }) {
  return (
    <Section title="Workspaces">
      {user.memberships.length === 0 ? (
        <p className="text-muted">A member of none.</p>
      ) : (
        <ul aria-label="Workspaces" className="border-t">
          {user.memberships.map((place) => (
            <li key={place.tenant.id} className="flex min-h-11 flex-wrap items-center gap-x-3 border-b py-1.5">
              <Link to="/operator/tenants/$tenantId" params={{ tenantId: place.tenant.id }} className="min-w-40 flex-1 font-medium hover:text-accent hover:underline">
                {place.tenant.name}
              </Link>
              {place.tenant_suspended && <Badge tone="danger">Tenant suspended</Badge>}
              {place.suspended && <Badge tone="warning">Suspended there</Badge>}
              <span className="w-24 text-muted capitalize">{place.role}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Sessions({ user }: { user: InstallationUserDetail }) {
  return (
    <Section title="Sessions" description="Where they are signed in.">
      {user.sessions.length === 0 ? (
        <p className="text-muted">Nowhere.</p>
      ) : (
        <ul aria-label="Sessions" className="border-t">
          {user.sessions.map((one) => (
            <li key={one.id} className="border-b py-2">
              <p className="flex flex-wrap items-center gap-2 font-medium break-words">
                <span className="min-w-0">{one.user_agent ?? "Unknown device"}</span>
                {one.impersonated_by != null && <Badge tone="warning">{one.impersonated_by}, operator</Badge>}
              </p>
              <p className="text-xs text-muted">
                {one.address ?? "Unknown place"} · last used <RelativeTime time={one.used_at} /> · signed in {fullDate(one.created_at)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface Act {
  action: UserAction;
  name: string;
  explained: string;
  done: string;
  danger: boolean;
}

function actionsFor(user: InstallationUserDetail, own: boolean): Act[] {
  const acts: Act[] = [];
  if (user.sessions.length > 0) acts.push({ action: "end-sessions", name: "End all sessions", explained: "They are out everywhere at once, and sign in again.", done: "All sessions have ended.", danger: true });
  if (user.has_password) {
    acts.push({
      action: "require-password-reset",
      name: "Require a new password",
      explained: "The password fits no more and all sessions end. They make a new one with “Forgot your password?”.",
      done: "The password fits no more.",
      danger: true,
    });
  }
  if (!own && (user.factors.totp || user.factors.passkeys > 0 || user.factors.recovery_codes > 0)) {
    acts.push({
      action: "remove-factors",
      name: "Remove second factors",
      explained: "For somebody who lost them. All sessions end; they sign in with the password and set up new ones. They get a letter.",
      done: "The second factors are gone.",
      danger: true,
    });
  }
  if (user.suspension != null) acts.push({ action: "unsuspend", name: "Let in again", explained: "The account can sign in again.", done: `${user.name} can sign in again.`, danger: false });
  else if (user.operator_since == null) acts.push({ action: "suspend", name: "Suspend the account", explained: "They are out of all workspaces at once and cannot sign in.", done: `${user.name} is suspended.`, danger: true });
  if (user.operator_since == null) {
    if (user.suspension == null) acts.push({ action: "grant-operator", name: "Make operator", explained: "They see and manage all tenants of this installation. They need a second factor for it.", done: `${user.name} is operator now.`, danger: false });
  } else if (!own) acts.push({ action: "revoke-operator", name: "Take the office of operator", explained: "At once; what they have open in members' names ends.", done: `${user.name} is no operator any more.`, danger: true });
  return acts;
}

function Actions({ user }: { user: InstallationUserDetail }) {
  const me = useMe();
  const act = useActOnUser(user.id);
  const [asking, setAsking] = useState<Act | null>(null);
  return (
    <Section title="Do something" description="Each needs a reason, which their workspaces read in the audit log.">
      <ul aria-label="Actions" className="border-t">
        {actionsFor(user, me?.id === user.id).map((one) => (
          <li key={one.action} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b py-3">
            <p className="min-w-56 flex-1">
              <span className="font-medium">{one.name}</span>
              <span className="block text-xs text-muted">{one.explained}</span>
            </p>
            <Button variant={one.danger ? "danger" : "secondary"} onClick={() => setAsking(one)}>
              {one.name}
            </Button>
          </li>
        ))}
      </ul>
      {asking !== null && (
        <ReasonDialog
          title={`${asking.name}: ${user.name}`}
          description={asking.explained}
          action={asking.name}
          danger={asking.danger}
          act={async (reason) => {
            await act.mutateAsync({ action: asking.action, reason });
            toast(asking.done);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </Section>
  );
}
