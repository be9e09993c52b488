-- The ground: roles, the tenant guard, and the tables of identity, tenancy, crm, inbox, chatbots,
-- events, jobs and realtime. The rules every later migration follows are in README.md beside this file.

-- Roles -------------------------------------------------------------------------------------------
-- The migrating role owns everything. `dealsmart_program` is what the program runs as: no ownership, no
-- BYPASSRLS. `dealsmart_reader` and `dealsmart_dispatcher` never log in; they own the narrow functions
-- that may look past row-level security and check the tenant themselves.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['dealsmart_program', 'dealsmart_reader', 'dealsmart_dispatcher'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', r);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster was faster
      END;
    END IF;
    BEGIN
      -- Creating a role gives the right to administer it, not yet the right to hand functions to it.
      EXECUTE format('GRANT %I TO CURRENT_USER', r);
    EXCEPTION WHEN insufficient_privilege THEN
      -- Someone else made the role. That is fine where we may act as it, and for the program's login.
      IF r <> 'dealsmart_program' AND NOT pg_has_role(current_user, r, 'MEMBER') THEN RAISE; END IF;
    END;
  END LOOP;
END $$;

CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app, public TO dealsmart_program, dealsmart_reader, dealsmart_dispatcher;
GRANT CREATE ON SCHEMA app TO dealsmart_reader, dealsmart_dispatcher; -- needed while functions change owner; see README.md
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- NULL when unset: an unset tenant sees nothing, and is not an error.
CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
CREATE FUNCTION app.user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;

-- Makes a table a tenant table: row-level security enabled and forced, one policy for the program, one
-- read-only policy for the search functions' owner.
CREATE FUNCTION app.protect(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
  EXECUTE format('CREATE POLICY tenant ON %s TO dealsmart_program USING (tenant_id = (SELECT app.tenant_id())) WITH CHECK (tenant_id = (SELECT app.tenant_id()))', t);
  EXECUTE format('CREATE POLICY reader ON %s FOR SELECT TO dealsmart_reader USING (true)', t);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO dealsmart_program', t);
  EXECUTE format('GRANT SELECT ON %s TO dealsmart_reader', t);
END $$;
REVOKE ALL ON FUNCTION app.protect(regclass) FROM PUBLIC;

-- Hands a function to the role whose eyes it needs and lets the program run it, nobody else.
CREATE FUNCTION app.own(f regprocedure, r regrole) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER FUNCTION %s OWNER TO %s', f, r);
  EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO dealsmart_program', f);
END $$;
REVOKE ALL ON FUNCTION app.own(regprocedure, regrole) FROM PUBLIC;

-- Tenancy and identity ------------------------------------------------------------------------------
CREATE TABLE tenants (
  tenant_id  uuid PRIMARY KEY,
  slug       text NOT NULL,
  name       text NOT NULL,
  event_seq  bigint NOT NULL DEFAULT 0, -- the last sequence number given to an event of this tenant
  created_at timestamptz NOT NULL
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX tenants_slug_key ON tenants (tenant_id, slug);
SELECT app.protect('tenants');

-- People sign in once for all their tenants, so users stand outside the tenants. A tenant sees the users
-- that are its members; sign-in goes through app.user_for_login.
CREATE TABLE users (
  id            uuid PRIMARY KEY,
  email         text NOT NULL,
  name          text NOT NULL,
  password_hash text NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));

CREATE TABLE members (
  tenant_id  uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  user_id    uuid NOT NULL REFERENCES users (id),
  role       text NOT NULL CHECK (role IN ('owner', 'admin', 'supervisor', 'agent', 'viewer')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX members_user ON members (user_id);
SELECT app.protect('members');

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY fellow ON users FOR SELECT TO dealsmart_program
  USING (id = (SELECT app.user_id()) OR EXISTS (SELECT FROM members m WHERE m.user_id = users.id AND m.tenant_id = (SELECT app.tenant_id())));
CREATE POLICY self ON users FOR UPDATE TO dealsmart_program USING (id = (SELECT app.user_id()));
CREATE POLICY sign_up ON users FOR INSERT TO dealsmart_program WITH CHECK (true);
CREATE POLICY reader ON users FOR SELECT TO dealsmart_reader USING (true);
GRANT SELECT, INSERT, UPDATE ON users TO dealsmart_program;
GRANT SELECT ON users TO dealsmart_reader;

CREATE TABLE sessions (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  user_id      uuid NOT NULL,
  refresh_hash bytea NOT NULL,     -- SHA-256 of the current refresh token
  previous_hash bytea,             -- the one before: seen again, the session ends (reuse)
  user_agent   text,
  address      text,
  created_at   timestamptz NOT NULL,
  used_at      timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES members (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX sessions_user ON sessions (tenant_id, user_id);
SELECT app.protect('sessions');

CREATE FUNCTION app.user_for_login(p_email text)
RETURNS TABLE (user_id uuid, email text, name text, password_hash text, tenant_id uuid, slug text, tenant_name text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT u.id, u.email, u.name, u.password_hash, t.tenant_id, t.slug, t.name, m.role
  FROM users u
  LEFT JOIN members m ON m.user_id = u.id
  LEFT JOIN tenants t ON t.tenant_id = m.tenant_id
  WHERE lower(u.email) = lower(p_email)
  ORDER BY m.created_at, t.tenant_id
  LIMIT 1
$$;
SELECT app.own('app.user_for_login(text)', 'dealsmart_reader');

-- Until its transaction ends, whoever asks for the same slug waits: a unique key across tenants is not to be had.
CREATE FUNCTION app.slug_taken(p_slug text) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('slug:' || p_slug, 0));
  SELECT EXISTS (SELECT FROM tenants WHERE slug = p_slug)
$$;
SELECT app.own('app.slug_taken(text)', 'dealsmart_reader');

-- CRM: as much as a conversation needs ----------------------------------------------------------------
CREATE TABLE contacts (
  tenant_id  uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id         uuid NOT NULL,
  name       text,
  email      text,
  phone      text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX contacts_email_key ON contacts (tenant_id, lower(email)) WHERE email IS NOT NULL;
CREATE INDEX contacts_created ON contacts (tenant_id, created_at DESC, id DESC);
SELECT app.protect('contacts');

CREATE TABLE catalogue_items (
  tenant_id      uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id             uuid NOT NULL,
  sku            text NOT NULL,
  name           text NOT NULL,
  kind           text NOT NULL,
  price_amount   bigint NOT NULL CHECK (price_amount >= 0), -- minor units
  price_currency text NOT NULL CHECK (price_currency ~ '^[A-Z]{3}$'),
  stock          integer NOT NULL CHECK (stock >= 0),
  attributes     jsonb NOT NULL DEFAULT '{}',
  url            text,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX catalogue_items_sku_key ON catalogue_items (tenant_id, sku);
CREATE INDEX catalogue_items_name ON catalogue_items (tenant_id, name, id);
SELECT app.protect('catalogue_items');

-- Chatbots --------------------------------------------------------------------------------------------
CREATE TABLE chatbots (
  tenant_id       uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id              uuid NOT NULL,
  public_key      text NOT NULL,
  name            text NOT NULL,
  greeting        text NOT NULL,
  away_message    text NOT NULL,
  mode            text NOT NULL CHECK (mode IN ('auto', 'assist')),
  enabled         boolean NOT NULL,
  colors          jsonb NOT NULL,
  allowed_origins text[] NOT NULL,
  business_hours  jsonb,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX chatbots_public_key_key ON chatbots (tenant_id, public_key);
CREATE INDEX chatbots_public_key ON chatbots (public_key);
SELECT app.protect('chatbots');

CREATE FUNCTION app.tenant_of_chatbot_key(p_key text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tenant_id FROM chatbots WHERE public_key = p_key
$$;
SELECT app.own('app.tenant_of_chatbot_key(text)', 'dealsmart_reader');

-- Inbox -----------------------------------------------------------------------------------------------
CREATE TABLE conversations (
  tenant_id        uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id               uuid NOT NULL,
  contact_id       uuid NOT NULL,
  chatbot_id       uuid,
  channel          text NOT NULL CHECK (channel IN ('widget', 'email', 'voice', 'api')),
  status           text NOT NULL CHECK (status IN ('open', 'pending', 'resolved')),
  priority         text NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  subject          text,
  assignee_id      uuid,
  handover_reason  text,
  handover_summary text,
  handover_at      timestamptz,
  last_seq         bigint NOT NULL DEFAULT 0, -- the last sequence number given within this conversation
  last_message     text,
  last_sender_kind text,
  last_message_at  timestamptz NOT NULL,
  unread_count     integer NOT NULL DEFAULT 0, -- customer messages since staff last read
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  resolved_at      timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
  FOREIGN KEY (tenant_id, chatbot_id) REFERENCES chatbots (tenant_id, id) ON DELETE SET NULL (chatbot_id),
  FOREIGN KEY (tenant_id, assignee_id) REFERENCES members (tenant_id, user_id) ON DELETE SET NULL (assignee_id)
) WITH (fillfactor = 70);
CREATE INDEX conversations_recent ON conversations (tenant_id, last_message_at DESC, id DESC);
CREATE INDEX conversations_contact ON conversations (tenant_id, contact_id);
SELECT app.protect('conversations');

CREATE TABLE messages (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  conversation_id uuid NOT NULL,
  seq             bigint NOT NULL,
  sender_kind     text NOT NULL CHECK (sender_kind IN ('customer', 'staff', 'ai', 'system')),
  sender_id       uuid,
  sender_name     text,
  content         text NOT NULL,
  citations       jsonb NOT NULL DEFAULT '[]',
  private         boolean NOT NULL DEFAULT false,
  client_id       text,
  in_reply_to     uuid,
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX messages_seq_key ON messages (tenant_id, conversation_id, seq);
CREATE UNIQUE INDEX messages_client_id_key ON messages (tenant_id, conversation_id, sender_kind, client_id) WHERE client_id IS NOT NULL;
-- An AI answers a customer's message once, whatever is retried.
CREATE UNIQUE INDEX messages_answer_key ON messages (tenant_id, in_reply_to) WHERE sender_kind = 'ai';
-- fastupdate off: a pending list would make one unlucky sender pay for thousands of others.
CREATE INDEX messages_search ON messages USING gin (to_tsvector('simple', content)) WITH (fastupdate = off);
SELECT app.protect('messages');

CREATE TABLE suggestions (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  conversation_id uuid NOT NULL,
  in_reply_to     uuid,
  content         text NOT NULL,
  grounded        boolean NOT NULL,
  confidence      real NOT NULL,
  citations       jsonb NOT NULL DEFAULT '[]',
  reason          text,
  provider        text NOT NULL,
  status          text NOT NULL CHECK (status IN ('pending', 'accepted', 'edited', 'rejected')),
  message_id      uuid,
  rating          smallint CHECK (rating BETWEEN 1 AND 5),
  comment         text,
  decided_by      uuid,
  decided_at      timestamptz,
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX suggestions_conversation ON suggestions (tenant_id, conversation_id, created_at DESC, id DESC);
CREATE INDEX suggestions_by_status ON suggestions (tenant_id, created_at, status);
-- One draft per customer message from the background; a person may ask for more (in_reply_to is null then).
CREATE UNIQUE INDEX suggestions_reply_key ON suggestions (tenant_id, in_reply_to) WHERE in_reply_to IS NOT NULL;
SELECT app.protect('suggestions');

CREATE FUNCTION app.search_conversations(p_query text, p_limit integer) RETURNS TABLE (conversation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH hits AS (
    (SELECT m.conversation_id FROM messages m
      WHERE m.tenant_id = app.tenant_id()
        AND to_tsvector('simple', m.content) @@ websearch_to_tsquery('simple', p_query)
      ORDER BY m.created_at DESC LIMIT p_limit)
    UNION
    (SELECT c.id FROM contacts k JOIN conversations c ON c.tenant_id = k.tenant_id AND c.contact_id = k.id
      WHERE k.tenant_id = app.tenant_id()
        AND (starts_with(lower(k.email), lower(p_query)) OR strpos(lower(k.name), lower(p_query)) > 0)
      LIMIT p_limit)
  )
  SELECT conversation_id FROM hits
$$;
SELECT app.own('app.search_conversations(text, integer)', 'dealsmart_reader');

-- A visitor of a widget: what a visitor token stands for.
CREATE TABLE visitor_sessions (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  chatbot_id      uuid NOT NULL,
  contact_id      uuid,
  conversation_id uuid,
  name            text,
  email           text,
  read_seq        bigint NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, chatbot_id) REFERENCES chatbots (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE SET NULL (conversation_id)
);
SELECT app.protect('visitor_sessions');

-- Events and jobs -------------------------------------------------------------------------------------
-- seq is dense per tenant and given at the very end of a transaction, under the lock of the tenant's row,
-- so a reader that has seen seq N has seen everything before it.
CREATE TABLE events (
  tenant_id       uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  seq             bigint NOT NULL,
  id              uuid NOT NULL,
  kind            text NOT NULL,
  audience        text NOT NULL CHECK (audience IN ('staff', 'everyone', 'internal')),
  conversation_id uuid,
  actor_id        uuid,
  data            jsonb NOT NULL,
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE UNIQUE INDEX events_id_key ON events (tenant_id, id);
SELECT app.protect('events');

CREATE TABLE jobs (
  tenant_id    uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id           uuid NOT NULL,
  kind         text NOT NULL,
  payload      jsonb NOT NULL,
  state        text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'failed')),
  priority     smallint NOT NULL DEFAULT 0, -- lower runs first
  run_at       timestamptz NOT NULL,
  attempt      integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL DEFAULT 10,
  unique_key   text,
  worker       text,
  lease_until  timestamptz,
  last_error   text,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX jobs_unique_key ON jobs (tenant_id, kind, unique_key) WHERE state = 'queued' AND unique_key IS NOT NULL;
CREATE INDEX jobs_due ON jobs (priority, run_at) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_failed ON jobs (tenant_id, created_at DESC, id DESC) WHERE state = 'failed';
SELECT app.protect('jobs');
CREATE POLICY dispatcher ON jobs TO dealsmart_dispatcher USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON jobs TO dealsmart_dispatcher;

-- Writes a transaction's events and jobs. Called once, right before commit. Returns the sequence number
-- before the first event's.
CREATE FUNCTION app.record(
  p_at timestamptz, p_ids uuid[], p_kinds text[], p_audiences text[], p_conversations uuid[], p_data jsonb[],
  p_job_ids uuid[], p_job_kinds text[], p_job_payloads jsonb[], p_job_priorities smallint[], p_job_run_at timestamptz[],
  p_job_max_attempts integer[], p_job_unique_keys text[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  t uuid := app.tenant_id();
  n bigint := cardinality(p_ids);
  last bigint := 0;
BEGIN
  IF cardinality(p_job_ids) > 0 THEN
    INSERT INTO jobs (tenant_id, id, kind, payload, priority, run_at, max_attempts, unique_key, created_at)
    SELECT t, j.id, j.kind, j.payload, j.priority, j.run_at, j.max_attempts, j.unique_key, p_at
    FROM unnest(p_job_ids, p_job_kinds, p_job_payloads, p_job_priorities, p_job_run_at, p_job_max_attempts, p_job_unique_keys)
      AS j (id, kind, payload, priority, run_at, max_attempts, unique_key)
    ON CONFLICT (tenant_id, kind, unique_key) WHERE state = 'queued' AND unique_key IS NOT NULL
    DO UPDATE SET payload = excluded.payload;
  END IF;
  IF n > 0 THEN
    UPDATE tenants SET event_seq = event_seq + n WHERE tenant_id = t RETURNING event_seq INTO last;
    IF last IS NULL OR last = 0 THEN RAISE EXCEPTION 'no tenant to record events for'; END IF;
    INSERT INTO events (tenant_id, seq, id, kind, audience, conversation_id, actor_id, data, created_at)
    SELECT t, last - n + e.ord, e.id, e.kind, e.audience, e.conversation_id, app.user_id(), e.data, p_at
    FROM unnest(p_ids, p_kinds, p_audiences, p_conversations, p_data)
      WITH ORDINALITY AS e (id, kind, audience, conversation_id, data, ord);
  END IF;
  RETURN last - n;
END $$;
REVOKE ALL ON FUNCTION app.record(timestamptz, uuid[], text[], text[], uuid[], jsonb[], uuid[], text[], jsonb[], smallint[], timestamptz[], integer[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.record(timestamptz, uuid[], text[], text[], uuid[], jsonb[], uuid[], text[], jsonb[], smallint[], timestamptz[], integer[], text[]) TO dealsmart_program;

-- The workers' view across tenants: claim, recover, count. Everything a job then does happens in its own
-- tenant's transaction.
CREATE FUNCTION app.claim_jobs(p_worker text, p_kinds text[], p_limit integer, p_now timestamptz, p_lease interval)
RETURNS TABLE (tenant_id uuid, id uuid, kind text, payload jsonb, attempt integer, max_attempts integer, created_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE jobs j SET state = 'running', attempt = j.attempt + 1, worker = p_worker, lease_until = p_now + p_lease
  FROM (
    SELECT d.tenant_id, d.id FROM jobs d
    WHERE d.state = 'queued' AND d.run_at <= p_now AND d.kind = ANY (p_kinds)
    ORDER BY d.priority, d.run_at LIMIT p_limit
    FOR UPDATE SKIP LOCKED
  ) due
  WHERE j.tenant_id = due.tenant_id AND j.id = due.id
  RETURNING j.tenant_id, j.id, j.kind, j.payload, j.attempt, j.max_attempts, j.created_at
$$;
SELECT app.own('app.claim_jobs(text, text[], integer, timestamptz, interval)', 'dealsmart_dispatcher');

CREATE FUNCTION app.extend_leases(p_worker text, p_ids uuid[], p_now timestamptz, p_lease interval) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH kept AS (
    UPDATE jobs SET lease_until = p_now + p_lease
    WHERE state = 'running' AND worker = p_worker AND id = ANY (p_ids) RETURNING 1
  ) SELECT count(*) FROM kept
$$;
SELECT app.own('app.extend_leases(text, uuid[], timestamptz, interval)', 'dealsmart_dispatcher');

-- A dead worker's jobs go back; one that was tried too often is kept as failed. A worker is dead when its lease ran
-- out, or when it is not among the living and has given no sign for a while.
CREATE FUNCTION app.recover_jobs(p_now timestamptz, p_living text[], p_last_sign timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH lost AS (
    SELECT tenant_id, id FROM jobs
    WHERE state = 'running' AND (lease_until < p_now OR (lease_until < p_last_sign AND NOT worker = ANY (p_living)))
    FOR UPDATE SKIP LOCKED
  ), freed AS (
    -- A queued twin with the same unique key keeps the place, so the recovered one drops its key.
    UPDATE jobs j SET state = CASE WHEN j.attempt >= j.max_attempts THEN 'failed' ELSE 'queued' END,
      unique_key = NULL, worker = NULL, lease_until = NULL, run_at = p_now,
      last_error = coalesce(j.last_error, 'the worker went away')
    FROM lost l WHERE j.tenant_id = l.tenant_id AND j.id = l.id RETURNING 1
  ) SELECT count(*) FROM freed
$$;
SELECT app.own('app.recover_jobs(timestamptz, text[], timestamptz)', 'dealsmart_dispatcher');

CREATE FUNCTION app.job_counts() RETURNS TABLE (state text, jobs bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT state, count(*) FROM jobs GROUP BY state
$$;
SELECT app.own('app.job_counts()', 'dealsmart_dispatcher');

-- Real time -------------------------------------------------------------------------------------------
CREATE TABLE realtime_tickets (
  tenant_id  uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  hash       bytea NOT NULL, -- SHA-256 of the ticket's secret
  principal  jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, hash)
);
SELECT app.protect('realtime_tickets');

-- What the installation itself remembers (the demo's state, for one). Not a tenant's.
CREATE TABLE installation (
  key        text PRIMARY KEY,
  value      jsonb NOT NULL,
  updated_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON installation TO dealsmart_program;
