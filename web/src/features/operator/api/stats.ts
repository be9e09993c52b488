import { queryOptions } from "@tanstack/react-query";
import { api, data } from "@/api/client";

export const statsQuery = queryOptions({
  queryKey: ["operator", "stats"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/admin/stats", { signal })),
  // The server counts every half minute.
  refetchInterval: 30_000,
});
