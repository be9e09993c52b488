import { useInfiniteQuery } from "@tanstack/react-query";
import { Mail, Send, X } from "lucide-react";
import { messageOf } from "@/api/problem";
import type { Invitation } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button, IconButton } from "@/components/button";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { useHidden } from "@/lib/deferred";
import { fullDate, plural } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { invitationsQuery, useInvite, useWithdrawInvitation } from "../api/invitations";
import { roleName } from "../roles";

/** Who was invited and has not come yet. */
export function InvitationsSection() {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(invitationsQuery);
  const hidden = useHidden();
  const invitations = (data?.pages.flatMap((page) => page.data) ?? []).filter((invitation) => !hidden.has(invitation.id));
  if (isPending) {
    return (
      <Loading label="Loading invitations">
        <Skeleton className="mt-8 h-4 w-40" />
      </Loading>
    );
  }
  if (error !== null && data === undefined) return <ErrorState error={error} title="The invitations didn't load" retry={() => void refetch()} />;
  if (invitations.length === 0) return null;
  return (
    <section aria-label="Invitations" className="mt-8">
      <h2 className="mb-3 text-muted">{plural(invitations.length, "open invitation")}</h2>
      <ul aria-label="Invitations" className="border-t">
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const withdraw = useWithdrawInvitation();
  const again = useInvite();
  return (
    <li className="flex min-h-15 items-center gap-3 border-b py-2">
      <Mail aria-hidden className="mx-1.5 size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{invitation.email}</p>
        <p className="truncate text-xs text-muted">
          {invitation.invited_by == null ? "Invited" : `Invited by ${invitation.invited_by}`}, good until {fullDate(invitation.expires_at)}
        </p>
      </div>
      {invitation.expired && <Badge tone="warning">Expired</Badge>}
      <span className="w-24 truncate max-md:w-auto">{roleName({ id: invitation.role_id ?? null, name: invitation.role_name, role: invitation.role })}</span>
      <IconButton
        label={`Send ${invitation.email} a new link`}
        disabled={again.isPending}
        onClick={() =>
          again.mutate(
            { email: invitation.email, role: invitation.role, role_id: invitation.role_id ?? null, days: 7 },
            { onSuccess: () => toast(`A new link is on its way to ${invitation.email}. The one before works no more.`), onError: (error) => toast(messageOf(error), { tone: "danger" }) },
          )
        }
      >
        <Send aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={`Withdraw the invitation of ${invitation.email}`} onClick={() => withdraw(invitation)}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </li>
  );
}
