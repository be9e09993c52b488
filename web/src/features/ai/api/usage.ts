import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data } from "@/api/client";

export const usageQuery = queryOptions({
  queryKey: ["ai", "usage"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/ai/usage", { signal })),
  refetchInterval: 60_000,
});

export const providersQuery = queryOptions({
  queryKey: ["ai", "providers"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/ai/providers", { signal })),
  refetchInterval: 60_000,
});

export function useSetCap() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (capMicros: number | null) => data(api.PATCH("/api/v1/ai/budget", { body: { cap_micros: capMicros } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["ai"] }),
  });
}
