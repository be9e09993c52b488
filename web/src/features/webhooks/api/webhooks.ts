import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";
import { messageOf } from "@/api/problem";
import type { WebhookDelivery, WebhookDeliveryState, WebhookEndpoint } from "@/api/types";
import { plural } from "@/lib/format";
import { toast } from "@/lib/toasts";

const KEY = ["webhooks"] as const;
/** Deliveries move by themselves: the page looks often while one waits, seldom otherwise. */
const BUSY_MS = 2_000;
const QUIET_MS = 15_000;

export const endpointsQuery = queryOptions({
  queryKey: [...KEY, "endpoints"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/webhooks/endpoints", { signal })),
  refetchInterval: QUIET_MS,
});

export const eventTypesQuery = queryOptions({
  queryKey: [...KEY, "event-types"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/webhooks/event-types", { signal })),
  staleTime: Infinity,
});

export interface DeliveryFilter {
  endpointId: string;
  state: WebhookDeliveryState | "";
}

export const deliveriesQuery = (filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: [...KEY, "deliveries", filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/webhooks/deliveries", {
          params: {
            query: {
              ...(filter.endpointId === "" ? {} : { endpoint_id: filter.endpointId }),
              ...(filter.state === "" ? {} : { state: filter.state }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.data.some((one) => one.state === "pending")) === true ? BUSY_MS : QUIET_MS),
  });

export const deliveryQuery = (delivery: WebhookDelivery) =>
  queryOptions({
    // What was loaded before an attempt is not shown after it.
    queryKey: [...KEY, "delivery", delivery.id, delivery.attempts],
    queryFn: ({ signal }) => data(api.GET("/api/v1/webhooks/deliveries/{id}", { params: { path: { id: delivery.id } }, signal })),
  });

export interface EndpointValues {
  url: string;
  description: string;
  event_types: string[];
  rate_limit: number | null;
  /** Left out: those that are kept stay. */
  headers?: Record<string, string>;
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: KEY });
}

/** Answers with the secret, which is shown this once. */
export function useCreateEndpoint() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (values: EndpointValues) => data(api.POST("/api/v1/webhooks/endpoints", { body: values })), onSettled: refresh });
}

export function useChangeEndpoint(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (values: Partial<EndpointValues> & { enabled?: boolean }) => data(api.PATCH("/api/v1/webhooks/endpoints/{id}", { params: { path: { id } }, body: values })),
    onSettled: refresh,
  });
}

export function useRotateSecret(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (hours: number) => data(api.POST("/api/v1/webhooks/endpoints/{id}/rotate-secret", { params: { path: { id } }, body: { overlap_hours: hours } })),
    onSettled: refresh,
  });
}

function useSaid<T, R>(change: (what: T) => Promise<R>, said: (result: R) => string, failed: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: change,
    onSuccess: (result) => toast(said(result)),
    onError: (error) => toast(`${failed} ${messageOf(error)}`, { tone: "danger" }),
    onSettled: refresh,
  });
}

export const useDeleteEndpoint = () =>
  useSaid(
    (endpoint: WebhookEndpoint) => done(api.DELETE("/api/v1/webhooks/endpoints/{id}", { params: { path: { id: endpoint.id } } })),
    () => "The endpoint is gone",
    "The endpoint was not deleted.",
  );

export const useSendTest = () =>
  useSaid(
    (endpoint: WebhookEndpoint) => data(api.POST("/api/v1/webhooks/endpoints/{id}/test", { params: { path: { id: endpoint.id } }, body: {} })),
    () => "A test event is on its way",
    "No test event was sent.",
  );

export const useRecover = () =>
  useSaid(
    ({ endpoint, since }: { endpoint: WebhookEndpoint; since: string }) =>
      data(api.POST("/api/v1/webhooks/endpoints/{id}/recover", { params: { path: { id: endpoint.id } }, body: { since } })),
    (result) => `${plural(result.retried, "failed delivery is", "failed deliveries are")} tried again; what never arrived follows`,
    "Nothing was recovered.",
  );

export const useReplay = () =>
  useSaid(
    (delivery: WebhookDelivery) => data(api.POST("/api/v1/webhooks/deliveries/{id}/replay", { params: { path: { id: delivery.id } } })),
    () => "The event is sent again",
    "The event was not sent again.",
  );
