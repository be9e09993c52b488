import { queryOptions, useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { messageOf } from "@/api/problem";
import type { Suggestion } from "@/api/types";
import { toast } from "@/lib/toasts";
import { addMessages } from "./messages";

const suggestionsKey = (conversationId: string) => ["conversations", conversationId, "suggestions"] as const;

export const suggestionsQuery = (conversationId: string) =>
  queryOptions({
    queryKey: suggestionsKey(conversationId),
    queryFn: ({ signal }) => data(api.GET("/api/v1/conversations/{id}/suggestions", { params: { path: { id: conversationId } }, signal })),
    staleTime: 15_000,
  });

export function applySuggestion(client: QueryClient, suggestion: Suggestion): void {
  client.setQueryData<Suggestion[]>(suggestionsKey(suggestion.conversation_id), (known) =>
    known === undefined
      ? known
      : [suggestion, ...known.filter((other) => other.id !== suggestion.id)].sort((a, b) => b.created_at.localeCompare(a.created_at)),
  );
}

export function useSuggest(conversationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => data(api.POST("/api/v1/conversations/{id}/ai-suggest", { params: { path: { id: conversationId } } })),
    onSuccess: (suggestion) => applySuggestion(client, suggestion),
    onError: (error) => toast(messageOf(error), { tone: "danger" }),
  });
}

export function useAnswerSuggestion() {
  const client = useQueryClient();
  const settle = (suggestion: Suggestion, status: Suggestion["status"]) => applySuggestion(client, { ...suggestion, status });
  const accept = useMutation({
    mutationFn: ({ suggestion, content }: { suggestion: Suggestion; content?: string }) =>
      data(api.POST("/api/v1/messages/{id}/accept", { params: { path: { id: suggestion.id } }, body: content === undefined ? {} : { content } })),
    onSuccess: (message, { suggestion, content }) => {
      addMessages(client, suggestion.conversation_id, [message]);
      settle(suggestion, content === undefined || content === suggestion.content ? "accepted" : "edited");
    },
    onError: (error, { suggestion }) => {
      toast(messageOf(error), { tone: "danger" });
      // Someone else may have answered it meanwhile; what is true now should be shown.
      void client.invalidateQueries({ queryKey: suggestionsKey(suggestion.conversation_id) });
    },
  });
  const reject = useMutation({
    mutationFn: (suggestion: Suggestion) => data(api.POST("/api/v1/messages/{id}/reject", { params: { path: { id: suggestion.id } } })),
    onMutate: (suggestion) => settle(suggestion, "rejected"),
    onError: (error, suggestion) => {
      toast(messageOf(error), { tone: "danger" });
      settle(suggestion, "pending");
    },
  });
  const rate = useMutation({
    mutationFn: ({ suggestion, rating, comment }: { suggestion: Suggestion; rating: number; comment: string }) =>
      data(api.POST("/api/v1/messages/{id}/feedback", { params: { path: { id: suggestion.id } }, body: { rating, ...(comment === "" ? {} : { comment }) } })),
    onSuccess: () => toast("Thanks. Your rating is saved."),
    onError: (error) => toast(messageOf(error), { tone: "danger" }),
  });
  return { accept, reject, rate };
}
