-- Workspaces: settings, limits, features, teams, who sees which conversations, the end of a workspace; age checks.

-- Settings --------------------------------------------------------------------------------------------
ALTER TABLE tenants
  ADD COLUMN time_zone  text NOT NULL DEFAULT 'UTC', -- IANA
  ADD COLUMN locale     text NOT NULL DEFAULT 'en',  -- BCP 47
  ADD COLUMN currency   text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
  ADD COLUMN accent     text CHECK (accent ~ '^#[0-9a-f]{6}$'),
  ADD COLUMN delete_at  timestamptz, -- when its grace ends; none while nobody wants it deleted
  ADD COLUMN deleted_by uuid;        -- who asked for that

-- Apart from `tenants`, whose row is written with every event.
CREATE TABLE tenant_logos (
  tenant_id  uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  content    bytea NOT NULL CHECK (octet_length(content) <= 262144), -- a PNG with nothing but its pixels
  hash       bytea NOT NULL CHECK (octet_length(hash) = 32),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id)
);
ALTER TABLE tenant_logos ALTER COLUMN content SET STORAGE EXTERNAL;
SELECT app.protect('tenant_logos');

-- Slugs that a workspace gave up stay its own for a while, so that nobody takes over the links to it.
CREATE TABLE former_slugs (
  tenant_id  uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  slug       text NOT NULL,
  kept_until timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, slug)
);
CREATE INDEX former_slugs_slug ON former_slugs (slug);
SELECT app.protect('former_slugs');
CREATE INDEX tenants_slug ON tenants (slug);

-- Until its transaction ends, whoever asks for the same slug waits: a unique key across tenants is not to be had.
DROP FUNCTION app.slug_taken(text);
CREATE FUNCTION app.slug_taken(p_slug text, p_now timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('slug:' || p_slug, 0));
  SELECT EXISTS (SELECT FROM tenants WHERE slug = p_slug AND tenant_id IS DISTINCT FROM app.tenant_id())
      OR EXISTS (SELECT FROM former_slugs WHERE slug = p_slug AND kept_until > p_now AND tenant_id IS DISTINCT FROM app.tenant_id())
$$;
SELECT app.own('app.slug_taken(text, timestamptz)', 'dealsmart_reader');

-- The workspace that has this short name now, for who runs the installation.
CREATE FUNCTION app.tenant_of_slug(p_slug text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tenant_id FROM tenants WHERE slug = p_slug
$$;
SELECT app.own('app.tenant_of_slug(text)', 'dealsmart_reader');

-- Limits and features ---------------------------------------------------------------------------------
-- Where a workspace's limit differs from the installation's; NULL: no limit.
CREATE TABLE tenant_limits (
  tenant_id uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  name      text NOT NULL CHECK (name IN ('members', 'chatbots', 'documents', 'storage_bytes')),
  most      bigint CHECK (most >= 0),
  PRIMARY KEY (tenant_id, name)
);
SELECT app.protect('tenant_limits');

-- Where a workspace's feature differs from the installation's default.
CREATE TABLE tenant_features (
  tenant_id  uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  feature    text NOT NULL,
  enabled    boolean NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, feature)
);
SELECT app.protect('tenant_features');

-- Teams -----------------------------------------------------------------------------------------------
CREATE TABLE teams (
  tenant_id   uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id          uuid NOT NULL,
  name        text NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX teams_name_key ON teams (tenant_id, lower(name));
SELECT app.protect('teams');

CREATE TABLE team_members (
  tenant_id  uuid NOT NULL,
  team_id    uuid NOT NULL,
  user_id    uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, team_id, user_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT team_members_member_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES members (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX team_members_user ON team_members (tenant_id, user_id);
SELECT app.protect('team_members');

-- What someone sees may depend on their teams, so a change of them is a change of authority.
CREATE TRIGGER access_changed AFTER DELETE ON team_members FOR EACH ROW EXECUTE FUNCTION app.tell_access();
CREATE FUNCTION app.tell_new_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('dealsmart_access', CASE TG_TABLE_NAME
    WHEN 'team_members' THEN 'member ' || NEW.tenant_id || ' ' || (to_jsonb(NEW) ->> 'user_id')
    ELSE 'tenant ' || NEW.tenant_id END);
  RETURN NULL;
END $$;
CREATE TRIGGER access_added AFTER INSERT ON team_members FOR EACH ROW EXECUTE FUNCTION app.tell_new_access();
CREATE TRIGGER access_added AFTER INSERT OR UPDATE ON tenant_features FOR EACH ROW EXECUTE FUNCTION app.tell_new_access();
CREATE TRIGGER access_changed AFTER DELETE ON tenant_features FOR EACH ROW EXECUTE FUNCTION app.tell_access();
-- The same as in 0005, and for teams.
CREATE OR REPLACE FUNCTION app.tell_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('dealsmart_access', CASE TG_TABLE_NAME
    WHEN 'sessions' THEN 'session ' || (to_jsonb(OLD) ->> 'id')
    WHEN 'members' THEN 'member ' || OLD.tenant_id || ' ' || (to_jsonb(OLD) ->> 'user_id')
    WHEN 'team_members' THEN 'member ' || OLD.tenant_id || ' ' || (to_jsonb(OLD) ->> 'user_id')
    ELSE 'tenant ' || OLD.tenant_id END);
  RETURN NULL;
END $$;

CREATE INDEX members_joined ON members (tenant_id, created_at DESC, user_id DESC);

ALTER TABLE conversations
  ADD COLUMN team_id uuid,
  ADD CONSTRAINT conversations_team_fkey FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE SET NULL (team_id);
-- Partial, so that what nobody has yet, as most of what comes in, costs nothing more.
CREATE INDEX conversations_of_assignee ON conversations (tenant_id, assignee_id, last_message_at DESC, id DESC) WHERE assignee_id IS NOT NULL;
CREATE INDEX conversations_of_team ON conversations (tenant_id, team_id, last_message_at DESC, id DESC) WHERE team_id IS NOT NULL;

-- Who sees which conversations ------------------------------------------------------------------------
-- The one rule: whose transaction says `app.only_assigned` sees the conversations that are assigned to them or stand
-- with one of their teams, and what belongs to those; any other transaction sees its tenant's.
CREATE FUNCTION app.only_assigned() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('app.only_assigned', true), '') = 'on' $$;
CREATE FUNCTION app.my_teams() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT t.team_id FROM public.team_members t WHERE t.tenant_id = app.tenant_id() AND t.user_id = app.user_id())
$$;

-- Restrictive policies, so that no query of the program can forget the rule. The sub-selects are evaluated once per
-- statement, and what stands behind OR only when someone is limited. A row may be written that its writer then sees no
-- more: giving a conversation away is allowed.
CREATE POLICY only_assigned ON conversations AS RESTRICTIVE TO dealsmart_program
  USING (NOT (SELECT app.only_assigned())
    OR assignee_id = (SELECT app.user_id())
    OR team_id = ANY ((SELECT app.my_teams())::uuid[]))
  WITH CHECK (true);

-- A scalar sub-select rather than EXISTS: it goes down the primary key for each row, and is never hashed.
CREATE FUNCTION app.limit_to_conversations(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY only_assigned ON %s AS RESTRICTIVE TO dealsmart_program USING (NOT (SELECT app.only_assigned())
    OR (SELECT true FROM conversations c WHERE c.tenant_id = %s.tenant_id AND c.id = %s.conversation_id))', t, t, t);
END $$;
REVOKE ALL ON FUNCTION app.limit_to_conversations(regclass) FROM PUBLIC;
SELECT app.limit_to_conversations(t) FROM unnest(ARRAY['messages', 'suggestions']::regclass[]) AS t;

-- The reader's policy shows it everything, so its function keeps the rule itself.
CREATE OR REPLACE FUNCTION app.search_conversations(p_query text, p_limit integer) RETURNS TABLE (conversation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH hits AS (
    (SELECT m.conversation_id FROM messages m
      WHERE m.tenant_id = app.tenant_id()
        AND to_tsvector('simple', m.content) @@ websearch_to_tsquery('simple', p_query)
        AND (NOT (SELECT app.only_assigned()) OR (
          SELECT c.assignee_id = (SELECT app.user_id()) OR c.team_id = ANY ((SELECT app.my_teams())::uuid[])
          FROM conversations c WHERE c.tenant_id = m.tenant_id AND c.id = m.conversation_id))
      ORDER BY m.created_at DESC LIMIT p_limit)
    UNION
    (SELECT c.id FROM contacts k JOIN conversations c ON c.tenant_id = k.tenant_id AND c.contact_id = k.id
      WHERE k.tenant_id = app.tenant_id()
        AND (starts_with(lower(k.email), lower(p_query)) OR strpos(lower(k.name), lower(p_query)) > 0)
        AND (NOT (SELECT app.only_assigned())
          OR c.assignee_id = (SELECT app.user_id()) OR c.team_id = ANY ((SELECT app.my_teams())::uuid[]))
      LIMIT p_limit)
  )
  SELECT conversation_id FROM hits
$$;

-- The end of a workspace ------------------------------------------------------------------------------
-- Its audit log goes with it, and only once its grace is over, by the database's clock. In batches; returns how many went.
CREATE POLICY pruner ON tenants FOR SELECT TO dealsmart_pruner USING (tenant_id = (SELECT app.tenant_id()));
GRANT SELECT (tenant_id, delete_at) ON tenants TO dealsmart_pruner;
CREATE FUNCTION app.erase_audit_log(p_limit integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM audit_log l USING (
      SELECT a.id FROM audit_log a
      WHERE a.tenant_id = app.tenant_id()
        AND EXISTS (SELECT FROM tenants t WHERE t.tenant_id = app.tenant_id() AND t.delete_at <= now())
      LIMIT p_limit) old
    WHERE l.tenant_id = app.tenant_id() AND l.id = old.id RETURNING 1
  ) SELECT count(*) FROM gone
$$;
SELECT app.own('app.erase_audit_log(integer)', 'dealsmart_pruner');

-- Age -------------------------------------------------------------------------------------------------
-- A person's, whichever workspace asked; shown to nobody else.
CREATE TABLE age_checks (
  user_id    uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  birth_date bytea NOT NULL, -- sealed with a key of the master secret
  adult      boolean NOT NULL,
  attempts   integer NOT NULL, -- how many different dates were given
  checked_at timestamptz NOT NULL
);
ALTER TABLE age_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE age_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON age_checks TO dealsmart_program
  USING (user_id = (SELECT app.user_id())) WITH CHECK (user_id = (SELECT app.user_id()));
GRANT SELECT, INSERT, UPDATE ON age_checks TO dealsmart_program;
