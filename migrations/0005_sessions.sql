-- Sessions of people, signing keys, custom roles, invitations, the audit log.

-- Sessions ------------------------------------------------------------------------------------------
-- A person has one session per browser, whichever of their workspaces they look at, so sessions stand
-- outside the tenants beside `users`, and are shown to nobody but their own user. Sessions of before
-- were a tenant's; whoever had one signs in again.
DROP TABLE sessions;
CREATE TABLE sessions (
  id            uuid PRIMARY KEY,
  user_id       uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  tenant_id     uuid NOT NULL,        -- the workspace it was last used for
  refresh_hash  bytea NOT NULL,       -- SHA-256 of the current refresh token
  previous_hash bytea,                -- the one before: good for some seconds more, later it ends the session
  rotated_at    timestamptz NOT NULL,
  user_agent    text,
  address       text,
  created_at    timestamptz NOT NULL,
  used_at       timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL, -- however much it is used
  ended_at      timestamptz,
  end_reason    text
);
CREATE INDEX sessions_of_user ON sessions (user_id, used_at DESC, id DESC);
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON sessions TO dealsmart_program
  USING (user_id = (SELECT app.user_id())) WITH CHECK (user_id = (SELECT app.user_id()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO dealsmart_program;

-- The keys that access tokens are signed with. No tenant's: a token is verified before its tenant is known.
-- A key that is not the newest verifies what it signed before, until it is removed.
CREATE TABLE signing_keys (
  kid         text PRIMARY KEY,
  public_key  bytea NOT NULL,
  private_key bytea NOT NULL, -- sealed with a key of the master secret
  created_at  timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON signing_keys TO dealsmart_program;

-- Roles and members -----------------------------------------------------------------------------------
-- A custom role: what its base role may, and some permissions more.
CREATE TABLE roles (
  tenant_id   uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id          uuid NOT NULL,
  name        text NOT NULL,
  base        text NOT NULL CHECK (base IN ('admin', 'supervisor', 'agent', 'viewer')),
  permissions text[] NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX roles_name_key ON roles (tenant_id, lower(name));
SELECT app.protect('roles');

ALTER TABLE members
  ADD COLUMN role_id      uuid, -- a custom role; `role` is its base then
  ADD COLUMN availability text NOT NULL DEFAULT 'available' CHECK (availability IN ('available', 'away')),
  ADD COLUMN suspended_at timestamptz,
  ADD CONSTRAINT members_role_id_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id);
CREATE INDEX members_role ON members (tenant_id, role_id) WHERE role_id IS NOT NULL;

-- How long the audit log is kept.
ALTER TABLE tenants ADD COLUMN audit_days integer NOT NULL DEFAULT 365 CHECK (audit_days BETWEEN 30 AND 3650);

-- A person's own memberships, whichever tenant is looked at.
CREATE FUNCTION app.memberships() RETURNS TABLE (tenant_id uuid, slug text, name text, role text, suspended boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.tenant_id, t.slug, t.name, m.role, m.suspended_at IS NOT NULL
  FROM members m JOIN tenants t ON t.tenant_id = m.tenant_id
  WHERE m.user_id = app.user_id()
  ORDER BY m.created_at, m.tenant_id
$$;
SELECT app.own('app.memberships()', 'dealsmart_reader');

-- Whether an invited address has an account already.
CREATE FUNCTION app.user_of_email(p_email text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id FROM users WHERE lower(email) = lower(p_email)
$$;
SELECT app.own('app.user_of_email(text)', 'dealsmart_reader');

CREATE TABLE invitations (
  tenant_id   uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id          uuid NOT NULL,
  email       text NOT NULL,
  role        text NOT NULL CHECK (role IN ('owner', 'admin', 'supervisor', 'agent', 'viewer')),
  role_id     uuid,
  token_hash  bytea NOT NULL, -- SHA-256 of the token in the mail
  invited_by  uuid,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  accepted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id),
  FOREIGN KEY (tenant_id, invited_by) REFERENCES members (tenant_id, user_id) ON DELETE SET NULL (invited_by)
);
-- One open invitation per address; inviting again renews it.
CREATE UNIQUE INDEX invitations_open_key ON invitations (tenant_id, lower(email)) WHERE accepted_at IS NULL;
CREATE INDEX invitations_created ON invitations (tenant_id, created_at DESC, id DESC);
SELECT app.protect('invitations');

-- Access that ended -----------------------------------------------------------------------------------
-- Processes remember for some seconds what a session may; these say at once that it is no longer so. As
-- triggers, so that no statement can forget them. They are rare, so the lock that NOTIFY takes at commit
-- hurts nobody.
CREATE FUNCTION app.tell_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('dealsmart_access', CASE TG_TABLE_NAME
    WHEN 'sessions' THEN 'session ' || (to_jsonb(OLD) ->> 'id')
    WHEN 'members' THEN 'member ' || OLD.tenant_id || ' ' || (to_jsonb(OLD) ->> 'user_id')
    ELSE 'tenant ' || OLD.tenant_id END);
  RETURN NULL;
END $$;
CREATE TRIGGER access_ended AFTER UPDATE OF ended_at ON sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION app.tell_access();
CREATE TRIGGER access_removed AFTER DELETE ON sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NULL) EXECUTE FUNCTION app.tell_access();
CREATE TRIGGER access_changed AFTER UPDATE ON members FOR EACH ROW
  WHEN ((OLD.role, OLD.role_id, OLD.suspended_at) IS DISTINCT FROM (NEW.role, NEW.role_id, NEW.suspended_at)) EXECUTE FUNCTION app.tell_access();
CREATE TRIGGER access_removed AFTER DELETE ON members FOR EACH ROW EXECUTE FUNCTION app.tell_access();
CREATE TRIGGER access_changed AFTER UPDATE OF permissions, base ON roles FOR EACH ROW EXECUTE FUNCTION app.tell_access();

-- The audit log ---------------------------------------------------------------------------------------
-- `dealsmart_pruner` never logs in; it owns the one function that removes entries, and only old ones.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dealsmart_pruner') THEN
    BEGIN
      CREATE ROLE dealsmart_pruner NOLOGIN NOSUPERUSER NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster was faster
    END;
  END IF;
  BEGIN
    GRANT dealsmart_pruner TO CURRENT_USER;
  EXCEPTION WHEN insufficient_privilege THEN
    IF NOT pg_has_role(current_user, 'dealsmart_pruner', 'MEMBER') THEN RAISE; END IF;
  END;
END $$;
GRANT USAGE ON SCHEMA app, public TO dealsmart_pruner;
GRANT CREATE ON SCHEMA app TO dealsmart_pruner;

CREATE TABLE audit_log (
  tenant_id   uuid NOT NULL REFERENCES tenants (tenant_id),
  id          uuid NOT NULL,
  action      text NOT NULL,
  actor_kind  text NOT NULL CHECK (actor_kind IN ('user', 'visitor', 'system')),
  actor_id    uuid,
  actor_name  text, -- as it was then; who left keeps the name here
  target_kind text NOT NULL,
  target_id   text,
  before      jsonb,
  after       jsonb,
  address     text,
  user_agent  text,
  request_id  text,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_log_created ON audit_log (tenant_id, created_at DESC, id DESC);
SELECT app.protect('audit_log');
REVOKE UPDATE, DELETE ON audit_log FROM dealsmart_program;
CREATE POLICY pruner ON audit_log TO dealsmart_pruner USING (tenant_id = (SELECT app.tenant_id()));
GRANT SELECT, DELETE ON audit_log TO dealsmart_pruner;

-- Nobody changes what was written, not even the owner, whom no policy shows a row anyway: this says so aloud.
CREATE FUNCTION app.audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_user = 'dealsmart_pruner' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION app.audit_log_is_append_only();

-- Removes the tenant's entries that are older than so many days, thirty at least, by the database's clock.
CREATE FUNCTION app.prune_audit_log(p_days integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM audit_log
    WHERE tenant_id = app.tenant_id() AND created_at < now() - make_interval(days => greatest(p_days, 30)) RETURNING 1
  ) SELECT count(*) FROM gone
$$;
SELECT app.own('app.prune_audit_log(integer)', 'dealsmart_pruner');
