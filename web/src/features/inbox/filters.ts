import type { Conversation } from "@/api/types";

export type InboxView = "all" | "mine" | "teams" | "unassigned" | "handover";
export type Status = Conversation["status"];

/** What the list shows; it lives in the address so that it can be linked to and gone back to. */
export interface InboxSearch {
  status?: Status;
  view?: InboxView;
  q?: string;
}

export const STATUSES: readonly Status[] = ["open", "pending", "resolved"];
export const VIEWS: readonly InboxView[] = ["all", "mine", "teams", "unassigned", "handover"];
export const VIEW_NAMES: Record<InboxView, string> = { all: "All", mine: "Mine", teams: "My teams", unassigned: "Unassigned", handover: "Hand-over" };

export function readSearch(search: Record<string, unknown>): InboxSearch {
  const status = STATUSES.find((known) => known === search.status);
  const view = VIEWS.find((known) => known === search.view);
  const q = typeof search.q === "string" && search.q.trim() !== "" ? search.q : undefined;
  return {
    ...(status === undefined || status === "open" ? {} : { status }),
    ...(view === undefined || view === "all" ? {} : { view }),
    ...(q === undefined ? {} : { q }),
  };
}

export interface ListFilter {
  status: Status;
  view: InboxView;
  q: string;
}

export function listFilter(search: InboxSearch): ListFilter {
  return { status: search.status ?? "open", view: search.view ?? "all", q: search.q?.trim() ?? "" };
}

export function queryOf(filter: ListFilter) {
  return {
    // A search looks everywhere: who searches rarely knows in which state the thing is.
    status: filter.q === "" ? filter.status : undefined,
    assignee: filter.view === "mine" ? "me" : filter.view === "unassigned" ? "none" : undefined,
    team: filter.view === "teams" ? "mine" : undefined,
    handover: filter.view === "handover" ? true : undefined,
    q: filter.q === "" ? undefined : filter.q,
  };
}

/** Who looks at the list, and which teams they are in. */
export interface Viewer {
  id: string;
  teams: readonly string[];
}

/** Whether a changed conversation belongs in a list; null when only the server can tell (a search). */
export function belongs(conversation: Conversation, filter: ListFilter, me: Viewer | undefined): boolean | null {
  if (filter.q !== "") return null;
  if (conversation.status !== filter.status) return false;
  if (filter.view === "mine") return me !== undefined && conversation.assignee?.id === me.id;
  if (filter.view === "teams") return conversation.team != null && me?.teams.includes(conversation.team.id) === true;
  if (filter.view === "unassigned") return conversation.assignee == null;
  if (filter.view === "handover") return conversation.handover != null;
  return true;
}
