import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { problemFrom } from "@/api/problem";

export interface AuditFilter {
  actorId: string;
  action: string;
  /** Days, `2026-11-21`; both are included. */
  from: string;
  to: string;
}

function query(filter: AuditFilter) {
  const midnight = (date: string, days: number) => {
    const at = new Date(`${date}T00:00:00`);
    at.setDate(at.getDate() + days);
    return at.toISOString();
  };
  return {
    ...(filter.actorId === "" ? {} : { actor_id: filter.actorId }),
    ...(filter.action === "" ? {} : { action: filter.action }),
    ...(filter.from === "" ? {} : { since: midnight(filter.from, 0) }),
    ...(filter.to === "" ? {} : { until: midnight(filter.to, 1) }),
  };
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit-log", filter],
    queryFn: ({ pageParam, signal }) => body(api.GET("/api/v1/audit-log", { params: { query: { ...query(filter), ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next_cursor ?? null,
    placeholderData: keepPreviousData,
  });

/** Hands the filtered log to the browser as a file. */
export async function exportAuditLog(filter: AuditFilter): Promise<void> {
  const { data, error, response } = await api.GET("/api/v1/audit-log/export", { params: { query: query(filter) }, parseAs: "blob" });
  if (!response.ok || data === undefined) throw problemFrom(response.status, error);
  const url = URL.createObjectURL(data);
  const link = document.createElement("a");
  link.href = url;
  link.download = "audit-log.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
