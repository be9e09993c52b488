import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, done } from "@/api/client";
import type { Chatbot } from "@/api/types";

export const chatbotsQuery = queryOptions({
  queryKey: ["chatbots", "list"],
  queryFn: ({ signal }) => data(api.GET("/api/v1/chatbots", { signal })),
});

export const chatbotQuery = (id: string) =>
  queryOptions({
    queryKey: ["chatbots", id],
    queryFn: ({ signal }) => data(api.GET("/api/v1/chatbots/{id}", { params: { path: { id } }, signal })),
    // A refetch must not replace the form under somebody's hands.
    staleTime: Infinity,
    refetchOnMount: "always",
  });

export type ChatbotSettings = Pick<Chatbot, "name" | "greeting" | "mode" | "enabled" | "colors" | "allowed_origins" | "business_hours" | "away_message">;

export function useSaveChatbot(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: ChatbotSettings) => data(api.PATCH("/api/v1/chatbots/{id}", { params: { path: { id } }, body: settings })),
    onSuccess: (chatbot) => {
      client.setQueryData(chatbotQuery(id).queryKey, chatbot);
      client.setQueryData(chatbotsQuery.queryKey, (list) => list?.map((other) => (other.id === id ? chatbot : other)));
    },
  });
}

export function useCreateChatbot() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => data(api.POST("/api/v1/chatbots", { body: { name } })),
    onSuccess: () => client.invalidateQueries({ queryKey: chatbotsQuery.queryKey }),
  });
}

export function useDeleteChatbot() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/chatbots/{id}", { params: { path: { id } } })),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: chatbotQuery(id).queryKey });
      return client.invalidateQueries({ queryKey: chatbotsQuery.queryKey });
    },
  });
}
