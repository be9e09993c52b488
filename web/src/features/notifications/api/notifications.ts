import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, data } from "@/api/client";
import { messageOf } from "@/api/problem";
import type { NotificationPreferences } from "@/api/types";
import { toast } from "@/lib/toasts";

export const NOTIFICATIONS = ["notifications"] as const;

export const unreadCountQuery = queryOptions({
  queryKey: [...NOTIFICATIONS, "unread-count"],
  queryFn: async ({ signal }) => (await data(api.GET("/api/v1/notifications/unread-count", { signal }))).count,
});

export const notificationsQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...NOTIFICATIONS, "list", unread],
    queryFn: ({ pageParam, signal }) =>
      body(api.GET("/api/v1/notifications", { params: { query: { ...(unread ? { unread } : {}), ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    placeholderData: keepPreviousData,
  });

export const preferencesQuery = queryOptions({
  queryKey: [...NOTIFICATIONS, "preferences"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/notifications/preferences", { signal })),
});

const failed = (error: unknown) => toast(messageOf(error), { tone: "danger" });

export function useMark() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, read }: { id: string; read: boolean }) => data(api.PATCH("/api/v1/notifications/{id}/read", { params: { path: { id } }, body: { read } })),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: NOTIFICATIONS }),
  });
}

/** All of them, or those about a conversation. */
export function useReadAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (conversationId: string | null) => data(api.POST("/api/v1/notifications/read-all", { body: conversationId === null ? {} : { conversation_id: conversationId } })),
    onSettled: () => client.invalidateQueries({ queryKey: NOTIFICATIONS }),
  });
}

/** Shows at once what is wanted, and goes back when it didn't come to be. */
export function useSetPreferences() {
  const client = useQueryClient();
  const { queryKey } = preferencesQuery;
  return useMutation({
    mutationFn: (wanted: NotificationPreferences) => data(api.PUT("/api/v1/notifications/preferences", { body: wanted })),
    onMutate: async (wanted) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (shown) =>
        shown === undefined ? shown : { ...wanted, kinds: shown.kinds.map((one) => wanted.kinds.find((other) => other.kind === one.kind) ?? one) },
      );
      return { before };
    },
    onError: (error, _, context) => {
      client.setQueryData(queryKey, context?.before);
      failed(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
