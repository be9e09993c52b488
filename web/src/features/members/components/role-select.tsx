import type { ComponentProps } from "react";
import { useQuery } from "@tanstack/react-query";
import { rolesQuery } from "@/api/queries";
import type { Role, RoleView } from "@/api/types";
import { SelectField } from "@/components/field";
import { useMe } from "@/lib/permissions";
import { grantable, mayGive, placeOf, placeValue, ROLE_MEANINGS, ROLE_NAMES, type Place } from "../roles";

/** The roles that I may give: the built-in ones, and the workspace's own. */
export function useGrantableRoles(): { builtIn: readonly Role[]; custom: readonly RoleView[] } {
  const me = useMe();
  const { data: roles } = useQuery(rolesQuery);
  if (me === undefined) return { builtIn: [], custom: [] };
  return { builtIn: grantable(me.role), custom: (roles ?? []).filter((role) => role.id != null && mayGive(me, role)) };
}

export function RoleOptions() {
  const { builtIn, custom } = useGrantableRoles();
  return (
    <>
      {builtIn.map((role) => (
        <option key={role} value={placeValue({ role, roleId: null })}>
          {ROLE_NAMES[role]}
        </option>
      ))}
      {custom.map((role) => (
        <option key={role.id} value={placeValue({ role: role.role, roleId: role.id ?? null })}>
          {role.name}
        </option>
      ))}
    </>
  );
}

type RoleSelectProps = Omit<ComponentProps<"select">, "value" | "onChange" | "children"> & { value: Place; onPlace: (place: Place) => void };

export function RoleSelect({ value, onPlace, ...rest }: RoleSelectProps) {
  return (
    <SelectField {...rest} label="Role" hint={value.roleId === null ? ROLE_MEANINGS[value.role] : `As ${ROLE_NAMES[value.role].toLowerCase()}, and more`} value={placeValue(value)} onChange={(event) => onPlace(placeOf(event.target.value))}>
      <RoleOptions />
    </SelectField>
  );
}
