-- Second factors: codes of an app, passkeys, recovery codes, trusted browsers, and workspaces that require one.

-- Sessions ------------------------------------------------------------------------------------------
ALTER TABLE sessions
  ADD COLUMN proved_at        timestamptz, -- when its person last proved who they are, at sign-in or asked again
  ADD COLUMN second_factor_at timestamptz, -- when they last proved it by a second factor
  ADD COLUMN device_hash      bytea;       -- SHA-256 of the browser's device cookie, which tells a new browser from a known one

-- What was proved is remembered by processes, like all of a session's authority. A proof taken away ends what is
-- open; one that was given ends nothing.
CREATE FUNCTION app.tell_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('dealsmart_access',
    CASE WHEN OLD.second_factor_at IS NOT NULL AND NEW.second_factor_at IS NULL THEN 'session ' ELSE 'proof ' END || OLD.id);
  RETURN NULL;
END $$;
CREATE TRIGGER proof_changed AFTER UPDATE OF proved_at, second_factor_at ON sessions FOR EACH ROW
  WHEN ((OLD.proved_at, OLD.second_factor_at) IS DISTINCT FROM (NEW.proved_at, NEW.second_factor_at)) EXECUTE FUNCTION app.tell_proof();

-- Whether members need a second factor to come to the tenant's data.
ALTER TABLE tenants ADD COLUMN mfa_required boolean NOT NULL DEFAULT false;
CREATE TRIGGER access_changed AFTER UPDATE OF mfa_required ON tenants FOR EACH ROW
  WHEN (OLD.mfa_required IS DISTINCT FROM NEW.mfa_required) EXECUTE FUNCTION app.tell_access();

-- Factors -------------------------------------------------------------------------------------------
-- They are a person's, for all their workspaces, and are shown to nobody else.
CREATE TABLE totp_secrets (
  user_id      uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  secret       bytea NOT NULL,            -- sealed with a key of the master secret
  last_step    bigint NOT NULL DEFAULT 0, -- the step of the last code that was accepted: each is good once
  created_at   timestamptz NOT NULL,
  confirmed_at timestamptz,               -- until then it is being set up, and asks nobody for anything
  used_at      timestamptz
);

CREATE TABLE recovery_codes (
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  code_hash  bytea NOT NULL, -- HMAC with a key of the master secret
  created_at timestamptz NOT NULL,
  used_at    timestamptz,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE passkeys (
  id            uuid PRIMARY KEY,
  user_id       uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  credential_id bytea NOT NULL,
  static_state  bytea NOT NULL,    -- the public key, and what was said at its registration
  dynamic_state bytea NOT NULL,    -- signature counter and flags as of its last use
  transports    smallint NOT NULL, -- how the browser reaches it
  backed_up     boolean NOT NULL,  -- whether it is synchronised between devices
  name          text NOT NULL,
  created_at    timestamptz NOT NULL,
  used_at       timestamptz,
  blocked_at    timestamptz        -- its counter went back, so there may be a copy: it opens nothing any more
);
CREATE UNIQUE INDEX passkeys_credential_id_key ON passkeys (credential_id);
CREATE INDEX passkeys_of_user ON passkeys (user_id, created_at DESC, id DESC);

-- Wrong codes and recovery codes of a person, wherever they were entered.
CREATE TABLE factor_attempts (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  failed  integer NOT NULL,
  since   timestamptz NOT NULL
);

-- Browsers that need no second factor for a while.
CREATE TABLE trusted_browsers (
  id            uuid PRIMARY KEY,
  user_id       uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  token_hash    bytea NOT NULL, -- SHA-256 of the cookie
  password_mark bytea NOT NULL, -- SHA-256 of the password's hash then: with another password it is trusted no more
  user_agent    text,
  address       text,
  created_at    timestamptz NOT NULL,
  used_at       timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL
);
CREATE INDEX trusted_browsers_of_user ON trusted_browsers (user_id, created_at DESC, id DESC);

-- Sign-ins that wait for their second factor.
CREATE TABLE pending_sign_ins (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  tenant_id  uuid NOT NULL,  -- where it leads
  token_hash bytea NOT NULL, -- SHA-256 of the secret part of its token
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX pending_sign_ins_of_user ON pending_sign_ins (user_id);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['totp_secrets', 'recovery_codes', 'passkeys', 'factor_attempts', 'trusted_browsers', 'pending_sign_ins'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %I TO dealsmart_program USING (user_id = (SELECT app.user_id())) WITH CHECK (user_id = (SELECT app.user_id()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO dealsmart_program', name);
  END LOOP;
END $$;

-- What passkeys are asked to sign. Nobody's table, since who answers a sign-in is not known before they do; a row says
-- nothing but a random number, and is deleted by the answer.
CREATE TABLE passkey_challenges (
  challenge  bytea PRIMARY KEY,
  purpose    text NOT NULL CHECK (purpose IN ('registration', 'sign_in', 'second_factor', 'step_up')),
  bound_to   uuid,           -- the session or the pending sign-in that alone may answer
  state      bytea NOT NULL, -- what the answer is compared with
  expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at);
GRANT SELECT, INSERT, DELETE ON passkey_challenges TO dealsmart_program;
