import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { teamsQuery } from "@/api/queries";
import { Button } from "@/components/button";
import { controlLook } from "@/components/field";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { useHidden } from "@/lib/deferred";
import { ROLES, useMe } from "@/lib/permissions";
import { useDebounced } from "@/lib/use-debounced";
import { peopleQuery, type PeopleFilter } from "../api/people";
import { ROLE_NAMES } from "../roles";
import { MemberRow } from "./member-row";

const look = cx(controlLook, "h-9 !w-auto min-w-0 px-2 max-md:h-11 max-md:flex-1");
const STATES = ["active", "suspended"] as const;
const given = (value: string) => (value === "" ? undefined : value);

/** For who looks after a workspace of many. */
export function PeopleFilters({ filter, onFilter }: { filter: PeopleFilter; onFilter: (filter: PeopleFilter) => void }) {
  const { data: teams } = useQuery(teamsQuery);
  return (
    <div role="search" aria-label="People" className="mb-4 flex flex-wrap gap-2">
      <input type="search" aria-label="Name or e-mail" placeholder="Name or e-mail" value={filter.q ?? ""} onChange={(event) => onFilter({ ...filter, q: given(event.target.value) })} className={cx(controlLook, "h-9 min-w-48 flex-1 max-md:h-11 max-md:basis-full")} />
      <select aria-label="Role" value={filter.role ?? ""} onChange={(event) => onFilter({ ...filter, role: ROLES.find((role) => role === event.target.value) })} className={look}>
        <option value="">Any role</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_NAMES[role]}
          </option>
        ))}
      </select>
      <select aria-label="State" value={filter.state ?? ""} onChange={(event) => onFilter({ ...filter, state: STATES.find((state) => state === event.target.value) })} className={look}>
        <option value="">Any state</option>
        <option value="active">May come in</option>
        <option value="suspended">Suspended</option>
      </select>
      {teams !== undefined && teams.length > 0 && (
        <select aria-label="Team" value={filter.team_id ?? ""} onChange={(event) => onFilter({ ...filter, team_id: given(event.target.value) })} className={look}>
          <option value="">Any team</option>
          {teams.map((team) => (
            <option key={team.id} value={team.id}>
              {team.name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

export function PeopleFound({ filter, onEveryone }: { filter: PeopleFilter; onEveryone: () => void }) {
  const me = useMe();
  const hidden = useHidden();
  const q = useDebounced(filter.q ?? "", 250);
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({ ...peopleQuery({ ...filter, q: given(q) }), placeholderData: keepPreviousData });
  const people = (data?.pages.flatMap((page) => page.data) ?? []).filter((person) => !hidden.has(person.user_id));
  if (isPending) {
    return (
      <Loading label="Looking for people">
        {[0, 1, 2].map((row) => (
          <div key={row} className="flex h-15 items-center gap-3 border-b">
            <Skeleton className="size-8 !rounded-full" />
            <Skeleton className="h-4 w-40" />
          </div>
        ))}
      </Loading>
    );
  }
  if (error !== null && data === undefined) return <ErrorState error={error} title="The people didn't load" retry={() => void refetch()} />;
  if (people.length === 0) {
    return (
      <EmptyState icon={<SearchX aria-hidden />} title="Nobody like that" action={<Button onClick={onEveryone}>Show everyone</Button>}>
        Nobody here fits these filters.
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Members" className="border-t">
        {people.map((person) => (
          <MemberRow key={person.user_id} member={person} me={me} canWrite />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
