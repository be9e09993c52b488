import { useMutation } from "@tanstack/react-query";
import { api, data } from "@/api/client";

/** The answer as a customer would get it, with the chunks it was made from and their scores. */
export function useAsk() {
  return useMutation({
    mutationFn: async (question: string) => {
      const [answer, context] = await Promise.all([
        data(api.POST("/api/v1/rag/query", { body: { question } })),
        data(api.GET("/api/v1/rag/context", { params: { query: { q: question, limit: 8 } } })),
      ]);
      return { question, answer, context };
    },
  });
}
