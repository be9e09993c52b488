import { describe, expect, it } from "vitest";
import type { Me } from "@/api/types";
import { addressesIn, byArea, expiresIn, givable, perMinuteIn, type Scope } from "./keys";

const all: Scope[] = ["contacts:read", "contacts:write", "ai:read", "ownership:transfer", "api_keys:read", "api_keys:write"];
const me = { permissions: ["contacts:read", "contacts:write", "ownership:transfer", "api_keys:read", "api_keys:write"] } as unknown as Me;

describe("API keys", () => {
  it("are given no more than their maker may, and never what no key may", () => {
    expect(givable(me, all)).toEqual(["contacts:read", "contacts:write", "api_keys:read"]);
    expect(givable(undefined, all)).toEqual([]);
  });

  it("show their scopes by area", () => {
    expect(byArea(["contacts:read", "ai:read", "contacts:write"])).toEqual([
      { name: "Contacts", scopes: ["contacts:read", "contacts:write"] },
      { name: "AI", scopes: ["ai:read"] },
    ]);
  });

  it("read what was typed", () => {
    expect(addressesIn(" 203.0.113.7,\n2001:db8::/32 \n\n")).toEqual(["203.0.113.7", "2001:db8::/32"]);
    expect(perMinuteIn("")).toBeNull();
    expect(perMinuteIn("60")).toBe(60);
    for (const junk of ["0", "1.5", "x", "-1", "100001"]) expect(perMinuteIn(junk)).toBeUndefined();
    expect(expiresIn("")).toBeNull();
    expect(expiresIn("30", 0)).toBe("1970-01-31T00:00:00.000Z");
  });
});
