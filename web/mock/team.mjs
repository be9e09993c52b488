// The team's part of the mock: roles, invitations, devices, the audit log, other workspaces.
import { ago, db, id, me } from "./seed.mjs";

const ROLES = ["viewer", "agent", "supervisor", "admin", "owner"];
const BEGINS = {
  "tenant:read": 0, "tenant:write": 3, "members:read": 0, "members:write": 3, "roles:write": 3, "audit:read": 3, "ownership:transfer": 4,
  "contacts:read": 0, "contacts:write": 1, "catalogue:read": 0, "catalogue:write": 3, "conversations:read": 0, "conversations:write": 1, "conversations:assign": 1,
  "chatbots:read": 0, "chatbots:write": 3, "knowledge:read": 0, "knowledge:write": 2, "ai:read": 2, "ai:write": 3, "jobs:read": 3, "jobs:write": 3,
  "conversations:read_all": 2, "teams:write": 2, "tenant:delete": 4,
  "api_keys:read": 3, "api_keys:write": 3,
};
export const permissions = Object.keys(BEGINS);

const custom = [{ id: id(), name: "Bot keeper", base: "agent", permissions: ["chatbots:write"] }];
function view(role, at) {
  return { id: null, name: role, role, inherits: ROLES[at - 1] ?? null, members: db.members.filter((m) => m.role === role && m.role_id === null).length,
    permissions: permissions.filter((p) => BEGINS[p] <= at).map((permission) => ({ permission, inherited_from: BEGINS[permission] < at ? ROLES[BEGINS[permission]] : null })) };
}
function customView(role) {
  const base = view(role.base, ROLES.indexOf(role.base));
  return { id: role.id, name: role.name, role: role.base, inherits: role.base, members: db.members.filter((m) => m.role_id === role.id).length,
    permissions: permissions.filter((p) => role.permissions.includes(p) || base.permissions.some((b) => b.permission === p))
      .map((permission) => ({ permission, inherited_from: base.permissions.some((b) => b.permission === permission) ? ROLES[BEGINS[permission]] : null })) };
}

const invitations = [
  { id: id(), email: "nadia@people.example", role: "agent", role_id: null, role_name: "agent", invited_by: me.name, created_at: ago(2000), expires_at: ago(-8000), expired: false },
  { id: id(), email: "karl@people.example", role: "viewer", role_id: null, role_name: "viewer", invited_by: me.name, created_at: ago(20_000), expires_at: ago(9000), expired: true },
];
const devices = [
  { id: id(), name: "Firefox on Linux", address: "203.0.113.7", place: { local: false, country: "DE", city: "Berlin", source: "DB-IP" }, current: true, created_at: ago(9000), used_at: ago(1), expires_at: ago(-30_000) },
  { id: id(), name: "Safari on iPhone", address: "198.51.100.20", place: null, current: false, created_at: ago(20_000), used_at: ago(700), expires_at: ago(-20_000) },
];
const entry = (minutes, action, target, before, after) => ({
  id: id(), action, actor: { kind: "user", id: me.user_id, name: me.name }, target, before, after, address: "203.0.113.7",
  user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", request_id: `mock${minutes}`, created_at: ago(minutes),
});
const entries = [
  entry(3, "member.role_changed", { kind: "member", id: "m" }, { email: "tom@northwind.example", role: "viewer" }, { email: "tom@northwind.example", role: "agent" }),
  entry(40, "invitation.created", { kind: "invitation", id: "i" }, null, { email: "nadia@people.example", role: "agent" }),
  entry(900, "session.started", { kind: "session", id: "s" }, null, null),
];

const identities = [{ id: id(), label: "Google", issuer: "https://accounts.google.com", email: me.email, created_at: ago(40_000), used_at: ago(300) }];
const providers = [{ id: id(), label: "Northwind ID", issuer: "https://login.northwind.example", client_id: "dealsmart", has_secret: true, domains: ["northwind.example"], join_role: "agent", enabled: true, redirect_uri: "https://support.northwind.example/api/v1/auth/oauth/own/callback", created_at: ago(9000), updated_at: ago(9000) }];
const page = (data) => ({ data, page: { next_cursor: null, limit: 50 } });
const drop = (list, key) => list.splice(list.findIndex((one) => one.id === key), 1);

export const teamRoutes = [
  ["GET", "/roles", () => [200, page([...ROLES.map(view), ...custom.map(customView)])]],
  ["POST", "/roles", ({ body }) => { const role = { id: id(), ...body }; custom.push(role); return [201, { data: customView(role) }]; }],
  ["PATCH", "/roles/:id", ({ params, body }) => [200, { data: customView(Object.assign(custom.find((r) => r.id === params.id), body)) }]],
  ["DELETE", "/roles/:id", ({ params }) => { drop(custom, params.id); return [204, null]; }],
  ["GET", "/invitations", () => [200, page(invitations)]],
  ["POST", "/invitations", ({ body }) => {
    const made = { id: id(), email: body.email, role: body.role, role_id: body.role_id ?? null, role_name: body.role, invited_by: me.name, created_at: ago(0), expires_at: ago(-10_080), expired: false };
    invitations.unshift(made);
    return [201, { data: made }];
  }],
  ["DELETE", "/invitations/:id", ({ params }) => { drop(invitations, params.id); return [204, null]; }],
  ["POST", "/invitations/read", ({ body }) => (body.token === "good" ? [200, { data: { workspace: db.tenant.name, email: "nadia@people.example", role: "agent", role_name: "agent", invited_by: me.name, expires_at: ago(-8000), has_account: false } }] : [404, { title: "Not Found", status: 404, code: "not_found", detail: "There is no such invitation.", request_id: "mock" }])],
  ["GET", "/auth/sessions", () => [200, page(devices)]],
  ["DELETE", "/auth/sessions/:id", ({ params }) => { drop(devices, params.id); return [204, null]; }],
  ["DELETE", "/auth/sessions", () => { devices.splice(1); return [204, null]; }],
  ["GET", "/auth/providers", ({ query }) => [200, page([{ id: "google", label: "Google", kind: "google", workspace: null }, ...(query.get("workspace") === db.tenant.slug ? [{ id: "own", label: "Northwind ID", kind: "openid", workspace: db.tenant.name }] : [])])]],
  ["GET", "/auth/identities", () => [200, page(identities)]],
  ["DELETE", "/auth/identities/:id", ({ params }) => { drop(identities, params.id); return [204, null]; }],
  ["GET", "/identity-providers", () => [200, page(providers)]],
  ["POST", "/identity-providers/:id/test", () => [200, { data: { ok: true, problem: null, authorization_endpoint: "https://login.northwind.example/authorize", keys: 2 } }]],
  ["PATCH", "/identity-providers/:id", ({ params, body }) => [200, { data: Object.assign(providers.find((p) => p.id === params.id), body) }]],
  ["GET", "/users/me/tenants", () => [200, page([{ tenant: db.tenant, role: me.role }, { tenant: { id: "other", slug: "southwind", name: "Southwind Bikes" }, role: "agent" }])]],
  ["POST", "/auth/switch-tenant", () => [200, { data: { access_token: "mock", expires_in: 900, tenant: db.tenant, role: me.role } }]],
  ["GET", "/audit-log", ({ query }) => [200, page(entries.filter((e) => e.action.startsWith(query.get("action") ?? "")))]],
];
