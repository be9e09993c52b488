-- Sign-in at OpenID Connect providers, and by QR code.

-- Providers of a workspace -----------------------------------------------------------------------------
-- What the installation's operator offers to everyone stands in its settings; these are a workspace's own.
CREATE TABLE identity_providers (
  tenant_id     uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id            uuid NOT NULL,
  label         text NOT NULL,
  issuer        text NOT NULL,
  client_id     text NOT NULL,
  client_secret bytea,                        -- sealed with a key of the master secret; none for a public client
  domains       text[] NOT NULL DEFAULT '{}', -- of the e-mail addresses that it vouches for; none: any
  join_role     text CHECK (join_role IN ('admin', 'supervisor', 'agent', 'viewer')), -- none: only who is a member already
  enabled       boolean NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX identity_providers_client_key ON identity_providers (tenant_id, issuer, client_id);
SELECT app.protect('identity_providers');

-- The callback's address names a provider, and so its tenant.
CREATE FUNCTION app.tenant_of_identity_provider(p_id uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tenant_id FROM identity_providers WHERE id = p_id
$$;
SELECT app.own('app.tenant_of_identity_provider(uuid)', 'dealsmart_reader');
CREATE INDEX identity_providers_id ON identity_providers (id);

-- What the sign-in page of a workspace offers. Its label is meant to be seen by whoever comes there.
CREATE FUNCTION app.identity_providers_of(p_slug text) RETURNS TABLE (id uuid, label text, workspace text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.label, t.name
  FROM tenants t JOIN identity_providers p ON p.tenant_id = t.tenant_id
  WHERE t.slug = lower(p_slug) AND p.enabled
  ORDER BY p.created_at, p.id
$$;
SELECT app.own('app.identity_providers_of(text)', 'dealsmart_reader');

-- Accounts at providers ---------------------------------------------------------------------------------
-- A person's, like sessions, and shown to nobody else: one account at a provider leads to one user.
CREATE TABLE identities (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  issuer     text NOT NULL,
  subject    text NOT NULL,
  label      text NOT NULL, -- the provider's name when it was linked
  email      text,          -- as the provider last said
  created_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE UNIQUE INDEX identities_subject_key ON identities (issuer, subject);
CREATE INDEX identities_of_user ON identities (user_id, created_at, id);
ALTER TABLE identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE identities FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON identities TO dealsmart_program
  USING (user_id = (SELECT app.user_id())) WITH CHECK (user_id = (SELECT app.user_id()));
CREATE POLICY reader ON identities FOR SELECT TO dealsmart_reader USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON identities TO dealsmart_program;
GRANT SELECT ON identities TO dealsmart_reader;

-- Whom an account at a provider leads to: before anyone is signed in.
CREATE FUNCTION app.user_of_identity(p_issuer text, p_subject text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT user_id FROM identities WHERE issuer = p_issuer AND subject = p_subject
$$;
SELECT app.own('app.user_of_identity(text, text)', 'dealsmart_reader');

-- Whose account an address is, and whether they have shown that it is theirs.
CREATE FUNCTION app.account_of_email(p_email text) RETURNS TABLE (user_id uuid, verified boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id, email_verified_at IS NOT NULL FROM users WHERE lower(email) = lower(p_email)
$$;
SELECT app.own('app.account_of_email(text)', 'dealsmart_reader');

-- An answer of a provider is taken once; until when it could be shown again, this remembers it.
CREATE TABLE used_oauth_states (
  state_hash bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX used_oauth_states_expire ON used_oauth_states (expires_at);
GRANT SELECT, INSERT, DELETE ON used_oauth_states TO dealsmart_program;

-- A session begun at a workspace's own provider is good in that workspace alone, and not for its user's account:
-- whoever runs the provider could begin one.
ALTER TABLE sessions ADD COLUMN confined boolean NOT NULL DEFAULT false;
ALTER TABLE pending_sign_ins ADD COLUMN confined boolean NOT NULL DEFAULT false;

-- Sign-in by QR code (after RFC 8628) --------------------------------------------------------------------
-- Nobody's until it is approved, so it stands outside the tenants; known to who has its id or its code.
CREATE TABLE qr_sign_ins (
  id               uuid PRIMARY KEY,
  user_code        text NOT NULL,
  secret_hash      bytea NOT NULL, -- SHA-256 of what the asking browser alone has
  status           text NOT NULL CHECK (status IN ('pending', 'scanned', 'approved', 'denied', 'used')),
  user_agent       text,
  address          text,
  interval_seconds integer NOT NULL,
  polled_at        timestamptz,
  user_id          uuid REFERENCES users (id) ON DELETE CASCADE, -- who looked at it last, and with which session, where
  session_id       uuid,
  tenant_id        uuid,
  created_at       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL
);
CREATE UNIQUE INDEX qr_sign_ins_code_key ON qr_sign_ins (user_code);
CREATE INDEX qr_sign_ins_expire ON qr_sign_ins (expires_at);
CREATE INDEX qr_sign_ins_user ON qr_sign_ins (user_id) WHERE user_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON qr_sign_ins TO dealsmart_program;

-- Whoever waits hears of it in every process, on the channel of ended access.
CREATE FUNCTION app.tell_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('dealsmart_access', 'waiting ' || NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER decided AFTER UPDATE OF status ON qr_sign_ins FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.tell_waiting();
