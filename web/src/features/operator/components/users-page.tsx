import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { useState } from "react";
import type { InstallationUser } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { SelectField, TextField } from "@/components/field";
import { Page, PageHeader } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { cx } from "@/lib/cx";
import { plural } from "@/lib/format";
import { useDebounced } from "@/lib/use-debounced";
import { usersQuery, type UserFilter } from "../api/users";
import { ListStates } from "./list-states";

const ALL: UserFilter = { q: "", who: "all", sort: "-created_at" };

export function UsersPage() {
  const [filter, setFilter] = useState(ALL);
  // A search is written down, so it waits until somebody has finished typing.
  const query = useInfiniteQuery(usersQuery({ ...filter, q: useDebounced(filter.q.trim(), 500) }));
  const users = query.data?.pages.flatMap((page) => page.data) ?? [];
  const set = (change: Partial<UserFilter>) => setFilter({ ...filter, ...change });
  return (
    <Page>
      <PageHeader title="Users" />
      <section aria-label="Users" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <form role="search" aria-label="Find users" className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-[1fr_12rem_12rem]" onSubmit={(event) => event.preventDefault()}>
          <TextField label="E-mail or name" type="search" className="max-md:col-span-2" value={filter.q} onChange={(event) => set({ q: event.target.value })} />
          <SelectField label="Who" value={filter.who} onChange={(event) => set({ who: event.target.value as UserFilter["who"] })}>
            <option value="all">Everybody</option>
            <option value="suspended">Suspended</option>
            <option value="operators">Operators</option>
          </SelectField>
          <SelectField label="Order" value={filter.sort} onChange={(event) => set({ sort: event.target.value as UserFilter["sort"] })}>
            <option value="-created_at">Newest first</option>
            <option value="email">By e-mail</option>
          </SelectField>
        </form>
        <ListStates
          query={query}
          name="users"
          count={users.length}
          empty={{ icon: <Users aria-hidden />, title: "Nobody fits", text: "Try another part of the address or the name.", action: <Button onClick={() => setFilter(ALL)}>Show everybody</Button> }}
        >
          <ul aria-label="Users" aria-busy={query.isPlaceholderData} className={cx("border-t", query.isPlaceholderData && "opacity-60")}>
            {users.map((user) => (
              <UserRow key={user.id} user={user} />
            ))}
          </ul>
        </ListStates>
      </section>
    </Page>
  );
}

function UserRow({ user }: { user: InstallationUser }) {
  return (
    <li className="border-b">
      <Link to="/operator/users/$userId" params={{ userId: user.id }} className="focus-inset flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 rounded px-1 py-2 hover:bg-raised">
        <Avatar name={user.name} />
        <span className="min-w-40 flex-1">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {user.name}
            {user.operator_since != null && <Badge tone="accent">Operator</Badge>}
            {user.suspended_at != null && <Badge tone="danger">Suspended</Badge>}
          </span>
          <span className="block text-xs break-all text-muted">{user.email}</span>
        </span>
        <span className="w-28 text-right text-muted tabular-nums max-md:w-auto">{plural(user.tenants, "tenant")}</span>
        <span className="w-28 text-right text-xs text-muted max-md:w-auto">{user.used_at == null ? "never signed in" : <RelativeTime time={user.used_at} />}</span>
      </Link>
    </li>
  );
}
