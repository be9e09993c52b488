// The workspace's part of the mock: settings, teams, features, limits, people, age.
import { ago, db, id } from "./seed.mjs";

Object.assign(db.tenant, { time_zone: "Europe/Oslo", locale: "nb-NO", currency: "NOK", accent: null, logo: null, audit_days: 365, delete_at: null, deleted_by: null });
for (const member of db.members) member.teams = [];
const team = (name, description, members) => ({ id: id(), name, description, members: members.map(({ user_id, name }) => ({ user_id, name })), open_conversations: 3, created_at: ago(9000), updated_at: ago(900) });
db.teams = [team("Sales", "New and used cars", db.members.slice(0, 3)), team("Service", "Workshop and parts", db.members.slice(1, 2))];
for (const one of db.teams) for (const { user_id } of one.members) db.members.find((m) => m.user_id === user_id).teams.push({ id: one.id, name: one.name });

const features = [
  { name: "assigned_only", about: "Members without the permission to see all conversations, such as agents, see only those that are assigned to them or to one of their teams.", enabled: false, default: false, own: false },
  { name: "drafts_on_request", about: "Staff may ask the AI for a draft in any conversation.", enabled: true, default: true, own: false },
  { name: "direct_members", about: "Admins may add a member with a first password, without an invitation by mail.", enabled: true, default: true, own: true },
];
const usage = [{ name: "members", used: 5, most: 25 }, { name: "chatbots", used: 2, most: 2 }, { name: "documents", used: 41, most: 50 }, { name: "storage_bytes", used: 81_000_000, most: null }];
let age = { verified: false, checked_at: null, attempts_left: 3 };
const page = (data) => ({ data, page: { next_cursor: null, limit: 50 } });

export const workspaceRoutes = (emit) => {
  const changed = (change) => { Object.assign(db.tenant, change); emit("tenant.updated", {}); return [200, { data: db.tenant }]; };
  const membersOf = (ids) => db.members.filter((m) => ids.includes(m.user_id)).map(({ user_id, name }) => ({ user_id, name }));
  return [
    ["GET", "/tenant", () => [200, { data: db.tenant }]],
    ["PATCH", "/tenant", ({ body }) => changed(body)],
    ["PUT", "/tenant/logo", ({ raw }) => changed({ logo: `data:image/png;base64,${raw.toString("base64")}` })],
    ["DELETE", "/tenant/logo", () => changed({ logo: null })],
    ["POST", "/tenant/deletion", () => changed({ delete_at: ago(-43_200), deleted_by: db.members[0].name })],
    ["DELETE", "/tenant/deletion", () => changed({ delete_at: null, deleted_by: null })],
    ["GET", "/tenant/usage", () => [200, page(usage)]],
    ["GET", "/features", () => [200, page(features)]],
    ["PATCH", "/features", ({ body }) => {
      for (const feature of features) if (feature.name in body.features) Object.assign(feature, { enabled: body.features[feature.name] ?? feature.default, own: body.features[feature.name] !== null });
      return [200, page(features)];
    }],
    ["GET", "/teams", () => [200, page(db.teams)]],
    ["POST", "/teams", ({ body }) => { const made = team(body.name, body.description, []); made.members = membersOf(body.member_ids); db.teams.push(made); return [201, { data: made }]; }],
    ["PATCH", "/teams/:id", ({ params, body: { member_ids, ...rest } }) => [200, { data: Object.assign(db.teams.find((t) => t.id === params.id), rest, { members: membersOf(member_ids) }) }]],
    ["DELETE", "/teams/:id", ({ params }) => { db.teams = db.teams.filter((t) => t.id !== params.id); return [204, null]; }],
    ["GET", "/users", ({ query }) => [200, page(db.members.filter((m) => `${m.name} ${m.email}`.toLowerCase().includes((query.get("q") ?? "").toLowerCase()) && (!query.get("role") || m.role === query.get("role"))))]],
    ["GET", "/users/me/age", () => [200, { data: age }]],
    ["POST", "/users/verify-age", ({ body }) => { const verified = body.date_of_birth < "2008"; age = { verified, checked_at: ago(0), attempts_left: verified ? 0 : Math.max(0, age.attempts_left - 1) }; return [200, { data: age }]; }],
  ];
};
