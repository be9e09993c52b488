// A stand-in for the server while screens are drawn: it speaks the API's bodies from memory, with seeded
// data, and shows what a customer would cause. For development only.
// Usage: node mock/server.mjs [port]   (serves dist/ too, when that was built)
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { ago, batteryCitation, db, id, me, staff } from "./seed.mjs";
import { accountRoutes, ofAccount } from "./account.mjs";
import { jobRoutes } from "./jobs.mjs";
import { factorRoutes } from "./factors.mjs";
import { permissions, teamRoutes } from "./team.mjs";
import { workspaceRoutes } from "./workspace.mjs";

const PORT = Number(process.argv[2] ?? process.env.PORT ?? 8090);
const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const PASSWORD = "northwind-demo";
const now = () => new Date().toISOString();
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let seq = 100;
const sockets = new Set();
const log = [];
function emit(type, data, numbered = true) {
  const frame = numbered ? { type, seq: (seq += 1), data } : { type, data };
  if (numbered) log.push(frame);
  for (const socket of sockets) socket.send(JSON.stringify(frame));
}

class Problem extends Error {
  constructor(status, code, detail, errors) {
    super(detail);
    Object.assign(this, { status, code, errors });
  }
}
const notFound = () => new Problem(404, "not_found", "There is nothing with this id.");
const find = (list, key, name = "id") => list.find((entry) => entry[name] === key) ?? (() => { throw notFound(); })();
const page = (data) => ({ data, page: { next_cursor: null, limit: 50 } });

const session = () => ({ access_token: `mock-${Date.now()}`, expires_in: 900, refresh_token: "mock", user: { id: me.user_id, email: me.email, name: me.name }, tenant: db.tenant, role: me.role, mfa: "ok" });

function changed(conversation, patch) {
  Object.assign(conversation, patch, { updated_at: now() });
  emit("conversation.updated", conversation);
  return conversation;
}
export function addMessage(conversation, message) {
  const list = db.messages.get(conversation.id);
  const again = list.find((other) => message.client_id != null && other.client_id === message.client_id);
  if (again) return again;
  const full = { id: id(), conversation_id: conversation.id, seq: (list.at(-1)?.seq ?? 0) + 1, citations: [], private: false, client_id: null, created_at: now(), ...message };
  list.push(full);
  emit("message.created", full);
  if (!full.private) {
    changed(conversation, {
      last_message: { content: full.content, sender_kind: full.sender.kind, created_at: full.created_at }, last_message_at: full.created_at,
      unread_count: full.sender.kind === "customer" ? conversation.unread_count + 1 : conversation.unread_count,
    });
  }
  return full;
}

function listConversations(query) {
  const q = query.get("q")?.toLowerCase();
  const assignee = query.get("assignee");
  return db.conversations
    .filter((c) => !query.get("status") || c.status === query.get("status"))
    .filter((c) => !assignee || (assignee === "none" ? c.assignee === null : c.assignee?.id === (assignee === "me" ? me.user_id : assignee)))
    .filter((c) => query.get("handover") !== "true" || c.handover !== null)
    .filter((c) => !q || JSON.stringify([c.contact, c.subject, db.messages.get(c.id).map((m) => m.content)]).toLowerCase().includes(q))
    .sort((a, b) => b.last_message_at.localeCompare(a.last_message_at));
}

function suggest(conversation) {
  const suggestion = { id: id(), conversation_id: conversation.id, content: "The high-voltage battery is covered for 8 years or 160,000 km, whichever comes first.", grounded: true, confidence: 0.91, citations: [batteryCitation], status: "pending", provider: "extractive", in_reply_to: null, created_at: now(), reason: null };
  const list = db.suggestions.get(conversation.id) ?? [];
  list.forEach((other) => other.status === "pending" && (other.status = "rejected"));
  db.suggestions.set(conversation.id, [suggestion, ...list]);
  emit("suggestion.created", suggestion);
  return suggestion;
}
function findSuggestion(key) {
  for (const list of db.suggestions.values()) for (const suggestion of list) if (suggestion.id === key) return suggestion;
  throw notFound();
}
function answerTo(question) {
  const grounded = /batter|warrant|cover/i.test(question);
  return grounded
    ? { answer: "The high-voltage battery is covered for 8 years or 160,000 km, whichever comes first. It is repaired or replaced free of charge when its usable capacity falls below 70 %.", grounded, confidence: 0.91, citations: [batteryCitation], provider: "extractive" }
    : { answer: "I don't find anything about this in the documents.", grounded, confidence: 0.12, citations: [], provider: "extractive" };
}
async function digest(document) {
  for (const progress of [0, 15, 45, 70, 95]) {
    await wait(500);
    emit("document.updated", Object.assign(document, { status: progress === 0 ? "queued" : "processing", progress, updated_at: now() }));
  }
  db.chunks.set(document.id, db.chunks.get(document.id) ?? [{ id: id(), position: 0, locator: document.title, content: "The text of the uploaded file would stand here." }]);
  emit("document.updated", Object.assign(document, { status: "ready", progress: 100, chunk_count: db.chunks.get(document.id).length, updated_at: now() }));
}

const routes = [
  ["POST", "/auth/login", ({ body }) => {
    if (body.password !== PASSWORD) throw new Problem(401, "invalid_credentials", "The e-mail or the password is wrong.");
    if (body.email.startsWith("two-step")) return [200, { data: { mfa_required: true, mfa_token: "mock", methods: ["totp", "passkey", "recovery_code"], expires_in: 300 } }];
    return [200, { data: session() }, { "set-cookie": "dealsmart_refresh=mock; HttpOnly; SameSite=Lax; Path=/api/v1/auth" }];
  }],
  ["POST", "/auth/register", ({ body }) => {
    if (body.email === me.email) throw new Problem(409, "email_taken", "This e-mail is already registered.");
    return [201, { data: session() }, { "set-cookie": "dealsmart_refresh=mock; HttpOnly; SameSite=Lax; Path=/api/v1/auth" }];
  }],
  ["POST", "/auth/refresh", ({ request }) => {
    if (!request.headers.cookie?.includes("dealsmart_refresh=mock")) throw new Problem(401, "not_signed_in", "Sign in first.");
    return [200, { data: session() }];
  }],
  ["POST", "/auth/logout", () => [204, null, { "set-cookie": "dealsmart_refresh=; Max-Age=0; Path=/api/v1/auth" }]],
  ...accountRoutes,
  ...teamRoutes,
  ...jobRoutes,
  ...workspaceRoutes(emit),
  ...factorRoutes,
  ["GET", "/users/me", () => [200, { data: { id: me.user_id, email: me.email, name: me.name, role: me.role, permissions, tenant: db.tenant, ...ofAccount() } }]],
  ["GET", "/members", () => [200, page(db.members)]],
  ["POST", "/members", ({ body }) => {
    if (db.members.some((m) => m.email === body.email)) throw new Problem(422, "invalid", "Some fields need attention.", [{ field: "email", code: "taken", message: "Somebody with this e-mail is already a member." }]);
    const added = { user_id: id(), name: body.name, email: body.email, role: body.role, role_id: null, role_name: body.role, presence: "offline", availability: "available", teams: [], suspended: false, created_at: now() };
    db.members.push(added);
    return [201, { data: added }];
  }],
  ["PATCH", "/members/:id", ({ params, body }) => [200, { data: Object.assign(find(db.members, params.id, "user_id"), body) }]],
  ["DELETE", "/members/:id", ({ params }) => { db.members.splice(db.members.indexOf(find(db.members, params.id, "user_id")), 1); return [204, null]; }],
  ["GET", "/conversations", ({ query }) => [200, page(listConversations(query))]],
  ["GET", "/conversations/:id", ({ params }) => [200, { data: find(db.conversations, params.id) }]],
  ["PATCH", "/conversations/:id", ({ params, body }) => [200, { data: changed(find(db.conversations, params.id), { ...body, ...(body.status ? { resolved_at: body.status === "resolved" ? now() : null } : {}) }) }]],
  ["POST", "/conversations/:id/close", ({ params }) => [200, { data: changed(find(db.conversations, params.id), { status: "resolved", resolved_at: now() }) }]],
  ["POST", "/conversations/:id/assign", ({ params, body }) => {
    const member = body.assignee_id == null ? null : find(db.members, body.assignee_id, "user_id");
    const team = body.team_id == null ? null : find(db.teams, body.team_id);
    const change = { ...(body.assignee_id === undefined ? {} : { assignee: member && { id: member.user_id, name: member.name } }), ...(body.team_id === undefined ? {} : { team: team && { id: team.id, name: team.name } }) };
    return [200, { data: changed(find(db.conversations, params.id), change) }];
  }],
  ["POST", "/conversations/:id/read", ({ params }) => { changed(find(db.conversations, params.id), { unread_count: 0 }); return [204, null]; }],
  ["POST", "/conversations/:id/typing", () => [204, null]],
  ["GET", "/conversations/:id/messages", async ({ params, query }) => {
    const list = db.messages.get(params.id) ?? (() => { throw notFound(); })();
    const limit = Number(query.get("limit") ?? 50);
    if (!query.get("since")) return [200, page(list.filter((m) => m.seq < Number(query.get("before") ?? Infinity)).slice(-limit))];
    const newer = () => list.filter((m) => m.seq > Number(query.get("since") ?? 0)).slice(0, limit);
    for (let waited = 0; newer().length === 0 && waited < Number(query.get("wait") ?? 0); waited += 0.25) await wait(250);
    return [200, page(newer())];
  }],
  ["POST", "/conversations/:id/messages", async ({ params, body }) => {
    await wait(250);
    const conversation = find(db.conversations, params.id);
    if (/fail/i.test(body.content)) throw new Problem(503, "unavailable", "The database is busy.");
    const message = addMessage(conversation, { sender: staff(me), content: body.content, private: body.private ?? false, client_id: body.client_id ?? null });
    if (/hello/i.test(body.content)) void customerAnswers(conversation);
    return [201, { data: message }];
  }],
  ["POST", "/conversations/:id/ai-suggest", async ({ params }) => { await wait(900); return [201, { data: suggest(find(db.conversations, params.id)) }]; }],
  ["GET", "/conversations/:id/suggestions", ({ params }) => [200, page(db.suggestions.get(params.id) ?? [])]],
  ["POST", "/messages/:id/accept", async ({ params, body }) => {
    await wait(250);
    const suggestion = findSuggestion(params.id);
    suggestion.status = body.content ? "edited" : "accepted";
    emit("suggestion.updated", suggestion);
    return [201, { data: addMessage(find(db.conversations, suggestion.conversation_id), { sender: staff(me), content: body.content ?? suggestion.content, citations: suggestion.citations }) }];
  }],
  ["POST", "/messages/:id/reject", ({ params }) => { const s = findSuggestion(params.id); s.status = "rejected"; emit("suggestion.updated", s); return [200, { data: s }]; }],
  ["POST", "/messages/:id/feedback", ({ params }) => [200, { data: findSuggestion(params.id) }]],
  ["GET", "/contacts/:id", ({ params }) => [200, { data: db.contacts.get(params.id) }]],
  ["PATCH", "/contacts/:id", ({ params, body }) => [200, { data: Object.assign(db.contacts.get(params.id), body) }]],
  ["GET", "/catalogue/:id", ({ params }) => [200, { data: db.items.get(params.id) ?? (() => { throw notFound(); })() }]],
  ["POST", "/realtime/tickets", () => [201, { data: { ticket: "mock", expires_in: 30 } }]],
  ["GET", "/chatbots", () => [200, page(db.chatbots)]],
  ["POST", "/chatbots", ({ body }) => {
    const chatbot = { ...structuredClone(db.chatbots[0]), id: id(), public_key: `nw_live_${Date.now().toString(16)}`, created_at: now(), updated_at: now(), ...body };
    db.chatbots.push(chatbot);
    return [201, { data: chatbot }];
  }],
  ["GET", "/chatbots/:id", ({ params }) => [200, { data: find(db.chatbots, params.id) }]],
  ["PATCH", "/chatbots/:id", ({ params, body }) => [200, { data: Object.assign(find(db.chatbots, params.id), body) }]],
  ["DELETE", "/chatbots/:id", ({ params }) => { db.chatbots.splice(db.chatbots.indexOf(find(db.chatbots, params.id)), 1); return [204, null]; }],
  ["GET", "/knowledge/documents", ({ query }) => [200, page(db.documents.filter((d) => !query.get("q") || d.title.toLowerCase().includes(query.get("q").toLowerCase())))]],
  ["POST", "/knowledge/documents", ({ raw }) => {
    const filename = /filename="([^"]+)"/.exec(raw.subarray(0, 2000).toString("latin1"))?.[1] ?? "file.txt";
    const known = db.documents.find((d) => d.filename === filename);
    if (known) return [200, { data: known }, { "x-dealsmart-duplicate": "true" }];
    if (filename.endsWith(".exe")) throw new Problem(415, "unsupported_type", "This kind of file can't be read. Use PDF, Word, HTML, Markdown, text or CSV.");
    const document = { id: id(), title: filename.replace(/\.\w+$/, ""), filename, media_type: filename.endsWith(".pdf") ? "application/pdf" : "text/plain", size: raw.length, status: "queued", progress: 0, error: null, chunk_count: 0, page_count: null, created_at: now(), updated_at: now() };
    db.documents.unshift(document);
    void digest(document);
    return [202, { data: document }];
  }],
  ["GET", "/knowledge/documents/:id", ({ params }) => [200, { data: find(db.documents, params.id) }]],
  ["DELETE", "/knowledge/documents/:id", ({ params }) => { db.documents.splice(db.documents.indexOf(find(db.documents, params.id)), 1); return [204, null]; }],
  ["POST", "/knowledge/documents/:id/reprocess", ({ params }) => { const d = find(db.documents, params.id); void digest(d); return [202, { data: Object.assign(d, { status: "queued", progress: 0, error: null }) }]; }],
  ["GET", "/knowledge/documents/:id/chunks", ({ params }) => [200, page(db.chunks.get(params.id) ?? [])]],
  ["POST", "/rag/query", async ({ body }) => { await wait(500); return [200, { data: answerTo(body.question) }]; }],
  ["GET", "/rag/context", () => [200, page(db.documents.slice(0, 1).concat(db.documents.slice(2, 6)).map((document, index) => {
    const chunk = db.chunks.get(document.id)[index === 0 ? 1 : 0];
    return { chunk_id: chunk.id, document_id: document.id, title: document.title, locator: chunk.locator, content: chunk.content, score: [0.91, 0.64, 0.42, 0.31, 0.18][index], semantic: 0.8 - index / 10, lexical: 12 - index * 2 };
  }))]],
  ["GET", "/ai/usage", () => [200, { data: db.usage }]],
  ["PATCH", "/ai/budget", ({ body }) => [200, { data: Object.assign(db.usage.budget, body) }]],
  ["GET", "/ai/providers", () => [200, page(db.providers)]],
];

async function customerAnswers(conversation) {
  const sender = { kind: "customer", id: conversation.contact.id, name: conversation.contact.name };
  await wait(800);
  emit("typing", { conversation_id: conversation.id, sender, typing: true }, false);
  await wait(1800);
  addMessage(conversation, { sender, content: "Thank you, that helps a lot!" });
}

function match(method, path) {
  for (const [verb, pattern, handler] of routes) {
    const names = [];
    const found = new RegExp(`^${pattern.replace(/:(\w+)/g, (_, name) => (names.push(name), "([^/]+)"))}$`).exec(path);
    if (verb === method && found) return { handler, params: Object.fromEntries(names.map((name, index) => [name, found[index + 1]])) };
  }
  return null;
}

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const CSP = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; font-src 'self'; frame-ancestors 'none'";

function serveApp(path, response) {
  const wanted = join(DIST, normalize(path));
  const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(DIST, "index.html");
  if (!existsSync(file)) return response.writeHead(404).end("Build the app first.");
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": CSP });
  createReadStream(file).pipe(response);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://mock");
  if (!url.pathname.startsWith("/api/v1/")) return serveApp(url.pathname, response);
  const parts = [];
  for await (const part of request) parts.push(part);
  const raw = Buffer.concat(parts);
  try {
    const route = match(request.method, url.pathname.slice("/api/v1".length));
    if (!route) throw new Problem(404, "no_such_route", "There is no such route.");
    if (!url.pathname.startsWith("/api/v1/auth/") && !request.headers.authorization) throw new Problem(401, "not_signed_in", "Sign in first.");
    const body = request.headers["content-type"]?.includes("json") && raw.length > 0 ? JSON.parse(raw.toString()) : {};
    const [status, data, headers = {}] = await route.handler({ request, params: route.params, query: url.searchParams, body, raw });
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(data === null ? undefined : JSON.stringify(data));
  } catch (error) {
    const status = error.status ?? 500;
    response.writeHead(status, { "content-type": "application/problem+json" }).end(JSON.stringify({ type: "about:blank", title: "Problem", status, detail: error.message, code: error.code ?? "internal", request_id: "mock-1", errors: error.errors }));
  }
});

const hub = new WebSocketServer({ noServer: true });
server.on("upgrade", (request, socket, head) => {
  const url = new URL(request.url, "http://mock");
  if (url.pathname !== "/api/v1/realtime" || url.searchParams.get("ticket") !== "mock") return socket.destroy();
  hub.handleUpgrade(request, socket, head, (ws) => {
    sockets.add(ws);
    ws.on("close", () => sockets.delete(ws));
    ws.on("message", (text) => { if (JSON.parse(text).type === "ping") ws.send('{"type":"pong"}'); });
    ws.send(JSON.stringify({ type: "hello", seq, data: { heartbeat_seconds: 25 } }));
    const after = url.searchParams.get("after");
    if (after !== null) for (const frame of log.filter((entry) => entry.seq > Number(after))) ws.send(JSON.stringify(frame));
  });
});

server.listen(PORT, "127.0.0.1", () => console.log(`mock on http://127.0.0.1:${PORT} · sign in as ${me.email} / ${PASSWORD} · started ${ago(0)}`));
