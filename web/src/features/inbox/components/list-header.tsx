import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { teamsQuery } from "@/api/queries";
import { cx } from "@/lib/cx";
import { useMe } from "@/lib/permissions";
import { useShortcuts } from "@/lib/shortcuts";
import { useDebounced } from "@/lib/use-debounced";
import { STATUSES, VIEW_NAMES, VIEWS, type InboxSearch, type ListFilter } from "../filters";
import { STATUS_NAMES } from "../words";

/** The filters of the list. They are kept in the address. */
export function ListHeader({ filter }: { filter: ListFilter }) {
  const navigate = useNavigate();
  const me = useMe();
  const { data: teams } = useQuery(teamsQuery);
  const inTeam = filter.view === "teams" || teams?.some((team) => team.members.some((member) => member.user_id === me?.id)) === true;
  const [text, setText] = useState(filter.q);
  const settled = useDebounced(text, 250);
  const input = useRef<HTMLInputElement>(null);
  const change = (next: Partial<InboxSearch>) => void navigate({ to: ".", search: (search) => ({ ...search, ...next }), replace: true });
  const searchFor = useRef(change);
  useEffect(() => {
    searchFor.current = change;
  });
  useEffect(() => {
    searchFor.current({ q: settled.trim() === "" ? undefined : settled });
  }, [settled]);
  useShortcuts({ "/": () => input.current?.focus() });

  return (
    <header className="shrink-0 border-b">
      <div className="flex h-14 items-center gap-2 px-4">
        <h1 className="text-lg font-semibold">Inbox</h1>
        <div role="group" aria-label="Status" className="ml-auto flex rounded bg-raised p-0.5">
          {STATUSES.map((status) => (
            <button
              key={status}
              type="button"
              aria-pressed={filter.status === status}
              onClick={() => change({ status })}
              className={cx("h-7 rounded-sm px-2.5 text-xs font-medium transition-colors max-md:h-9", filter.status === status ? "bg-surface text-text dark:bg-border" : "text-muted hover:text-text")}
            >
              {STATUS_NAMES[status]}
            </button>
          ))}
        </div>
      </div>
      <div className="px-4 pb-2">
        <div className="relative">
          <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" />
          <input
            ref={input}
            type="search"
            aria-label="Search conversations"
            placeholder="Search conversations"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") {
                setText("");
                input.current?.blur();
              }
              // On to what was found: j and k move through it.
              if (event.key === "Enter") input.current?.blur();
            }}
            className="h-8 w-full rounded border border-transparent bg-raised pr-8 pl-8 text-sm max-md:h-10 max-md:text-lg [&::-webkit-search-cancel-button]:hidden"
          />
          {text !== "" && (
            <button type="button" aria-label="Clear search" onClick={() => setText("")} className="absolute inset-y-0 right-0 flex w-8 items-center justify-center text-muted hover:text-text">
              <X aria-hidden className="size-4" />
            </button>
          )}
        </div>
      </div>
      <div role="group" aria-label="Show" className="flex gap-1 overflow-x-auto px-3 pb-2">
        {VIEWS.filter((view) => view !== "teams" || inTeam).map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={filter.view === view}
            onClick={() => change({ view })}
            className={cx(
              "focus-inset h-7 shrink-0 rounded-full px-3 text-xs font-medium transition-colors max-md:h-9",
              filter.view === view ? "bg-accent-soft text-accent" : "text-muted hover:bg-raised hover:text-text",
            )}
          >
            {VIEW_NAMES[view]}
          </button>
        ))}
      </div>
    </header>
  );
}
