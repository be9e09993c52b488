// The peer of `bench chat`: what a team would write in an afternoon with the usual parts.
// A visitor's message is stored with its conversation in one statement and fanned out to the
// room of all agents and to the visitor. It has no tenants, row-level security, events or jobs.
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import Fastify from "fastify";
import pg from "pg";
import { Server } from "socket.io";

const port = Number(process.env.PORT ?? 8090);
const agentToken = process.env.AGENT_TOKEN ?? "agent";
const secret = randomBytes(32);
// A schema of its own, gone again at the end: the peer is a guest in the measured program's database.
const schema = "bench_peer";
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  options: `-c search_path=${schema}`,
  max: Number(process.env.POOL ?? 10),
});

await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`);
await pool.query(await readFile(new URL("schema.sql", import.meta.url), "utf8"));

const sign = (id) => createHmac("sha256", secret).update(id).digest("base64url");

function visitorOf(token) {
  const [id, mac] = (token ?? "").split(".");
  if (!id || !mac) return null;
  const given = Buffer.from(mac);
  const expected = Buffer.from(sign(id));
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

// One statement, so one round trip and one transaction: take the next number of the conversation
// (made by its first message) and store the message under it. A repeated client id trips the
// unique key and rolls the number back.
const storeMessage = {
  name: "store-message",
  text: `WITH conversation AS (
           INSERT INTO conversations (id, visitor_id, last_seq, last_message, unread_count)
           VALUES ($1, $2, 1, $4, 1)
           ON CONFLICT (visitor_id) DO UPDATE
             SET last_seq = conversations.last_seq + 1, last_message = excluded.last_message,
                 last_message_at = now(), unread_count = conversations.unread_count + 1
           RETURNING id, last_seq)
         INSERT INTO messages (id, conversation_id, seq, sender_kind, sender_id, content, client_id, created_at)
         SELECT $3, id, last_seq, 'customer', $2, $4, $5, now() FROM conversation
         RETURNING conversation_id, seq, created_at`,
};
const findMessage = {
  name: "find-message",
  text: `SELECT m.id, m.conversation_id, m.seq, m.content, m.created_at
         FROM messages m JOIN conversations c ON c.id = m.conversation_id
         WHERE c.visitor_id = $1 AND m.client_id = $2`,
};

const messageSchema = {
  type: "object",
  properties: {
    id: { type: "string" },
    conversation_id: { type: "string" },
    seq: { type: "integer" },
    sender: {
      type: "object",
      properties: {
        kind: { type: "string" },
        id: { type: "string" },
        name: { type: "string", nullable: true },
      },
    },
    content: { type: "string" },
    citations: { type: "array", items: {} },
    private: { type: "boolean" },
    client_id: { type: "string" },
    created_at: { type: "string" },
  },
};

const asMessage = (row, visitor, clientId, content) => ({
  id: row.id,
  conversation_id: row.conversation_id,
  seq: Number(row.seq),
  sender: { kind: "customer", id: visitor, name: null },
  content,
  citations: [],
  private: false,
  client_id: clientId,
  created_at: row.created_at.toISOString(),
});

const app = Fastify({ logger: false });

app.post("/sessions", async (_request, reply) => {
  const id = randomUUID();
  return reply.code(201).send({ data: { visitor_token: `${id}.${sign(id)}`, conversation_id: null } });
});

app.post(
  "/messages",
  {
    schema: {
      body: {
        type: "object",
        required: ["content", "client_id"],
        properties: {
          content: { type: "string", minLength: 1, maxLength: 4000 },
          client_id: { type: "string", maxLength: 64 },
        },
      },
      response: { 201: { type: "object", properties: { data: messageSchema } } },
    },
  },
  async (request, reply) => {
    const visitor = visitorOf(request.headers.authorization?.slice("Bearer ".length));
    if (!visitor) return reply.code(401).send({ code: "unauthorized" });
    const { content, client_id: clientId } = request.body;
    const id = randomUUID();
    try {
      const { rows } = await pool.query({ ...storeMessage, values: [randomUUID(), visitor, id, content, clientId] });
      const message = asMessage({ ...rows[0], id }, visitor, clientId, content);
      io.to("agents").emit("message.created", message);
      io.to(visitor).emit("message.created", message);
      return reply.code(201).send({ data: message });
    } catch (error) {
      if (error.code !== "23505") throw error;
      const { rows } = await pool.query({ ...findMessage, values: [visitor, clientId] });
      return reply.code(201).send({ data: asMessage(rows[0], visitor, clientId, rows[0].content) });
    }
  },
);

await app.ready();
const io = new Server(app.server, { serveClient: false, transports: ["websocket"] });
io.use((socket, next) => {
  const { token } = socket.handshake.auth;
  if (token === agentToken) {
    socket.join("agents");
    return next();
  }
  const visitor = visitorOf(token);
  if (!visitor) return next(new Error("unauthorized"));
  socket.join(visitor);
  return next();
});

await app.listen({ port, host: "127.0.0.1" });
console.log(`listening ${port}`);

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    io.close();
    pool
      .query(`DROP SCHEMA ${schema} CASCADE`)
      .then(() => pool.end())
      .finally(() => process.exit(0));
  });
}
