import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook } from "lucide-react";
import { useState } from "react";
import type { WebhookEndpoint } from "@/api/types";
import { Button } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { useCan } from "@/lib/permissions";
import { endpointsQuery } from "../api/webhooks";
import { DeliveriesSection } from "./deliveries-section";
import { EndpointDialog } from "./endpoint-dialog";
import { EndpointRow } from "./endpoint-row";
import { SecretDialog } from "./secret-dialog";

export function WebhooksPage() {
  const mayWrite = useCan("webhooks:write");
  const { data: endpoints, error, isPending, refetch } = useQuery(endpointsQuery);
  const [editing, setEditing] = useState<WebhookEndpoint | "new" | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const add = mayWrite && (
    <Button variant="primary" onClick={() => setEditing("new")} icon={<Plus aria-hidden className="size-4" />}>
      Add endpoint
    </Button>
  );
  return (
    <Page>
      <PageHeader title="Webhooks" actions={endpoints !== undefined && endpoints.length > 0 && add} />
      <section aria-label="Webhook endpoints" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <p className="mb-4 max-w-2xl text-muted">Addresses of yours that are told, signed, of what happens in this workspace.</p>
        {isPending ? (
          <Loading label="Loading endpoints">
            {[0, 1].map((row) => (
              <div key={row} className="flex h-16 items-center gap-3 border-b">
                <Skeleton className="h-4 w-72" />
                <Skeleton className="ml-auto h-4 w-16" />
              </div>
            ))}
          </Loading>
        ) : endpoints === undefined ? (
          <ErrorState error={error} title="The endpoints didn't load" retry={() => void refetch()} />
        ) : endpoints.length === 0 ? (
          <EmptyState icon={<Webhook aria-hidden />} title="No endpoint yet" action={add}>
            Add the address of a system that is to hear of messages, conversations or members.
          </EmptyState>
        ) : (
          <ul aria-label="Endpoints" className="border-t">
            {endpoints.map((endpoint) => (
              <EndpointRow key={endpoint.id} endpoint={endpoint} mayWrite={mayWrite} onEdit={() => setEditing(endpoint)} onSecret={setSecret} />
            ))}
          </ul>
        )}
      </section>
      {endpoints !== undefined && endpoints.length > 0 && <DeliveriesSection endpoints={endpoints} mayWrite={mayWrite} />}
      {editing !== null && <EndpointDialog endpoint={editing === "new" ? null : editing} onClose={() => setEditing(null)} onSecret={setSecret} />}
      {secret !== null && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </Page>
  );
}
