-- API keys, answers kept for requests that come twice, and who acted when it was no person.

-- Who acts: 'user <id>', 'api_key <id>', 'visitor <id>', 'operator <id>' or 'system '. Set with each transaction's tenant.
CREATE FUNCTION app.actor_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(split_part(current_setting('app.actor', true), ' ', 1), '') $$;
CREATE FUNCTION app.actor_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(split_part(current_setting('app.actor', true), ' ', 2), '')::uuid $$;

-- API keys ------------------------------------------------------------------------------------------
-- A key is the tenant's and not its maker's: it goes on when they leave. It names its tenant, so that
-- looking it up needs no eyes beyond the tenant's own rows.
CREATE TABLE api_keys (
  tenant_id         uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id                uuid NOT NULL,
  name              text NOT NULL,
  prefix            text NOT NULL,  -- the beginning of the key, by which people know it again
  hash              bytea NOT NULL, -- SHA-256 of the whole key
  previous_hash     bytea,          -- the key before it was rotated, good for a while more
  previous_until    timestamptz,
  scopes            text[] NOT NULL,
  per_minute        integer CHECK (per_minute > 0),
  allowed_addresses text[] NOT NULL DEFAULT '{}', -- networks (RFC 4632); from anywhere when empty
  created_by        uuid,
  created_at        timestamptz NOT NULL,
  expires_at        timestamptz,
  revoked_at        timestamptz,
  last_used_at      timestamptz, -- to about a minute
  last_used_address text,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX api_keys_hash_key ON api_keys (tenant_id, hash);
CREATE UNIQUE INDEX api_keys_previous_hash_key ON api_keys (tenant_id, previous_hash) WHERE previous_hash IS NOT NULL;
CREATE INDEX api_keys_created ON api_keys (tenant_id, created_at DESC, id DESC);
SELECT app.protect('api_keys');

-- What was remembered of a key is no longer so, in every process. Its last use is no such change.
CREATE FUNCTION app.tell_key_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('dealsmart_access', 'key ' || OLD.id);
  RETURN NULL;
END $$;
CREATE TRIGGER access_changed AFTER UPDATE OF hash, previous_hash, previous_until, scopes, per_minute, allowed_addresses, expires_at, revoked_at
  ON api_keys FOR EACH ROW EXECUTE FUNCTION app.tell_key_access();
CREATE TRIGGER access_removed AFTER DELETE ON api_keys FOR EACH ROW EXECUTE FUNCTION app.tell_key_access();

-- Who acted, in the audit log and in events.
ALTER TABLE audit_log
  DROP CONSTRAINT audit_log_actor_kind_check,
  ADD CONSTRAINT audit_log_actor_kind_check CHECK (actor_kind IN ('user', 'visitor', 'system', 'operator', 'api_key')) NOT VALID;
ALTER TABLE events ADD COLUMN actor_kind text; -- null before this version
ALTER TABLE events ALTER COLUMN actor_kind SET DEFAULT app.actor_kind();
ALTER TABLE events ADD COLUMN api_key_id uuid;
ALTER TABLE events ALTER COLUMN api_key_id SET DEFAULT CASE app.actor_kind() WHEN 'api_key' THEN app.actor_id() END;

-- Requests that come twice ----------------------------------------------------------------------------
-- The answer to a request with an Idempotency-Key, written in the transaction of what the request did.
CREATE TABLE idempotency_keys (
  tenant_id   uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  actor_id    uuid NOT NULL, -- the user, API key or visitor session that sent it
  key         text NOT NULL,
  fingerprint bytea NOT NULL, -- SHA-256 of method, address and body
  status      smallint NOT NULL,
  answer      bytea NOT NULL, -- headers and body, sealed: an answer may hold a secret
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, actor_id, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (tenant_id, created_at);
SELECT app.protect('idempotency_keys');

-- Every user's id, for work that goes through all of them one by one, such as sealing secrets anew. An id tells
-- nothing by itself; the rows stay behind their policies.
CREATE FUNCTION app.all_users() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ SELECT id FROM users ORDER BY 1 $$;
SELECT app.own('app.all_users()', 'dealsmart_reader');

-- Sealing a signing key anew changes that column and no other.
GRANT UPDATE (private_key) ON signing_keys TO dealsmart_program;
