import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data } from "@/api/client";

export const ageQuery = queryOptions({
  queryKey: ["me", "age"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/users/me/age", { signal })),
});

export function useVerifyAge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (date: string) => data(api.POST("/api/v1/users/verify-age", { body: { date_of_birth: date } })),
    onSuccess: (age) => client.setQueryData(ageQuery.queryKey, age),
  });
}
