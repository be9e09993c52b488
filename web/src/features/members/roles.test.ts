import { describe, expect, it } from "vitest";
import type { Me, RoleView } from "@/api/types";
import { grantable, mayGive, permissionWords, placeOf, placeValue } from "./roles";

const me: Me = { id: "u", email: "e", name: "n", email_verified: true, operator: false, role: "admin", permissions: ["members:read", "members:write"], tenant: { id: "t", slug: "s", name: "w" } };
const role = (base: RoleView["role"], permissions: RoleView["permissions"][number]["permission"][]): RoleView => ({
  id: "r",
  name: "Custom",
  role: base,
  inherits: base,
  members: 0,
  permissions: permissions.map((permission) => ({ permission, inherited_from: null })),
});

describe("roles", () => {
  it("offers none above one's own", () => {
    expect(grantable("supervisor")).toEqual(["supervisor", "agent", "viewer"]);
    expect(mayGive(me, role("viewer", ["members:read"]))).toBe(true);
    expect(mayGive(me, role("owner", ["members:read"]))).toBe(false);
    expect(mayGive(me, role("viewer", ["ownership:transfer"]))).toBe(false);
  });

  it("keeps a place through an option's value", () => {
    for (const place of [{ role: "agent", roleId: null }, { role: "viewer", roleId: "1-2" }] as const) expect(placeOf(placeValue(place))).toEqual(place);
    expect(placeOf("nonsense")).toEqual({ role: "viewer", roleId: null });
  });

  it("says permissions in words, and unknown ones as they are", () => {
    expect(permissionWords("members:write")).toBe("Members: change");
    expect(permissionWords("comets:land")).toBe("comets: land");
  });
});
