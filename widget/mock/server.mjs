// A stand-in for the server that speaks the widget's routes, for development and tests only.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { answers } from "./answers.mjs";
import { MockState } from "./state.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const demo = here("../../crates/server/assets/demo/");
const types = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

export function startMock({ port = 8099, stateFile = null, config = {}, auto = true } = {}) {
  const state = new MockState(stateFile);
  const sockets = new Map();
  const tickets = new Map();
  /** Faults that a test may switch on. */
  const faults = { dieAfterCommit: false, noSocket: false, refuse: null, status: null, delayMs: 0, posts: 0 };
  const settings = {
    name: "Northwind Assistant",
    greeting: "Hello! Ask me about our vehicles, warranty, service or financing. I answer from Northwind's own documents.",
    colors: { primary: "#0f766e", on_primary: "#ffffff" },
    online: true,
    away_message: "We are closed now and open again on Monday at 09:00. Leave a message and we will get back to you.",
    tenant_name: "Northwind Motors",
    mode: "auto",
    ...config,
  };

  const json = (res, status, body, headers = {}) => {
    res.writeHead(status, {
      "content-type": status >= 400 ? "application/problem+json" : "application/json",
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "authorization, content-type",
      "access-control-allow-methods": "GET, POST, PATCH",
      ...headers,
    });
    res.end(body === null ? "" : JSON.stringify(body));
  };
  const problem = (res, status, code, detail) => json(res, status, { type: "about:blank", title: code, status, code, detail });

  const view = ({ id, status, handover, assignee_name }) => ({ id, status, handover, assignee_name });
  const publish = (conversation, frame) => {
    for (const socket of sockets.get(conversation.id) ?? []) socket.send(JSON.stringify(frame));
    for (const wake of conversation.waiting ?? []) wake();
    conversation.waiting = [];
  };
  const say = (conversation, sender, content, more) => {
    const { message, fresh } = state.add(conversation, sender, content, more);
    if (fresh) publish(conversation, { type: "message.created", seq: message.seq, data: message });
    return message;
  };
  const update = (conversation, change) => {
    Object.assign(conversation, change);
    state.save();
    publish(conversation, { type: "conversation.updated", data: view(conversation) });
  };
  const typing = (conversation, sender, on) => publish(conversation, { type: "typing", data: { conversation_id: conversation.id, sender, typing: on } });

  async function answer(conversation, question) {
    if (!auto || conversation.handover) return;
    const ai = { kind: "ai", id: null, name: null };
    typing(conversation, ai, true);
    await new Promise((done) => setTimeout(done, 500));
    const found = answers.find(({ when }) => when.test(question));
    if (found) return say(conversation, ai, found.content, { citations: found.citations });
    typing(conversation, ai, false);
    say(conversation, { kind: "system", id: null, name: null }, "A colleague will answer here soon.");
    update(conversation, { handover: true });
  }

  async function body(req) {
    const chunks = [];
    for await (const chunk of req) chunks.push(chunk);
    return chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {};
  }

  async function file(res, path, change = (text) => text) {
    const text = change(await readFile(path, "utf8"));
    res.writeHead(200, { "content-type": types[path.split(".").pop()] ?? "text/plain", "content-security-policy": csp, "x-content-type-options": "nosniff" });
    res.end(text);
  }

  async function widgetRoute(req, res, path, query) {
    const token = (req.headers.authorization ?? "").replace("Bearer ", "");
    if (!state.sessions[token]) return problem(res, 401, "unauthorized", "Unknown visitor.");
    const conversation = state.conversationOf(token);
    if (path === "messages" && req.method === "POST") {
      faults.posts++;
      const { content, client_id: clientId } = await body(req);
      if (faults.refuse) return problem(res, 422, "invalid", faults.refuse);
      if (faults.status) return problem(res, faults.status, "fault", "");
      if (faults.delayMs) await new Promise((done) => setTimeout(done, faults.delayMs));
      const own = state.conversationOf(token, true);
      const known = own.messages.some((message) => message.client_id === clientId);
      const customer = { kind: "customer", id: null, name: null };
      if (faults.dieAfterCommit) {
        // Stored, and nobody told: neither by an answer nor over the socket.
        state.add(own, customer, content, { clientId });
        return stop();
      }
      const message = say(own, customer, content, { clientId });
      if (own.status === "resolved") update(own, { status: "open" });
      json(res, 201, { data: message });
      if (!known) void answer(own, content);
      return;
    }
    if (path === "messages") {
      const since = Number(query.get("since") ?? 0);
      const wait = Number(query.get("wait") ?? 0);
      const fresh = () => (conversation?.messages ?? []).filter((message) => message.seq > since);
      if (conversation && wait > 0 && fresh().length === 0) {
        await new Promise((done) => {
          const timer = setTimeout(done, wait * 1000);
          (conversation.waiting ??= []).push(() => (clearTimeout(timer), done()));
        });
      }
      const page = fresh().slice(0, 50);
      return json(res, 200, {
        data: page,
        page: { next_cursor: fresh().length > 50 ? String(page.at(-1).seq) : null, limit: 50 },
        conversation: conversation ? view(conversation) : null,
      });
    }
    if (path === "realtime-tickets") {
      const ticket = randomUUID();
      tickets.set(ticket, token);
      return json(res, 201, { data: { ticket, expires_in: 30 } });
    }
    if (path === "session") {
      Object.assign(state.sessions[token], await body(req));
      state.save();
      return json(res, 200, { data: {} });
    }
    if (path === "typing" || path === "read") {
      const sent = await body(req);
      (state.sessions[token][path] ??= []).push(sent);
      return json(res, 204, null);
    }
    return problem(res, 404, "not_found", "");
  }

  async function route(req, res) {
    const url = new URL(req.url, "http://mock");
    const path = url.pathname;
    if (req.method === "OPTIONS") return json(res, 204, null);
    if (path === "/widget.js") return file(res, here("../dist/widget.js"));
    if (path === "/widget/app.js") return file(res, here("../dist/app.js"));
    if (path === "/widget/source.css") return file(res, here("../dist/source.css"));
    if (path === "/demo") return file(res, `${demo}index.html`, (text) => text.replaceAll("{{chatbot_key}}", "demo"));
    if (/^\/demo\/[\w-]+\.(css|svg)$/.test(path)) return file(res, demo + path.slice(6));
    const api = path.replace("/api/v1/widget/", "");
    if (api === path) return problem(res, 404, "not_found", "");
    const [key, rest] = api.split("/");
    if (rest === "config") return json(res, 200, { data: settings });
    if (rest === "sessions") {
      const token = state.session(await body(req));
      return json(res, 201, { data: { visitor_token: token, conversation_id: null } });
    }
    if (rest === "sources") {
      const quote = (url.searchParams.get("quote") ?? "").replace(/[<>&]/g, "");
      res.writeHead(200, { "content-type": types.html, "content-security-policy": csp });
      return res.end(`<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Source</title><link rel="stylesheet" href="/widget/source.css"></head><body><main><p class="tenant">Northwind Motors</p><h1>Warranty guide 2026</h1><p class="locator">Electric vehicles › Battery</p><p>This section says what is covered. <mark>${quote}</mark> Other parts follow the basic coverage.</p><p>Keep this guide in the glove compartment.</p></main></body></html>`);
    }
    return widgetRoute(req, res, key, url.searchParams);
  }

  const server = createServer((req, res) => {
    route(req, res).catch((error) => problem(res, 500, "mock", String(error)));
  });
  const ws = new WebSocketServer({ noServer: true });
  server.on("upgrade", (req, socket, head) => {
    const url = new URL(req.url, "http://mock");
    const token = tickets.get(url.searchParams.get("ticket"));
    tickets.delete(url.searchParams.get("ticket"));
    const conversation = token && state.conversationOf(token);
    if (faults.noSocket || !conversation) return socket.destroy();
    ws.handleUpgrade(req, socket, head, (client) => {
      const set = sockets.get(conversation.id) ?? new Set();
      sockets.set(conversation.id, set.add(client));
      client.on("close", () => set.delete(client));
      client.on("message", (data) => {
        if (JSON.parse(String(data)).type === "ping") client.send('{"type":"pong"}');
      });
      client.send(JSON.stringify({ type: "hello", seq: conversation.seq, data: { heartbeat_seconds: 25 } }));
      const after = Number(url.searchParams.get("after") ?? 0);
      for (const message of conversation.messages.filter(({ seq }) => seq > after)) {
        client.send(JSON.stringify({ type: "message.created", seq: message.seq, data: message }));
      }
    });
  });

  /** As abrupt as a kill: connections are cut, nothing is answered. */
  function stop() {
    for (const set of sockets.values()) for (const client of set) client.terminate();
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  }

  const only = () => Object.values(state.conversations).at(-1);
  return new Promise((ready) => {
    server.listen(port, "127.0.0.1", () => ready({ server, state, faults, settings, say, update, typing, stop, only, url: `http://127.0.0.1:${port}` }));
  });
}
