import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";

export function askQr() {
  return data(api.POST("/api/v1/auth/qr"));
}

export function pollQr({ id, secret }: { id: string; secret: string }, signal: AbortSignal) {
  return data(api.GET("/api/v1/auth/qr/{id}", { params: { path: { id }, header: { "x-qr-secret": secret } }, signal }));
}

/** Opens a request on the phone. Asked once: what was shown is what is decided. */
export const scanQuery = (what: { id: string } | { user_code: string }) =>
  queryOptions({
    queryKey: ["qr", what],
    queryFn: () => data(api.POST("/api/v1/auth/qr/scan", { body: what })),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export function useDecideQr(id: string) {
  return useMutation({
    mutationFn: (decision: "approve" | "deny") => done(decision === "approve" ? api.POST("/api/v1/auth/qr/{id}/approve", { params: { path: { id } } }) : api.POST("/api/v1/auth/qr/{id}/deny", { params: { path: { id } } })),
  });
}
