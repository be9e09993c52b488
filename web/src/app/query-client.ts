import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/problem";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refused will be refused again; what didn't arrive may arrive next time.
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      retryDelay: (failures) => Math.min(600 * 2 ** failures, 5_000),
    },
    mutations: { networkMode: "always" },
  },
});
