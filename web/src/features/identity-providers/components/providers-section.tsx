import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api/problem";
import { meQuery } from "@/api/queries";
import type { IdentityProvider } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { Dialog } from "@/components/dialog";
import { Section } from "@/components/page";
import { EmptyState, ErrorState, Loading, Notice, Skeleton } from "@/components/states";
import { SwitchField } from "@/components/switch";
import { toast } from "@/lib/toasts";
import { identityProvidersQuery, useDeleteProvider, useSwitchProvider, useTestProvider } from "../api/identity-providers";
import { ProviderDialog } from "./provider-dialog";

const failed = (problem: unknown) => toast(messageOf(problem), { tone: "danger" });

/** The workspace's own providers, for its admins. */
export function ProvidersSection() {
  const { data: providers, error, isPending, refetch } = useQuery(identityProvidersQuery);
  const { data: me } = useQuery(meQuery);
  const [editing, setEditing] = useState<IdentityProvider | "new" | null>(null);
  const add = (
    <Button variant="primary" onClick={() => setEditing("new")} icon={<Plus aria-hidden className="size-4" />}>
      Add a provider
    </Button>
  );
  return (
    <Section
      title="The workspace's providers"
      description="Let your people sign in where you manage them: any OpenID Connect provider. What it says is good for this workspace only."
      actions={providers !== undefined && providers.length > 0 && add}
    >
      {isPending ? (
        <Loading label="Loading the providers">
          <Skeleton className="h-24 w-full" />
        </Loading>
      ) : error !== null && providers === undefined ? (
        <ErrorState error={error} title="The providers didn't load" retry={() => void refetch()} />
      ) : providers.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden />} title="No provider yet" action={add} className="border !py-8">
          Set one up, and your people get a button of its name.
        </EmptyState>
      ) : (
        <>
          <ul aria-label="Providers" className="border-t">
            {providers.map((provider) => (
              <Provider key={provider.id} provider={provider} edit={() => setEditing(provider)} />
            ))}
          </ul>
          {me !== undefined && <SignInAddress slug={me.tenant.slug} />}
        </>
      )}
      {editing !== null && <ProviderDialog provider={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Section>
  );
}

function SignInAddress({ slug }: { slug: string }) {
  const address = `${window.location.origin}/sign-in/workspace?workspace=${encodeURIComponent(slug)}`;
  return (
    <p className="mt-4 flex flex-wrap items-center gap-2 text-muted">
      Your people sign in at <span className="font-medium break-all text-text">{address}</span>
      <CopyButton text={address} label="Copy the address" />
    </p>
  );
}

function Provider({ provider, edit }: { provider: IdentityProvider; edit: () => void }) {
  const test = useTestProvider();
  const turn = useSwitchProvider();
  const remove = useDeleteProvider();
  const [removing, setRemoving] = useState(false);
  return (
    <li aria-label={provider.label} className="flex flex-col gap-3 border-b py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {provider.label}
            {!provider.enabled && <Badge>Off</Badge>}
          </p>
          <p className="text-xs break-all text-muted">{provider.issuer}</p>
          <p className="text-xs text-muted">
            {provider.domains.length === 0 ? "Any e-mail address" : `For ${provider.domains.join(", ")}`} · {provider.join_role == null ? "members only" : `newcomers join as ${provider.join_role}`}
          </p>
        </div>
        <SwitchField label="On" checked={provider.enabled} disabled={turn.isPending} onChange={(enabled) => turn.mutate({ id: provider.id, enabled }, { onError: failed })} />
        <Button size="sm" aria-label={`Test ${provider.label}`} busy={test.isPending} onClick={() => test.mutate(provider.id)}>
          Test
        </Button>
        <Button size="sm" aria-label={`Change ${provider.label}`} onClick={edit}>
          Change
        </Button>
        <Button size="sm" variant="danger" aria-label={`Remove ${provider.label}`} onClick={() => setRemoving(true)}>
          Remove
        </Button>
      </div>
      <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
        Redirect URI, to be entered there: <code className="break-all text-text">{provider.redirect_uri}</code>
        <CopyButton text={provider.redirect_uri} label="Copy the redirect URI" />
      </p>
      <div aria-live="polite">
        {test.error !== null && (
          <Notice tone="danger" icon={<CircleAlert aria-hidden />}>
            {messageOf(test.error)}
          </Notice>
        )}
        {test.data !== undefined && (
          <Notice tone={test.data.ok ? "neutral" : "danger"} icon={test.data.ok ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}>
            {test.data.ok ? `It answers: people are sent to ${test.data.authorization_endpoint ?? "it"}, and its tokens can be checked.` : test.data.problem}
          </Notice>
        )}
      </div>
      {removing && (
        <Dialog open onOpenChange={setRemoving} title={`Remove ${provider.label}?`} description="Nobody signs in with it from then on. Its people stay members, and need another way in.">
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={() => setRemoving(false)}>
              Cancel
            </Button>
            <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate(provider.id, { onSuccess: () => toast(`${provider.label} is removed.`), onError: failed })}>
              Remove
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
