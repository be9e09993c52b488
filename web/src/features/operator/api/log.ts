import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, body } from "@/api/client";

export interface LogFilter {
  action: string;
  operatorId: string;
  tenantId: string;
  targetId: string;
}

export const logQuery = ({ action, operatorId, tenantId, targetId }: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ["operator", "log", { action, operatorId, tenantId, targetId }],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/admin/log", {
          params: {
            query: {
              ...(action === "" ? {} : { action }),
              ...(operatorId === "" ? {} : { operator_id: operatorId }),
              ...(tenantId === "" ? {} : { tenant_id: tenantId }),
              ...(targetId === "" ? {} : { target_id: targetId }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    placeholderData: keepPreviousData,
  });
