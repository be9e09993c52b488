-- Letters, and what people do with their accounts through them.

-- The installation's own tenant -----------------------------------------------------------------------
-- Letters and jobs about a person's account belong to no workspace: its owner may be in several, in none any
-- more, or not be anybody yet. Jobs, letters and audit entries are a tenant's rows, so these have a tenant of
-- their own, without members. Its id is `kernel::INSTALLATION`. Row-level security is forced on the owner too,
-- who has no policy, hence the two lines around. Lists of workspaces leave it out: `tenant_id <> app.installation()`.
CREATE FUNCTION app.installation() RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT '00000000-0000-7000-8000-000000000001'::uuid $$;
ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY;
INSERT INTO tenants (tenant_id, slug, name, created_at) VALUES (app.installation(), 'installation', 'DealSmart', now());
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;

-- The outbox --------------------------------------------------------------------------------------------
-- Where letters go in development, while no mail server is set. `id` is the job's, so a letter is kept once.
CREATE TABLE outbox_letters (
  tenant_id  uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id         uuid NOT NULL,
  recipient  text NOT NULL,
  template   text NOT NULL,
  subject    text NOT NULL,
  body_text  text NOT NULL,
  body_html  text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outbox_letters_tenant ON outbox_letters (tenant_id, created_at);
CREATE INDEX outbox_letters_recent ON outbox_letters (created_at DESC, id DESC);
SELECT app.protect('outbox_letters');

-- The letters of all tenants, the newest first, for the developer's screen. In production nobody calls it, and
-- nothing is in there.
CREATE FUNCTION app.outbox(p_to text, p_before timestamptz, p_before_id uuid, p_limit bigint)
RETURNS TABLE (id uuid, recipient text, template text, subject text, body_text text, body_html text, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.id, o.recipient, o.template, o.subject, o.body_text, o.body_html, o.created_at FROM outbox_letters o
  WHERE (p_to IS NULL OR lower(o.recipient) = lower(p_to)) AND (p_before IS NULL OR (o.created_at, o.id) < (p_before, p_before_id))
  ORDER BY o.created_at DESC, o.id DESC LIMIT p_limit
$$;
SELECT app.own('app.outbox(text, timestamptz, uuid, bigint)', 'dealsmart_reader');

-- People --------------------------------------------------------------------------------------------------
ALTER TABLE users
  ADD COLUMN email_verified_at       timestamptz, -- when the e-mail address was shown to be theirs; NULL: not yet
  ADD COLUMN terms_version     text,        -- which terms they agreed to …
  ADD COLUMN terms_accepted_at timestamptz, -- … and when
  ADD COLUMN locale            text,
  ADD COLUMN time_zone         text,
  ADD COLUMN delete_at         timestamptz; -- they asked to be deleted; until then they may come back
-- Nobody is deleted who did not ask for it, or by anybody else.
CREATE POLICY leave ON users FOR DELETE TO dealsmart_program USING (id = (SELECT app.user_id()) AND delete_at IS NOT NULL);
GRANT DELETE ON users TO dealsmart_program;

-- What was sent to an address to show that its reader has it: a link's secret, for some a code. A person's, in no
-- tenant, beside `sessions`; shown to nobody else.
CREATE TABLE email_proofs (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose    text NOT NULL CHECK (purpose IN ('verify', 'reset', 'change', 'undo')),
  email      text NOT NULL,  -- where it went; of `undo` the address that it gives back
  token_hash bytea NOT NULL, -- SHA-256 of the link's secret
  code_hash  bytea,          -- HMAC of the code: six digits alone would be found by trying
  tries      integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz     -- used, or made void
);
CREATE INDEX email_proofs_of_user ON email_proofs (user_id, purpose, created_at DESC);
CREATE INDEX email_proofs_held ON email_proofs (lower(email)) WHERE purpose = 'undo' AND used_at IS NULL;
ALTER TABLE email_proofs ENABLE ROW LEVEL SECURITY;
ALTER TABLE email_proofs FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON email_proofs TO dealsmart_program
  USING (user_id = (SELECT app.user_id())) WITH CHECK (user_id = (SELECT app.user_id()));
CREATE POLICY reader ON email_proofs FOR SELECT TO dealsmart_reader USING (purpose = 'undo');
GRANT SELECT, INSERT, UPDATE, DELETE ON email_proofs TO dealsmart_program;
GRANT SELECT ON email_proofs TO dealsmart_reader;

-- Whether an address can be had: nobody has it, and nobody could still take it back.
CREATE FUNCTION app.email_taken(p_email text, p_now timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM users WHERE lower(email) = lower(p_email))
      OR EXISTS (SELECT FROM email_proofs WHERE purpose = 'undo' AND used_at IS NULL AND lower(email) = lower(p_email) AND expires_at > p_now
                   AND user_id IS DISTINCT FROM app.user_id())
$$;
SELECT app.own('app.email_taken(text, timestamptz)', 'dealsmart_reader');

-- The workspaces that the asking person alone owns.
CREATE FUNCTION app.sole_ownerships() RETURNS TABLE (tenant_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.tenant_id, t.name FROM members m JOIN tenants t ON t.tenant_id = m.tenant_id
  WHERE m.user_id = app.user_id() AND m.role = 'owner'
    AND NOT EXISTS (SELECT FROM members o WHERE o.tenant_id = m.tenant_id AND o.user_id <> m.user_id AND o.role = 'owner' AND o.suspended_at IS NULL)
  ORDER BY t.name, t.tenant_id
$$;
SELECT app.own('app.sole_ownerships()', 'dealsmart_reader');

-- Registrations whose address is not confirmed yet: rows of the installation's own tenant. One of an address that has
-- an account is kept just so, and can never be confirmed, so that the two look the same from outside.
CREATE TABLE registrations (
  tenant_id     uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id            uuid NOT NULL,
  email         text NOT NULL,
  name          text NOT NULL,
  workspace     text NOT NULL,
  password_hash text NOT NULL,
  terms_version text,
  secret_hash   bytea NOT NULL, -- SHA-256 of what the browser holds that began it
  token_hash    bytea,          -- of the letter's link, once it is written
  code_hash     bytea,
  tries         integer NOT NULL DEFAULT 0,
  letters       integer NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX registrations_email ON registrations (tenant_id, lower(email), created_at);
CREATE INDEX registrations_expiry ON registrations (tenant_id, expires_at);
SELECT app.protect('registrations');
