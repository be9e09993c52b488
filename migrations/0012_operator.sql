-- Operators of the installation: who they are, what they suspended, in whose name they were, and the log of what they did.
--
-- What they may see and do across tenants goes through the functions at the end. `dealsmart_operator` never logs in and
-- owns them; each asks for `app.operator_id()`, so that nobody gets anything out of them in the name of anyone else.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dealsmart_operator') THEN
    BEGIN
      CREATE ROLE dealsmart_operator NOLOGIN NOSUPERUSER NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster was faster
    END;
  END IF;
  BEGIN
    GRANT dealsmart_operator TO CURRENT_USER;
  EXCEPTION WHEN insufficient_privilege THEN
    IF NOT pg_has_role(current_user, 'dealsmart_operator', 'MEMBER') THEN RAISE; END IF;
  END;
  BEGIN
    -- It reads what the reader reads: every tenant's tables, by the policies that are there.
    IF NOT pg_has_role('dealsmart_operator', 'dealsmart_reader', 'USAGE') THEN
      GRANT dealsmart_reader TO dealsmart_operator;
    END IF;
  EXCEPTION WHEN insufficient_privilege THEN
    IF NOT pg_has_role('dealsmart_operator', 'dealsmart_reader', 'USAGE') THEN RAISE; END IF;
  END;
END $$;
GRANT USAGE ON SCHEMA app, public TO dealsmart_operator;
GRANT CREATE ON SCHEMA app TO dealsmart_operator; -- needed while functions change owner; see README.md

-- Tables ----------------------------------------------------------------------------------------------
-- Who is operator. A table of its own and no column of `users`, because the program may change one's own user, and this it
-- may only read.
CREATE TABLE operators (
  user_id    uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  since      timestamptz NOT NULL,
  granted_by uuid -- null: the command line
);

-- Whose account is suspended, in all workspaces.
CREATE TABLE user_suspensions (
  user_id      uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  reason       text NOT NULL,
  suspended_by uuid NOT NULL,
  suspended_at timestamptz NOT NULL
);

-- Which tenants are suspended: nobody comes in, and their widgets say that they are not available.
CREATE TABLE tenant_suspensions (
  tenant_id    uuid PRIMARY KEY REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  reason       text NOT NULL,
  suspended_by uuid NOT NULL,
  suspended_at timestamptz NOT NULL
);
SELECT app.protect('tenant_suspensions');
REVOKE INSERT, UPDATE, DELETE ON tenant_suspensions FROM dealsmart_program;

-- A session in a member's name that an operator has. What is over stands in `sessions.ended_at`.
CREATE TABLE impersonations (
  session_id          uuid PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  operator_id         uuid NOT NULL,
  operator_session_id uuid NOT NULL, -- it ends with that one
  tenant_id           uuid NOT NULL,
  user_id             uuid NOT NULL,
  reason              text NOT NULL,
  writes              boolean NOT NULL,
  created_at          timestamptz NOT NULL
);
CREATE INDEX impersonations_of_session ON impersonations (operator_session_id);
CREATE INDEX impersonations_of_operator ON impersonations (operator_id);
CREATE INDEX impersonations_created ON impersonations (created_at DESC, session_id DESC);

-- What operators did, in the whole installation.
CREATE TABLE operator_log (
  id            uuid PRIMARY KEY,
  action        text NOT NULL,
  operator_id   uuid, -- null: the command line
  operator_name text, -- as it was then
  target_kind   text NOT NULL,
  target_id     text,
  target_name   text, -- as it was then
  tenant_id     uuid, -- the one that it was about, where it was one
  reason        text,
  before        jsonb,
  after         jsonb,
  address       text,
  user_agent    text,
  request_id    text,
  created_at    timestamptz NOT NULL
);
CREATE INDEX operator_log_created ON operator_log (created_at DESC, id DESC);
CREATE INDEX operator_log_of_operator ON operator_log (operator_id, created_at DESC, id DESC);
CREATE INDEX operator_log_of_target ON operator_log (target_id, created_at DESC, id DESC);
CREATE INDEX operator_log_of_tenant ON operator_log (tenant_id, created_at DESC, id DESC);

CREATE FUNCTION app.operator_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the operator log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operator_log
  FOR EACH STATEMENT EXECUTE FUNCTION app.operator_log_is_append_only();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['operators', 'user_suspensions', 'impersonations', 'operator_log'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operator ON %I TO dealsmart_operator USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, DELETE ON operators, user_suspensions TO dealsmart_operator;
GRANT SELECT, INSERT ON impersonations, operator_log TO dealsmart_operator;
CREATE POLICY operator ON tenant_suspensions TO dealsmart_operator USING (true) WITH CHECK (true);
GRANT INSERT, DELETE ON tenant_suspensions TO dealsmart_operator;
-- Whether one is oneself operator, or suspended.
CREATE POLICY own ON operators FOR SELECT TO dealsmart_program USING (user_id = (SELECT app.user_id()));
CREATE POLICY own ON user_suspensions FOR SELECT TO dealsmart_program USING (user_id = (SELECT app.user_id()));
GRANT SELECT ON operators, user_suspensions TO dealsmart_program;

-- Sessions are ended, and begun in a member's name; a password is made unusable; entries go into the tenants' audit logs.
CREATE POLICY operator ON sessions TO dealsmart_operator USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (ended_at, end_reason) ON sessions TO dealsmart_operator;
CREATE POLICY operator ON users FOR UPDATE TO dealsmart_operator USING (true);
GRANT UPDATE (password_hash, updated_at) ON users TO dealsmart_operator;
CREATE POLICY operator ON audit_log FOR INSERT TO dealsmart_operator WITH CHECK (true);
GRANT INSERT ON audit_log TO dealsmart_operator;

-- Second factors are counted, and removed from who lost them.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['totp_secrets', 'recovery_codes', 'passkeys', 'factor_attempts', 'trusted_browsers', 'pending_sign_ins'] LOOP
    EXECUTE format('CREATE POLICY operator ON %I TO dealsmart_operator USING (true)', t);
    EXECUTE format('GRANT DELETE ON %I TO dealsmart_operator', t);
    EXECUTE format('GRANT SELECT (user_id) ON %I TO dealsmart_operator', t);
  END LOOP;
END $$;
GRANT SELECT (confirmed_at) ON totp_secrets TO dealsmart_operator;
GRANT SELECT (used_at) ON recovery_codes TO dealsmart_operator;

-- An operator who acts in a tenant, and in whose name.
ALTER TABLE audit_log
  ADD COLUMN acting_as      uuid,
  ADD COLUMN acting_as_name text,
  DROP CONSTRAINT audit_log_actor_kind_check,
  ADD CONSTRAINT audit_log_actor_kind_check CHECK (actor_kind IN ('user', 'visitor', 'system', 'operator')) NOT VALID;

-- Lists across tenants.
CREATE INDEX tenants_created ON tenants (created_at DESC, tenant_id DESC);
CREATE INDEX tenants_by_name ON tenants (lower(name), tenant_id);
CREATE INDEX tenants_search ON tenants USING gin (lower(name || ' ' || slug) gin_trgm_ops);
CREATE INDEX users_created ON users (created_at DESC, id DESC);
CREATE INDEX users_search ON users USING gin (lower(email || ' ' || name) gin_trgm_ops);
-- Rows come in the order of time, so that a few pages of this index stand for the last month of the table.
CREATE INDEX messages_when ON messages USING brin (created_at);
CREATE INDEX ai_calls_when ON ai_calls USING brin (created_at);

-- Authority that ends ---------------------------------------------------------------------------------
-- As in 0011, and for operators and suspensions.
CREATE OR REPLACE FUNCTION app.tell_access() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  this jsonb := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
BEGIN
  PERFORM pg_notify('dealsmart_access', CASE
    WHEN TG_TABLE_NAME = 'sessions' THEN 'session ' || (this ->> 'id')
    WHEN TG_TABLE_NAME IN ('members', 'team_members') THEN 'member ' || (this ->> 'tenant_id') || ' ' || (this ->> 'user_id')
    WHEN TG_TABLE_NAME IN ('operators', 'user_suspensions') THEN 'user ' || (this ->> 'user_id')
    WHEN TG_TABLE_NAME = 'tenant_suspensions' THEN 'closed ' || (this ->> 'tenant_id')
    ELSE 'tenant ' || (this ->> 'tenant_id') END);
  RETURN NULL;
END $$;
CREATE TRIGGER access_changed AFTER INSERT OR DELETE ON operators FOR EACH ROW EXECUTE FUNCTION app.tell_access();
CREATE TRIGGER access_changed AFTER INSERT OR DELETE ON user_suspensions FOR EACH ROW EXECUTE FUNCTION app.tell_access();
CREATE TRIGGER access_changed AFTER INSERT OR DELETE ON tenant_suspensions FOR EACH ROW EXECUTE FUNCTION app.tell_access();

-- An impersonation ends with the session that it was begun from, and with its operator's standing.
CREATE FUNCTION app.end_impersonations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'sessions' THEN
    UPDATE sessions s SET ended_at = NEW.ended_at, end_reason = 'operator_left'
    FROM impersonations i WHERE i.operator_session_id = OLD.id AND s.id = i.session_id AND s.ended_at IS NULL;
  ELSE
    UPDATE sessions s SET ended_at = now(), end_reason = 'operator_left'
    FROM impersonations i WHERE i.operator_id = OLD.user_id AND s.id = i.session_id AND s.ended_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER impersonations_end AFTER UPDATE OF ended_at ON sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION app.end_impersonations();
CREATE TRIGGER impersonations_end AFTER DELETE ON operators FOR EACH ROW EXECUTE FUNCTION app.end_impersonations();
ALTER FUNCTION app.end_impersonations() OWNER TO dealsmart_operator;
REVOKE ALL ON FUNCTION app.end_impersonations() FROM PUBLIC;

-- Memberships, of which those in a suspended tenant let nobody in.
DROP FUNCTION app.memberships();
CREATE FUNCTION app.memberships() RETURNS TABLE (tenant_id uuid, slug text, name text, role text, suspended boolean, closed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.tenant_id, t.slug, t.name, m.role, m.suspended_at IS NOT NULL, x.tenant_id IS NOT NULL
  FROM members m JOIN tenants t ON t.tenant_id = m.tenant_id
  LEFT JOIN tenant_suspensions x ON x.tenant_id = m.tenant_id
  WHERE m.user_id = app.user_id()
  ORDER BY m.created_at, m.tenant_id
$$;
SELECT app.own('app.memberships()', 'dealsmart_reader');

-- Which operator is behind a session: asked in the name of the member, like everything that is asked about a session.
CREATE FUNCTION app.impersonation(p_session uuid)
RETURNS TABLE (operator_id uuid, operator_name text, writes boolean, reason text, live boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.operator_id, u.name, i.writes, i.reason,
    EXISTS (SELECT FROM operators o WHERE o.user_id = i.operator_id)
    AND EXISTS (SELECT FROM sessions s WHERE s.id = i.operator_session_id AND s.ended_at IS NULL)
    AND NOT EXISTS (SELECT FROM user_suspensions x WHERE x.user_id = i.operator_id)
  FROM impersonations i JOIN users u ON u.id = i.operator_id
  WHERE i.session_id = p_session AND i.user_id = app.user_id()
$$;
SELECT app.own('app.impersonation(uuid)', 'dealsmart_operator');

-- The name of an operator, for the audit log of a tenant that does not see their user.
CREATE FUNCTION app.operator_name(p_operator uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT u.name FROM users u JOIN operators o ON o.user_id = u.id WHERE u.id = p_operator
$$;
SELECT app.own('app.operator_name(uuid)', 'dealsmart_operator');

-- The operator's door ---------------------------------------------------------------------------------
-- The operator of this transaction. Only `Db::operator` sets `app.operator`, and it is worth nothing to who is none.
CREATE FUNCTION app.operator_id() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.user_id FROM operators o
  WHERE o.user_id = app.user_id() AND current_setting('app.operator', true) = 'on'
    AND NOT EXISTS (SELECT FROM user_suspensions x WHERE x.user_id = o.user_id)
$$;
SELECT app.own('app.operator_id()', 'dealsmart_operator');

CREATE FUNCTION app.require_operator() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_operator uuid := app.operator_id();
BEGIN
  IF v_operator IS NULL THEN RAISE EXCEPTION 'for operators only' USING ERRCODE = 'DS403'; END IF;
  RETURN v_operator;
END $$;
ALTER FUNCTION app.require_operator() OWNER TO dealsmart_operator;
REVOKE ALL ON FUNCTION app.require_operator() FROM PUBLIC; -- the functions below call it

-- Writes what an operator did, here and into the audit logs of the tenants that it touched.
CREATE FUNCTION app.log_operator(
  p_id uuid, p_action text, p_target_kind text, p_target_id text, p_target_name text, p_tenant uuid, p_reason text, p_before jsonb, p_after jsonb,
  p_address text, p_user_agent text, p_request_id text, p_at timestamptz, p_tenants uuid[], p_audit_ids uuid[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_operator uuid := app.require_operator();
  v_name text := (SELECT u.name FROM users u WHERE u.id = v_operator);
BEGIN
  INSERT INTO operator_log (id, action, operator_id, operator_name, target_kind, target_id, target_name, tenant_id, reason, before, after,
    address, user_agent, request_id, created_at)
  VALUES (p_id, p_action, v_operator, v_name, p_target_kind, p_target_id, p_target_name, p_tenant, p_reason, p_before, p_after,
    p_address, p_user_agent, nullif(p_request_id, ''), p_at);
  -- Where the operator sits is the installation's matter; that and why they came is the tenant's.
  INSERT INTO audit_log (tenant_id, id, action, actor_kind, actor_id, actor_name, target_kind, target_id, before, after, request_id, created_at)
  SELECT t.tenant_id, t.id, 'operator.' || p_action, 'operator', v_operator, v_name, p_target_kind, p_target_id, p_before,
    nullif(coalesce(p_after, '{}') || jsonb_strip_nulls(jsonb_build_object('reason', p_reason)), '{}'), nullif(p_request_id, ''), p_at
  FROM unnest(p_tenants, p_audit_ids) AS t (tenant_id, id) WHERE EXISTS (SELECT FROM tenants x WHERE x.tenant_id = t.tenant_id);
END $$;
SELECT app.own('app.log_operator(uuid, text, text, text, text, uuid, text, jsonb, jsonb, text, text, text, timestamptz, uuid[], uuid[])', 'dealsmart_operator');

-- What is looked for, as a pattern of LIKE.
CREATE FUNCTION app.containing(p_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT '%' || replace(replace(replace(lower(p_text), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

-- Figures ---------------------------------------------------------------------------------------------
CREATE FUNCTION app.operator_figures(p_now timestamptz)
RETURNS TABLE (tenants bigint, tenants_suspended bigint, users bigint, users_suspended bigint, operators bigint, conversations bigint,
  conversations_open bigint, documents bigint, document_bytes bigint, cost_micros bigint, database_bytes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (SELECT count(*) FROM tenants WHERE tenant_id <> app.installation()), (SELECT count(*) FROM tenant_suspensions),
    (SELECT count(*) FROM users), (SELECT count(*) FROM user_suspensions), (SELECT count(*) FROM operators),
    c.every, c.open, d.every, d.bytes,
    (SELECT coalesce(sum(spent_micros), 0)::bigint FROM ai_months WHERE month = date_trunc('month', p_now AT TIME ZONE 'UTC')::date),
    -- What the database's own size function counts as well, but it wants a right to connect that nothing else here needs.
    (SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE relkind IN ('r', 'm'))
  FROM (SELECT count(*) AS every, count(*) FILTER (WHERE status <> 'resolved') AS open FROM conversations) c,
       (SELECT count(*) AS every, coalesce(sum(size), 0)::bigint AS bytes FROM documents) d
  WHERE app.operator_id() IS NOT NULL
$$;
SELECT app.own('app.operator_figures(timestamptz)', 'dealsmart_operator');

-- Day by day in UTC, the oldest first.
CREATE FUNCTION app.operator_days(p_since timestamptz, p_until timestamptz)
RETURNS TABLE (day date, messages bigint, ai_messages bigint, cost_micros bigint, new_tenants bigint, new_users bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH days AS (
    SELECT d::date AS day FROM generate_series(date_trunc('day', p_since AT TIME ZONE 'UTC'), date_trunc('day', p_until AT TIME ZONE 'UTC'), interval '1 day') d
  ), m AS (
    SELECT (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS every, count(*) FILTER (WHERE sender_kind = 'ai') AS ai
    FROM messages WHERE created_at >= date_trunc('day', p_since AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' GROUP BY 1
  ), a AS (
    SELECT (created_at AT TIME ZONE 'UTC')::date AS day, sum(ai_calls.cost_micros)::bigint AS cost
    FROM ai_calls WHERE created_at >= date_trunc('day', p_since AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' GROUP BY 1
  ), t AS (
    SELECT (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS every FROM tenants WHERE created_at >= p_since AND tenant_id <> app.installation() GROUP BY 1
  ), u AS (
    SELECT (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS every FROM users WHERE created_at >= p_since GROUP BY 1
  )
  SELECT days.day, coalesce(m.every, 0), coalesce(m.ai, 0), coalesce(a.cost, 0), coalesce(t.every, 0), coalesce(u.every, 0)
  FROM days LEFT JOIN m USING (day) LEFT JOIN a USING (day) LEFT JOIN t USING (day) LEFT JOIN u USING (day)
  WHERE app.operator_id() IS NOT NULL
  ORDER BY days.day
$$;
SELECT app.own('app.operator_days(timestamptz, timestamptz)', 'dealsmart_operator');

-- Tenants ---------------------------------------------------------------------------------------------
-- By name, or the newest first. `p_suspended` null: both.
CREATE FUNCTION app.operator_tenants(p_query text, p_suspended boolean, p_by_name boolean, p_after_at timestamptz, p_after_name text, p_after_id uuid, p_limit integer)
RETURNS TABLE (tenant_id uuid, slug text, name text, created_at timestamptz, suspended_at timestamptz, members bigint, last_message_at timestamptz,
  cost_micros bigint, place_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_found uuid[];
  v_pattern text := app.containing(p_query);
BEGIN
  PERFORM app.require_operator();
  IF p_by_name THEN
    v_found := ARRAY(
      SELECT t.tenant_id FROM tenants t
      WHERE t.tenant_id <> app.installation() AND (v_pattern IS NULL OR lower(t.name || ' ' || t.slug) LIKE v_pattern)
        AND (p_suspended IS NULL OR p_suspended = EXISTS (SELECT FROM tenant_suspensions x WHERE x.tenant_id = t.tenant_id))
        AND (p_after_name IS NULL OR (lower(t.name), t.tenant_id) > (p_after_name, p_after_id))
      ORDER BY lower(t.name), t.tenant_id LIMIT p_limit);
  ELSE
    v_found := ARRAY(
      SELECT t.tenant_id FROM tenants t
      WHERE t.tenant_id <> app.installation() AND (v_pattern IS NULL OR lower(t.name || ' ' || t.slug) LIKE v_pattern)
        AND (p_suspended IS NULL OR p_suspended = EXISTS (SELECT FROM tenant_suspensions x WHERE x.tenant_id = t.tenant_id))
        AND (p_after_at IS NULL OR (t.created_at, t.tenant_id) < (p_after_at, p_after_id))
      ORDER BY t.created_at DESC, t.tenant_id DESC LIMIT p_limit);
  END IF;
  RETURN QUERY
  SELECT t.tenant_id, t.slug, t.name, t.created_at, x.suspended_at,
    (SELECT count(*) FROM members m WHERE m.tenant_id = t.tenant_id),
    (SELECT c.last_message_at FROM conversations c WHERE c.tenant_id = t.tenant_id ORDER BY c.last_message_at DESC, c.id DESC LIMIT 1),
    coalesce((SELECT a.spent_micros FROM ai_months a WHERE a.tenant_id = t.tenant_id ORDER BY a.month DESC LIMIT 1), 0),
    lower(t.name)
  FROM unnest(v_found) WITH ORDINALITY AS f (tenant_id, place)
  JOIN tenants t ON t.tenant_id = f.tenant_id
  LEFT JOIN tenant_suspensions x ON x.tenant_id = t.tenant_id
  ORDER BY f.place;
END $$;
SELECT app.own('app.operator_tenants(text, boolean, boolean, timestamptz, text, uuid, integer)', 'dealsmart_operator');

CREATE FUNCTION app.operator_tenant(p_tenant uuid, p_now timestamptz)
RETURNS TABLE (tenant_id uuid, slug text, name text, created_at timestamptz, suspended_at timestamptz, suspension_reason text, suspended_by text,
  members bigint, contacts bigint, conversations bigint, conversations_open bigint, last_message_at timestamptz, messages_month bigint, chatbots bigint,
  documents bigint, document_bytes bigint, cost_micros bigint, cap_micros bigint, jobs_queued bigint, jobs_failed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY
  SELECT t.tenant_id, t.slug, t.name, t.created_at, x.suspended_at, x.reason, (SELECT u.name FROM users u WHERE u.id = x.suspended_by),
    (SELECT count(*) FROM members m WHERE m.tenant_id = t.tenant_id),
    (SELECT count(*) FROM contacts k WHERE k.tenant_id = t.tenant_id),
    c.every, c.open, c.latest,
    (SELECT count(*) FROM messages m WHERE m.tenant_id = t.tenant_id AND m.created_at >= p_now - interval '30 days'),
    (SELECT count(*) FROM chatbots b WHERE b.tenant_id = t.tenant_id),
    d.every, d.bytes,
    coalesce((SELECT a.spent_micros FROM ai_months a WHERE a.tenant_id = t.tenant_id AND a.month = date_trunc('month', p_now AT TIME ZONE 'UTC')::date), 0),
    (SELECT b.cap_micros FROM ai_budgets b WHERE b.tenant_id = t.tenant_id),
    (SELECT count(*) FROM jobs j WHERE j.tenant_id = t.tenant_id AND j.state <> 'failed'),
    (SELECT count(*) FROM jobs j WHERE j.tenant_id = t.tenant_id AND j.state = 'failed')
  FROM tenants t
  LEFT JOIN tenant_suspensions x ON x.tenant_id = t.tenant_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS every, count(*) FILTER (WHERE v.status <> 'resolved') AS open, max(v.last_message_at) AS latest
    FROM conversations v WHERE v.tenant_id = t.tenant_id) c
  CROSS JOIN LATERAL (SELECT count(*) AS every, coalesce(sum(o.size), 0)::bigint AS bytes FROM documents o WHERE o.tenant_id = t.tenant_id) d
  WHERE t.tenant_id = p_tenant AND t.tenant_id <> app.installation();
END $$;
SELECT app.own('app.operator_tenant(uuid, timestamptz)', 'dealsmart_operator');

-- The longest members first, a thousand at most.
CREATE FUNCTION app.operator_members(p_tenant uuid)
RETURNS TABLE (user_id uuid, name text, email text, role text, suspended boolean, account_suspended boolean, operator boolean, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY
  SELECT u.id, u.name, u.email, m.role, m.suspended_at IS NOT NULL, EXISTS (SELECT FROM user_suspensions x WHERE x.user_id = u.id),
    EXISTS (SELECT FROM operators o WHERE o.user_id = u.id), m.created_at
  FROM members m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = p_tenant ORDER BY m.created_at, u.id LIMIT 1000;
END $$;
SELECT app.own('app.operator_members(uuid)', 'dealsmart_operator');

CREATE FUNCTION app.suspend_tenant(p_tenant uuid, p_reason text, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO tenant_suspensions (tenant_id, reason, suspended_by, suspended_at) VALUES (p_tenant, p_reason, app.require_operator(), p_at)
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
SELECT app.own('app.suspend_tenant(uuid, text, timestamptz)', 'dealsmart_operator');

CREATE FUNCTION app.unsuspend_tenant(p_tenant uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  DELETE FROM tenant_suspensions WHERE tenant_id = p_tenant;
  RETURN FOUND;
END $$;
SELECT app.own('app.unsuspend_tenant(uuid)', 'dealsmart_operator');

-- Users -----------------------------------------------------------------------------------------------
-- By address, or the newest first.
CREATE FUNCTION app.operator_users(p_query text, p_suspended boolean, p_operator boolean, p_by_email boolean, p_after_at timestamptz, p_after_email text,
  p_after_id uuid, p_limit integer)
RETURNS TABLE (id uuid, email text, name text, created_at timestamptz, suspended_at timestamptz, operator_since timestamptz, tenants bigint, used_at timestamptz,
  place_email text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_found uuid[];
  v_pattern text := app.containing(p_query);
BEGIN
  PERFORM app.require_operator();
  IF p_by_email THEN
    v_found := ARRAY(
      SELECT u.id FROM users u
      WHERE (v_pattern IS NULL OR lower(u.email || ' ' || u.name) LIKE v_pattern)
        AND (p_suspended IS NULL OR p_suspended = EXISTS (SELECT FROM user_suspensions x WHERE x.user_id = u.id))
        AND (p_operator IS NULL OR p_operator = EXISTS (SELECT FROM operators o WHERE o.user_id = u.id))
        AND (p_after_email IS NULL OR lower(u.email) > p_after_email)
      ORDER BY lower(u.email) LIMIT p_limit);
  ELSE
    v_found := ARRAY(
      SELECT u.id FROM users u
      WHERE (v_pattern IS NULL OR lower(u.email || ' ' || u.name) LIKE v_pattern)
        AND (p_suspended IS NULL OR p_suspended = EXISTS (SELECT FROM user_suspensions x WHERE x.user_id = u.id))
        AND (p_operator IS NULL OR p_operator = EXISTS (SELECT FROM operators o WHERE o.user_id = u.id))
        AND (p_after_at IS NULL OR (u.created_at, u.id) < (p_after_at, p_after_id))
      ORDER BY u.created_at DESC, u.id DESC LIMIT p_limit);
  END IF;
  RETURN QUERY
  SELECT u.id, u.email, u.name, u.created_at, x.suspended_at, o.since,
    (SELECT count(*) FROM members m WHERE m.user_id = u.id),
    (SELECT s.used_at FROM sessions s WHERE s.user_id = u.id ORDER BY s.used_at DESC, s.id DESC LIMIT 1),
    lower(u.email)
  FROM unnest(v_found) WITH ORDINALITY AS f (id, place)
  JOIN users u ON u.id = f.id
  LEFT JOIN user_suspensions x ON x.user_id = u.id
  LEFT JOIN operators o ON o.user_id = u.id
  ORDER BY f.place;
END $$;
SELECT app.own('app.operator_users(text, boolean, boolean, boolean, timestamptz, text, uuid, integer)', 'dealsmart_operator');

CREATE FUNCTION app.operator_user(p_user uuid)
RETURNS TABLE (id uuid, email text, name text, created_at timestamptz, suspended_at timestamptz, suspension_reason text, suspended_by text,
  operator_since timestamptz, has_password boolean, totp boolean, passkeys bigint, recovery_codes bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY
  SELECT u.id, u.email, u.name, u.created_at, x.suspended_at, x.reason, (SELECT b.name FROM users b WHERE b.id = x.suspended_by), o.since,
    starts_with(u.password_hash, '$'),
    EXISTS (SELECT FROM totp_secrets f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL),
    (SELECT count(*) FROM passkeys f WHERE f.user_id = u.id),
    (SELECT count(*) FROM recovery_codes f WHERE f.user_id = u.id AND f.used_at IS NULL)
  FROM users u LEFT JOIN user_suspensions x ON x.user_id = u.id LEFT JOIN operators o ON o.user_id = u.id WHERE u.id = p_user;
END $$;
SELECT app.own('app.operator_user(uuid)', 'dealsmart_operator');

CREATE FUNCTION app.operator_memberships(p_user uuid)
RETURNS TABLE (tenant_id uuid, slug text, name text, role text, suspended boolean, tenant_suspended boolean, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY
  SELECT t.tenant_id, t.slug, t.name, m.role, m.suspended_at IS NOT NULL, EXISTS (SELECT FROM tenant_suspensions x WHERE x.tenant_id = t.tenant_id), m.created_at
  FROM members m JOIN tenants t ON t.tenant_id = m.tenant_id WHERE m.user_id = p_user ORDER BY m.created_at, t.tenant_id LIMIT 1000;
END $$;
SELECT app.own('app.operator_memberships(uuid)', 'dealsmart_operator');

-- Sessions that live, the last used first, a hundred at most.
CREATE FUNCTION app.operator_sessions(p_user uuid, p_now timestamptz, p_used_since timestamptz)
RETURNS TABLE (id uuid, user_agent text, address text, created_at timestamptz, used_at timestamptz, expires_at timestamptz, impersonated_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY
  SELECT s.id, s.user_agent, s.address, s.created_at, s.used_at, s.expires_at,
    (SELECT u.name FROM impersonations i JOIN users u ON u.id = i.operator_id WHERE i.session_id = s.id)
  FROM sessions s WHERE s.user_id = p_user AND s.ended_at IS NULL AND s.expires_at > p_now AND s.used_at > p_used_since
  ORDER BY s.used_at DESC, s.id DESC LIMIT 100;
END $$;
SELECT app.own('app.operator_sessions(uuid, timestamptz, timestamptz)', 'dealsmart_operator');

-- Ends all sessions of a user and returns them.
CREATE FUNCTION app.end_sessions_of(p_user uuid, p_reason text, p_at timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY UPDATE sessions s SET ended_at = p_at, end_reason = p_reason WHERE s.user_id = p_user AND s.ended_at IS NULL RETURNING s.id;
END $$;
SELECT app.own('app.end_sessions_of(uuid, text, timestamptz)', 'dealsmart_operator');

CREATE FUNCTION app.suspend_user(p_user uuid, p_reason text, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO user_suspensions (user_id, reason, suspended_by, suspended_at) VALUES (p_user, p_reason, app.require_operator(), p_at)
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
SELECT app.own('app.suspend_user(uuid, text, timestamptz)', 'dealsmart_operator');

CREATE FUNCTION app.unsuspend_user(p_user uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  DELETE FROM user_suspensions WHERE user_id = p_user;
  RETURN FOUND;
END $$;
SELECT app.own('app.unsuspend_user(uuid)', 'dealsmart_operator');

-- No password fits any more, until the user makes a new one by the link in a letter.
CREATE FUNCTION app.drop_password(p_user uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  UPDATE users SET password_hash = '!', updated_at = p_at WHERE id = p_user;
END $$;
SELECT app.own('app.drop_password(uuid, timestamptz)', 'dealsmart_operator');

-- Whoever lost them sets up new ones; browsers that were trusted because of them are trusted no more.
CREATE FUNCTION app.remove_factors(p_user uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  DELETE FROM totp_secrets WHERE user_id = p_user;
  DELETE FROM recovery_codes WHERE user_id = p_user;
  DELETE FROM passkeys WHERE user_id = p_user;
  DELETE FROM factor_attempts WHERE user_id = p_user;
  DELETE FROM trusted_browsers WHERE user_id = p_user;
  DELETE FROM pending_sign_ins WHERE user_id = p_user;
END $$;
SELECT app.own('app.remove_factors(uuid)', 'dealsmart_operator');

-- Operators -------------------------------------------------------------------------------------------
CREATE FUNCTION app.grant_operator(p_user uuid, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO operators (user_id, since, granted_by) VALUES (p_user, p_at, app.require_operator()) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
SELECT app.own('app.grant_operator(uuid, timestamptz)', 'dealsmart_operator');

-- Whoever revokes is one themselves and revokes somebody else, so one always remains; two who revoke each other at once
-- follow one another, and the second is none any more.
CREATE FUNCTION app.revoke_operator(p_user uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  LOCK TABLE operators IN SHARE ROW EXCLUSIVE MODE;
  PERFORM app.require_operator();
  DELETE FROM operators WHERE user_id = p_user;
  RETURN FOUND;
END $$;
SELECT app.own('app.revoke_operator(uuid)', 'dealsmart_operator');

-- For the command line, which runs as the owner of the database; the program may not run these.
CREATE FUNCTION app.appoint_operator(p_email text, p_id uuid, p_at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_user users := (SELECT u FROM users u WHERE lower(u.email) = lower(p_email));
BEGIN
  IF (v_user).id IS NULL THEN RETURN 'unknown'; END IF;
  INSERT INTO operators (user_id, since) VALUES ((v_user).id, p_at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN 'already'; END IF;
  INSERT INTO operator_log (id, action, target_kind, target_id, target_name, created_at)
  VALUES (p_id, 'operator.granted', 'user', (v_user).id::text, (v_user).email, p_at);
  RETURN 'granted';
END $$;
CREATE FUNCTION app.dismiss_operator(p_email text, p_id uuid, p_at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_user users := (SELECT u FROM users u WHERE lower(u.email) = lower(p_email));
BEGIN
  IF (v_user).id IS NULL THEN RETURN 'unknown'; END IF;
  DELETE FROM operators WHERE user_id = (v_user).id;
  IF NOT FOUND THEN RETURN 'none'; END IF;
  INSERT INTO operator_log (id, action, target_kind, target_id, target_name, created_at)
  VALUES (p_id, 'operator.revoked', 'user', (v_user).id::text, (v_user).email, p_at);
  RETURN 'revoked';
END $$;
CREATE FUNCTION app.list_operators() RETURNS TABLE (email text, name text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT u.email, u.name, o.since FROM operators o JOIN users u ON u.id = o.user_id ORDER BY o.since, u.id
$$;
DO $$
DECLARE f regprocedure;
BEGIN
  FOREACH f IN ARRAY ARRAY['app.appoint_operator(text, uuid, timestamptz)', 'app.dismiss_operator(text, uuid, timestamptz)', 'app.list_operators()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO dealsmart_operator', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;

-- Impersonation ----------------------------------------------------------------------------------------------
-- Begins one, or says why not. The session has no refresh token that anybody knows, so it is not prolonged.
CREATE FUNCTION app.impersonate(p_session uuid, p_operator_session uuid, p_tenant uuid, p_user uuid, p_reason text, p_writes boolean, p_nothing bytea,
  p_at timestamptz, p_until timestamptz, p_user_agent text, p_address text) RETURNS TABLE (outcome text, ends_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_operator uuid := app.require_operator();
BEGIN
  outcome := CASE
    WHEN EXISTS (SELECT FROM operators WHERE user_id = p_user) THEN 'operator'
    WHEN NOT EXISTS (SELECT FROM members WHERE tenant_id = p_tenant AND user_id = p_user) THEN 'no_member'
    WHEN EXISTS (SELECT FROM members WHERE tenant_id = p_tenant AND user_id = p_user AND suspended_at IS NOT NULL)
      OR EXISTS (SELECT FROM user_suspensions WHERE user_id = p_user) OR EXISTS (SELECT FROM tenant_suspensions WHERE tenant_id = p_tenant)
      THEN 'suspended'
    ELSE 'begun' END;
  IF outcome <> 'begun' THEN RETURN NEXT; RETURN; END IF;
  INSERT INTO sessions (id, user_id, tenant_id, refresh_hash, rotated_at, user_agent, address, created_at, used_at, expires_at)
  SELECT p_session, p_user, p_tenant, p_nothing, p_at, p_user_agent, p_address, p_at, p_at, least(p_until, s.expires_at)
  FROM sessions s WHERE s.id = p_operator_session AND s.user_id = v_operator AND s.ended_at IS NULL
  RETURNING expires_at INTO ends_at;
  IF NOT FOUND THEN outcome := 'session_ended'; RETURN NEXT; RETURN; END IF;
  INSERT INTO impersonations (session_id, operator_id, operator_session_id, tenant_id, user_id, reason, writes, created_at)
  VALUES (p_session, v_operator, p_operator_session, p_tenant, p_user, p_reason, p_writes, p_at);
  RETURN NEXT;
END $$;
SELECT app.own('app.impersonate(uuid, uuid, uuid, uuid, text, boolean, bytea, timestamptz, timestamptz, text, text)', 'dealsmart_operator');

-- Ends one of anybody's. Null when there is none that lives.
CREATE FUNCTION app.end_impersonation(p_session uuid, p_at timestamptz) RETURNS TABLE (tenant_id uuid, user_id uuid, email text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY
  UPDATE sessions s SET ended_at = p_at, end_reason = 'impersonation_ended' FROM impersonations i JOIN users u ON u.id = i.user_id
  WHERE i.session_id = p_session AND s.id = i.session_id AND s.ended_at IS NULL AND s.expires_at > p_at
  RETURNING i.tenant_id, i.user_id, u.email;
END $$;
SELECT app.own('app.end_impersonation(uuid, timestamptz)', 'dealsmart_operator');

-- The newest first; those that live when `p_live`.
CREATE FUNCTION app.operator_impersonations(p_live boolean, p_now timestamptz, p_after_at timestamptz, p_after_id uuid, p_limit integer)
RETURNS TABLE (id uuid, operator_id uuid, operator_name text, tenant_id uuid, tenant_name text, user_id uuid, user_name text, reason text, writes boolean,
  created_at timestamptz, ends_at timestamptz, live boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY
  SELECT i.session_id, i.operator_id, o.name, i.tenant_id, t.name, i.user_id, u.name, i.reason, i.writes, i.created_at,
    least(s.expires_at, s.ended_at), s.ended_at IS NULL AND s.expires_at > p_now
  FROM impersonations i
  JOIN sessions s ON s.id = i.session_id
  LEFT JOIN users o ON o.id = i.operator_id LEFT JOIN users u ON u.id = i.user_id LEFT JOIN tenants t ON t.tenant_id = i.tenant_id
  WHERE (NOT p_live OR (s.ended_at IS NULL AND s.expires_at > p_now))
    AND (p_after_at IS NULL OR (i.created_at, i.session_id) < (p_after_at, p_after_id))
  ORDER BY i.created_at DESC, i.session_id DESC LIMIT p_limit;
END $$;
SELECT app.own('app.operator_impersonations(boolean, timestamptz, timestamptz, uuid, integer)', 'dealsmart_operator');

-- The log, the newest first ---------------------------------------------------------------------------
CREATE FUNCTION app.operator_log_entries(p_operator uuid, p_action text, p_target text, p_tenant uuid, p_since timestamptz, p_until timestamptz,
  p_after_at timestamptz, p_after_id uuid, p_limit integer) RETURNS SETOF operator_log
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  PERFORM app.require_operator();
  RETURN QUERY
  SELECT l.* FROM operator_log l
  WHERE (p_operator IS NULL OR l.operator_id = p_operator) AND (p_action IS NULL OR starts_with(l.action, p_action))
    AND (p_target IS NULL OR l.target_id = p_target) AND (p_tenant IS NULL OR l.tenant_id = p_tenant)
    AND (p_since IS NULL OR l.created_at >= p_since) AND (p_until IS NULL OR l.created_at < p_until)
    AND (p_after_at IS NULL OR (l.created_at, l.id) < (p_after_at, p_after_id))
  ORDER BY l.created_at DESC, l.id DESC LIMIT p_limit;
END $$;
SELECT app.own('app.operator_log_entries(uuid, text, text, uuid, timestamptz, timestamptz, timestamptz, uuid, integer)', 'dealsmart_operator');
