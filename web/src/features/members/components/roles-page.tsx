import { useQuery } from "@tanstack/react-query";
import { Check, Minus, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { rolesQuery } from "@/api/queries";
import type { RoleView } from "@/api/types";
import { Button, IconButton } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { plural } from "@/lib/format";
import { useCan, useMe } from "@/lib/permissions";
import { mayGive, permissionWords, ROLE_NAMES, roleName } from "../roles";
import { RoleDialog } from "./role-dialog";

/** Who may do what: a row for each permission, a column for each role, the weakest first. */
export function RolesPage() {
  const { data: roles, error, isPending, refetch } = useQuery(rolesQuery);
  const me = useMe();
  const canWrite = useCan("roles:write");
  const [editing, setEditing] = useState<RoleView | "new" | null>(null);
  // The owner may everything, so that role's permissions are all there are.
  const permissions = roles?.find((role) => role.id == null && role.role === "owner")?.permissions ?? [];
  return (
    <Page>
      <PageHeader
        title="Roles"
        actions={
          canWrite && (
            <Button variant="primary" onClick={() => setEditing("new")} icon={<Plus aria-hidden className="size-4" />}>
              New role
            </Button>
          )
        }
      />
      <section aria-label="Roles" className="w-full px-4 py-5 md:px-6">
        <p className="mb-4 max-w-2xl text-muted">Each role may all that the one before it may. A role of your own may what its base may, and what you add.</p>
        {isPending ? (
          <Loading label="Loading roles">
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <div key={row} className="flex h-9 max-w-3xl items-center gap-6 border-b">
                <Skeleton className="h-4 w-40" />
                <Skeleton className="h-4 flex-1" />
              </div>
            ))}
          </Loading>
        ) : error !== null && roles === undefined ? (
          <ErrorState error={error} title="The roles didn't load" retry={() => void refetch()} />
        ) : (
          // A wide table scrolls by itself, and by keyboard.
          <div role="group" aria-label="Permissions by role" tabIndex={0} className="overflow-x-auto rounded">
            <table className="border-collapse text-left">
              <thead>
                <tr className="border-b align-bottom">
                  <th scope="col" className="sticky left-0 bg-surface py-2 pr-4 font-medium text-muted">
                    Permission
                  </th>
                  {roles.map((role) => (
                    <th key={role.id ?? role.role} scope="col" className="min-w-28 px-3 py-2 font-medium">
                      <span className="flex items-center gap-1">
                        {roleName(role)}
                        {canWrite && role.id != null && me !== undefined && mayGive(me, role) && (
                          <IconButton label={`Change ${role.name}`} onClick={() => setEditing(role)} className="!size-6 max-md:!size-9">
                            <Pencil aria-hidden className="size-3.5" />
                          </IconButton>
                        )}
                      </span>
                      <span className="block text-xs font-normal whitespace-nowrap text-muted">{role.inherits == null ? plural(role.members, "member") : `${plural(role.members, "member")} · from ${ROLE_NAMES[role.inherits].toLowerCase()}`}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {permissions.map(({ permission }) => (
                  <tr key={permission} className="h-9 border-b">
                    <th scope="row" className="sticky left-0 bg-surface pr-4 font-normal whitespace-nowrap">
                      {permissionWords(permission)}
                    </th>
                    {roles.map((role) => (
                      <Cell key={role.id ?? role.role} role={role} permission={permission} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {editing !== null && <RoleDialog role={editing === "new" ? null : editing} roles={roles ?? []} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function Cell({ role, permission }: { role: RoleView; permission: string }) {
  const has = role.permissions.find((one) => one.permission === permission);
  if (has === undefined) {
    return (
      <td className="px-3">
        <Minus aria-label="No" role="img" className="size-4 text-control" />
      </td>
    );
  }
  const from = has.inherited_from == null ? null : ROLE_NAMES[has.inherited_from].toLowerCase();
  return (
    <td className="px-3" title={from === null ? "Its own" : `From ${from}`}>
      <span className="flex items-center gap-1.5">
        <Check aria-label={from === null ? "Yes, its own" : `Yes, from ${from}`} role="img" className={from === null ? "size-4 text-accent" : "size-4 text-muted"} />
        {from !== null && (
          <span aria-hidden className="text-xs text-muted">
            {from}
          </span>
        )}
      </span>
    </td>
  );
}
