import { useState } from "react";
import { ApiError, messageOf } from "@/api/problem";
import type { Role, RoleView } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { SelectField, TextField } from "@/components/field";
import { useMe } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useDeleteRole, useSaveRole, type PermissionName } from "../api/roles";
import { grantable, permissionWords, ROLE_NAMES } from "../roles";

/** Makes a role of the workspace's own, or changes one. */
export function RoleDialog({ role, roles, onClose }: { role: RoleView | null; roles: readonly RoleView[]; onClose: () => void }) {
  const me = useMe();
  const save = useSaveRole();
  const remove = useDeleteRole();
  const [name, setName] = useState(role?.name ?? "");
  const [base, setBase] = useState<Role>(role?.role ?? "agent");
  const [own, setOwn] = useState<ReadonlySet<PermissionName>>(new Set(role?.permissions.filter((p) => p.inherited_from == null).map((p) => p.permission)));
  const [problem, setProblem] = useState<string | null>(null);
  const inherited = new Set(roles.find((one) => one.id == null && one.role === base)?.permissions.map((p) => p.permission));
  const offered = (roles.find((one) => one.id == null && one.role === "owner")?.permissions ?? []).map((p) => p.permission).filter((permission) => !inherited.has(permission) && me?.permissions.includes(permission) === true);
  const explain = (error: unknown) => setProblem(error instanceof ApiError && error.code === "name_taken" ? "There is a role of this name already." : messageOf(error));
  const submit = async () => {
    if (name.trim() === "") {
      setProblem("Give the role a name.");
      return;
    }
    setProblem(null);
    try {
      await save.mutateAsync({ id: role?.id ?? null, name: name.trim(), base, permissions: [...own].filter((permission) => !inherited.has(permission)) });
      toast(role === null ? `${name.trim()} can be given to members now.` : "Saved. It holds at once.");
      onClose();
    } catch (error) {
      explain(error);
    }
  };
  const deleteRole = async (id: string) => {
    try {
      await remove.mutateAsync(id);
      toast(`${role?.name ?? "The role"} is deleted.`);
      onClose();
    } catch (error) {
      explain(error);
    }
  };
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={role === null ? "New role" : `Change ${role.name}`} description="It may what its base may, and what you add. You can add only what you may yourself.">
      <form
        noValidate
        aria-label="Role"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <div className="grid gap-4 md:grid-cols-2">
          <TextField label="Name" autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          <SelectField label="Based on" disabled={role !== null} value={base} onChange={(event) => setBase(event.target.value as Role)}>
            {grantable(me?.role ?? "viewer")
              .filter((one) => one !== "owner")
              .map((one) => (
                <option key={one} value={one}>
                  {ROLE_NAMES[one]}
                </option>
              ))}
          </SelectField>
        </div>
        <fieldset>
          <legend className="mb-2 font-medium">It may also</legend>
          {offered.length === 0 ? (
            <p className="text-muted">Its base may all that you may.</p>
          ) : (
            <div className="grid gap-x-4 md:grid-cols-2">
              {offered.map((permission) => (
                <label key={permission} className="flex h-9 items-center gap-2.5 max-md:h-11">
                  <input
                    type="checkbox"
                    className="size-4 accent-accent"
                    checked={own.has(permission)}
                    onChange={(event) => setOwn(new Set(event.target.checked ? [...own, permission] : [...own].filter((other) => other !== permission)))}
                  />
                  {permissionWords(permission)}
                </label>
              ))}
            </div>
          )}
        </fieldset>
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          {role?.id != null && (
            <Button variant="danger" className="mr-auto" busy={remove.isPending} onClick={() => role.id != null && void deleteRole(role.id)}>
              Delete role
            </Button>
          )}
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {role === null ? "Create role" : "Save changes"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
