import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";
import { messageOf } from "@/api/problem";
import { session } from "@/api/session";
import type { Document } from "@/api/types";
import { deferDeletion } from "@/lib/deferred";
import { toast } from "@/lib/toasts";

interface ListPage {
  data: Document[];
  page: { next_cursor?: string | null };
}
type List = InfiniteData<ListPage, string | undefined>;

const LISTS = ["documents", "list"] as const;

export const documentsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...LISTS, q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<ListPage> =>
      body(api.GET("/api/v1/knowledge/documents", { params: { query: { limit: 100, cursor: pageParam, ...(q === "" ? {} : { q }) } }, signal })),
    getNextPageParam: (last) => last.page.next_cursor ?? undefined,
    // Progress comes over the live connection; this is for when that is down.
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.data.some(isWorking)) === true ? 4_000 : false),
  });

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ["documents", id],
    queryFn: ({ signal }) => data(api.GET("/api/v1/knowledge/documents/{id}", { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data !== undefined && isWorking(query.state.data) ? 4_000 : false),
  });

export function isWorking(document: Document): boolean {
  return document.status === "queued" || document.status === "processing";
}

/** Puts a changed document everywhere it is shown; a new one comes first. */
export function applyDocument(client: QueryClient, document: Document): void {
  const key = documentQuery(document.id).queryKey;
  const known = client.getQueryData(key);
  if (known !== undefined) client.setQueryData(key, document);
  if (known?.status !== document.status && document.status === "ready") void client.invalidateQueries({ queryKey: ["documents", document.id, "chunks"] });
  for (const [listKey, list] of client.getQueriesData<List>({ queryKey: LISTS })) {
    if (list === undefined) continue;
    const present = list.pages.some((page) => page.data.some((other) => other.id === document.id));
    if (!present && listKey[2] !== "") continue;
    client.setQueryData<List>(listKey, {
      ...list,
      pages: list.pages.map((page, index) => ({
        ...page,
        data: present ? page.data.map((other) => (other.id === document.id ? document : other)) : index === 0 ? [document, ...page.data] : page.data,
      })),
    });
  }
}

function removeDocument(client: QueryClient, id: string): void {
  for (const [key, list] of client.getQueriesData<List>({ queryKey: LISTS })) {
    if (list !== undefined) client.setQueryData<List>(key, { ...list, pages: list.pages.map((page) => ({ ...page, data: page.data.filter((other) => other.id !== id) })) });
  }
  client.removeQueries({ queryKey: ["documents", id] });
}

/** Hides the document at once and deletes it after the undo window. */
export function useDeleteDocument(): (document: Document) => void {
  const client = useQueryClient();
  return (document) =>
    deferDeletion(
      document.id,
      `“${document.title}” deleted`,
      async () => {
        try {
          await done(api.DELETE("/api/v1/knowledge/documents/{id}", { params: { path: { id: document.id } } }));
          removeDocument(client, document.id);
        } catch (error) {
          toast(`“${document.title}” was not deleted. ${messageOf(error)}`, { tone: "danger" });
        }
      },
      () => {
        const token = session.current?.access_token;
        if (token !== undefined) void fetch(`/api/v1/knowledge/documents/${document.id}`, { method: "DELETE", keepalive: true, headers: { authorization: `Bearer ${token}` } });
      },
    );
}

export function useReprocess() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => data(api.POST("/api/v1/knowledge/documents/{id}/reprocess", { params: { path: { id } } })),
    onSuccess: (document) => {
      applyDocument(client, document);
      toast("Processing again. Answers use the old version until it is done.");
    },
    onError: (error) => toast(messageOf(error), { tone: "danger" }),
  });
}
