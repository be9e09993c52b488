import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { api, body, data, done } from "@/api/client";
import { messageOf } from "@/api/problem";
import { meQuery, teamsQuery } from "@/api/queries";
import type { Contact, Conversation } from "@/api/types";
import { toast, toastUndo } from "@/lib/toasts";
import { belongs, queryOf, type ListFilter, type Viewer } from "../filters";

interface ListPage {
  data: Conversation[];
  page: { next_cursor?: string | null };
}
type List = InfiniteData<ListPage, string | undefined>;

const LISTS = ["conversations", "list"] as const;
export const conversationKey = (id: string) => ["conversations", id] as const;

export const conversationsQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: [...LISTS, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<ListPage> => body(api.GET("/api/v1/conversations", { params: { query: { ...queryOf(filter), cursor: pageParam, limit: 50 } }, signal })),
    getNextPageParam: (last) => last.page.next_cursor ?? undefined,
    staleTime: 30_000,
  });

export const conversationQuery = (client: QueryClient, id: string) =>
  queryOptions({
    queryKey: conversationKey(id),
    queryFn: ({ signal }) => data(api.GET("/api/v1/conversations/{id}", { params: { path: { id } }, signal })),
    // The list usually knows it already, so the thread's frame shows at once.
    placeholderData: findInLists(client, id),
    staleTime: 15_000,
  });

function lists(client: QueryClient): [readonly unknown[], List][] {
  return client.getQueriesData<List>({ queryKey: LISTS }).flatMap(([key, list]) => (list === undefined ? [] : [[key, list] as [readonly unknown[], List]]));
}

export function findInLists(client: QueryClient, id: string): Conversation | undefined {
  for (const [, list] of lists(client)) {
    for (const page of list.pages) {
      const found = page.data.find((conversation) => conversation.id === id);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function viewer(client: QueryClient): Viewer | undefined {
  const me = client.getQueryData(meQuery.queryKey);
  if (me === undefined) return undefined;
  const teams = client.getQueryData(teamsQuery.queryKey) ?? [];
  return { id: me.id, teams: teams.filter((team) => team.members.some((member) => member.user_id === me.id)).map((team) => team.id) };
}

/** It stands with others now, and is no longer ours to see: out of every list, and what is open of it asks again. */
export function forgetConversation(client: QueryClient, id: string): void {
  for (const [key, list] of lists(client)) {
    if (!list.pages.some((page) => page.data.some((other) => other.id === id))) continue;
    client.setQueryData<List>(key, { ...list, pages: list.pages.map((page) => ({ ...page, data: page.data.filter((other) => other.id !== id) })) });
  }
  void client.resetQueries({ queryKey: conversationKey(id) });
}

/** Puts a changed conversation everywhere it is shown: moved, added to or taken out of each list. */
export function applyConversation(client: QueryClient, conversation: Conversation): void {
  const known = client.getQueryData<Conversation>(conversationKey(conversation.id));
  if (known !== undefined && Date.parse(known.updated_at) > Date.parse(conversation.updated_at)) return;
  client.setQueryData(conversationKey(conversation.id), conversation);
  const me = viewer(client);
  for (const [key, list] of lists(client)) client.setQueryData<List>(key, placed(list, conversation, key[2] as ListFilter, me));
}

/** The list with the conversation in its place, newest activity first. */
export function placed(list: List, conversation: Conversation, filter: ListFilter, me: Viewer | undefined): List {
  const present = list.pages.some((page) => page.data.some((other) => other.id === conversation.id));
  const wanted = belongs(conversation, filter, me) ?? present;
  if (!present && !wanted) return list;
  const [first, ...rest] = list.pages.map((page) => ({ ...page, data: page.data.filter((other) => other.id !== conversation.id) }));
  if (first === undefined || !wanted) return { ...list, pages: first === undefined ? [] : [first, ...rest] };
  const isOlder = (other: Conversation) => Date.parse(other.last_message_at) < Date.parse(conversation.last_message_at);
  const pages = [first, ...rest];
  const home = pages.findIndex((page) => page.data.some(isOlder));
  const target = pages[home === -1 ? pages.length - 1 : home];
  if (target === undefined) return list;
  const index = target.data.findIndex(isOlder);
  target.data.splice(index === -1 ? target.data.length : index, 0, conversation);
  return { ...list, pages };
}

/** Changes what is known of a conversation without asking the server. */
export function patchConversation(client: QueryClient, id: string, change: (conversation: Conversation) => Conversation): void {
  const known = client.getQueryData<Conversation>(conversationKey(id)) ?? findInLists(client, id);
  if (known !== undefined) applyConversation(client, change(known));
}

/** Shows the change at once, takes it back and says so when the server refuses. */
async function optimistically(client: QueryClient, id: string, change: Partial<Conversation>, ask: () => Promise<Conversation>): Promise<void> {
  const before = client.getQueryData<Conversation>(conversationKey(id)) ?? findInLists(client, id);
  patchConversation(client, id, (conversation) => ({ ...conversation, ...change }));
  try {
    applyConversation(client, await ask());
  } catch (error) {
    if (before !== undefined) applyConversation(client, before);
    toast(messageOf(error), { tone: "danger" });
    throw error;
  }
}

export function useConversationActions() {
  const client = useQueryClient();
  const path = (id: string) => ({ params: { path: { id } } });
  const setStatus = (id: string, status: Conversation["status"]) =>
    optimistically(client, id, { status, resolved_at: status === "resolved" ? new Date().toISOString() : null }, () =>
      data(status === "resolved" ? api.POST("/api/v1/conversations/{id}/close", path(id)) : api.PATCH("/api/v1/conversations/{id}", { ...path(id), body: { status } })),
    );
  return {
    resolve: async (ids: readonly string[]) => {
      const before = ids.map((id) => ({ id, status: client.getQueryData<Conversation>(conversationKey(id))?.status ?? findInLists(client, id)?.status ?? "open" }));
      await Promise.allSettled(ids.map((id) => setStatus(id, "resolved")));
      toastUndo(ids.length === 1 ? "Conversation resolved" : `${ids.length} conversations resolved`, () => {
        for (const { id, status } of before) void setStatus(id, status === "resolved" ? "open" : status).catch(() => undefined);
      });
    },
    setStatus: (id: string, status: Conversation["status"]) => setStatus(id, status).catch(() => undefined),
    setPriority: (id: string, priority: Conversation["priority"]) =>
      optimistically(client, id, { priority }, () => data(api.PATCH("/api/v1/conversations/{id}", { ...path(id), body: { priority } }))).catch(() => undefined),
    assign: (id: string, assignee: { id: string; name: string } | null) =>
      optimistically(client, id, { assignee }, () => data(api.POST("/api/v1/conversations/{id}/assign", { ...path(id), body: { assignee_id: assignee?.id ?? null } }))).catch(() => undefined),
    moveToTeam: (id: string, team: { id: string; name: string } | null) =>
      optimistically(client, id, { team }, () => data(api.POST("/api/v1/conversations/{id}/assign", { ...path(id), body: { team_id: team?.id ?? null } }))).catch(() => undefined),
    markRead: (id: string) => {
      patchConversation(client, id, (conversation) => ({ ...conversation, unread_count: 0 }));
      // A mark that doesn't arrive is made again the next time; nobody needs to hear of it.
      done(api.POST("/api/v1/conversations/{id}/read", path(id))).catch(() => undefined);
    },
  };
}

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ["contacts", id], queryFn: ({ signal }) => data(api.GET("/api/v1/contacts/{id}", { params: { path: { id } }, signal })), staleTime: 60_000 });

export function useUpdateContact(id: string, conversationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { name?: string; email?: string; phone?: string }) => data(api.PATCH("/api/v1/contacts/{id}", { params: { path: { id } }, body: change })),
    onSuccess: (contact: Contact) => {
      client.setQueryData(contactQuery(id).queryKey, contact);
      patchConversation(client, conversationId, (conversation) => ({ ...conversation, contact: { id, name: contact.name, email: contact.email } }));
    },
  });
}
