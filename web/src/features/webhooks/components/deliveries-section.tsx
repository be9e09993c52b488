import { useInfiniteQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import type { WebhookDeliveryState, WebhookEndpoint } from "@/api/types";
import { Button } from "@/components/button";
import { SelectField } from "@/components/field";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { deliveriesQuery, type DeliveryFilter } from "../api/webhooks";
import { DeliveryRow } from "./delivery-row";

const ALL: DeliveryFilter = { endpointId: "", state: "" };

export function DeliveriesSection({ endpoints, mayWrite }: { endpoints: readonly WebhookEndpoint[]; mayWrite: boolean }) {
  const [filter, setFilter] = useState(ALL);
  const { data, error, isPending, isPlaceholderData, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(deliveriesQuery(filter));
  const deliveries = data?.pages.flatMap((page) => page.data) ?? [];
  const filtered = filter.endpointId !== "" || filter.state !== "";
  return (
    <section aria-label="Deliveries" className="w-full max-w-5xl px-4 pb-8 md:px-6">
      <h2 className="mb-3 text-base font-semibold">Deliveries</h2>
      <div className="mb-3 flex flex-wrap gap-3">
        <SelectField label="Endpoint" className="w-80 max-w-full" value={filter.endpointId} onChange={(event) => setFilter({ ...filter, endpointId: event.target.value })}>
          <option value="">Every endpoint</option>
          {endpoints.map((endpoint) => (
            <option key={endpoint.id} value={endpoint.id}>
              {endpoint.url}
            </option>
          ))}
        </SelectField>
        <SelectField label="State" className="w-44" value={filter.state} onChange={(event) => setFilter({ ...filter, state: event.target.value as WebhookDeliveryState | "" })}>
          <option value="">Every state</option>
          <option value="pending">waiting</option>
          <option value="delivered">delivered</option>
          <option value="failed">failed</option>
        </SelectField>
      </div>
      {isPending ? (
        <Loading label="Loading deliveries">
          {[0, 1, 2].map((row) => (
            <div key={row} className="flex h-12 items-center gap-3 border-b">
              <Skeleton className="h-4 w-48" />
              <Skeleton className="ml-auto h-4 w-16" />
            </div>
          ))}
        </Loading>
      ) : error !== null && deliveries.length === 0 ? (
        <ErrorState error={error} title="The deliveries didn't load" retry={() => void refetch()} />
      ) : deliveries.length === 0 ? (
        <EmptyState icon={<Send aria-hidden />} title={filtered ? "Nothing fits" : "Nothing sent yet"} action={filtered && <Button onClick={() => setFilter(ALL)}>Show everything</Button>}>
          {filtered ? "There is no delivery in this state." : "Events show up here as they are sent. Send a test event to try it out."}
        </EmptyState>
      ) : (
        <ul aria-label="Deliveries" aria-busy={isPlaceholderData} className={cx("border-t", isPlaceholderData && "opacity-60")}>
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}
