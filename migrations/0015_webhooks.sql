-- Events with versions, and outgoing webhooks: endpoints, deliveries, attempts.

-- Events ------------------------------------------------------------------------------------------------
-- The version of the shape of `data`; `contracts::events` has the shapes.
ALTER TABLE events ADD COLUMN version smallint NOT NULL DEFAULT 1;
CREATE INDEX events_kind ON events (tenant_id, kind, seq DESC);

-- The first number of the tenant whose event was not before that time, or the one after the last. Numbers are dense from
-- the oldest on, and times rise with them but for moments, so halving finds it without an index on time.
CREATE FUNCTION app.event_seq_at(p_at timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  t uuid := app.tenant_id();
  high bigint := (SELECT event_seq + 1 FROM tenants WHERE tenant_id = t);
  low bigint := coalesce((SELECT e.seq FROM events e WHERE e.tenant_id = t ORDER BY e.seq LIMIT 1), high);
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := low + (high - low) / 2;
    IF (SELECT e.created_at FROM events e WHERE e.tenant_id = t AND e.seq = middle) < p_at THEN low := middle + 1; ELSE high := middle; END IF;
  END LOOP;
  RETURN high;
END $$;
REVOKE ALL ON FUNCTION app.event_seq_at(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.event_seq_at(timestamptz) TO dealsmart_program;

-- Webhooks ----------------------------------------------------------------------------------------------
CREATE TABLE webhook_endpoints (
  tenant_id       uuid NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  id              uuid NOT NULL,
  url             text NOT NULL,
  description     text NOT NULL DEFAULT '',
  kinds           text[] NOT NULL DEFAULT '{}', -- of events; none: every kind
  enabled         boolean NOT NULL DEFAULT true,
  disabled_reason text CHECK (disabled_reason IN ('person', 'gone', 'failing')),
  disabled_at     timestamptz,
  secret          bytea NOT NULL,               -- sealed
  previous_secret bytea,                        -- sealed; signs as well until previous_until
  previous_until  timestamptz,
  headers         bytea,                        -- sealed: they may carry credentials
  header_names    text[] NOT NULL DEFAULT '{}',
  rate            integer CHECK (rate BETWEEN 1 AND 1000), -- requests a second at most; none: as fast as it answers
  seq             bigint NOT NULL,              -- events up to this one were looked at for it
  failing_since   timestamptz,                  -- first failure after the last success
  not_before      timestamptz,                  -- it asked to be left alone until then (Retry-After)
  lane_job        uuid,                         -- the job that delivers to it now: one at a time, so that its slowness is its own
  lane_until      timestamptz,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 50);
CREATE INDEX webhook_endpoints_created ON webhook_endpoints (tenant_id, created_at DESC, id DESC);
SELECT app.protect('webhook_endpoints');

-- One for each endpoint and event, however often it is sent.
CREATE TABLE webhook_deliveries (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  event_id    uuid NOT NULL,
  event_seq   bigint,          -- none for test events, which happened nowhere
  kind        text NOT NULL,
  state       text NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  attempts    integer NOT NULL DEFAULT 0,  -- made
  step        smallint NOT NULL DEFAULT 0, -- place in the schedule of retries
  next_at     timestamptz,                 -- of the next attempt, while it is pending
  last_status smallint,
  last_error  text,
  created_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT webhook_deliveries_event_key UNIQUE (tenant_id, endpoint_id, event_id),
  FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoints (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 70);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (tenant_id, endpoint_id, next_at) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_recent ON webhook_deliveries (tenant_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (tenant_id, endpoint_id, created_at DESC, id DESC);
SELECT app.protect('webhook_deliveries');

CREATE TABLE webhook_attempts (
  tenant_id   uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number      integer NOT NULL,
  at          timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  status      smallint,  -- none when nothing answered
  error       text,
  response    text,      -- the beginning of it
  PRIMARY KEY (tenant_id, delivery_id, number),
  FOREIGN KEY (tenant_id, delivery_id) REFERENCES webhook_deliveries (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('webhook_attempts');

-- Writing of events -------------------------------------------------------------------------------------
-- As before, with the events' versions, and one job for those who follow all events, when the tenant has any: asked where the
-- tenant's row is locked anyway, so that workspaces without webhooks pay nothing for them. A waiting job of before is written to
-- again, and so cannot begin before this event is there to be seen.
CREATE FUNCTION app.record(
  p_at timestamptz, p_ids uuid[], p_kinds text[], p_versions smallint[], p_audiences text[], p_conversations uuid[], p_data jsonb[],
  p_job_ids uuid[], p_job_kinds text[], p_job_payloads jsonb[], p_job_priorities smallint[], p_job_run_at timestamptz[],
  p_job_max_attempts integer[], p_job_unique_keys text[], p_job_modes text[], p_job_run_before timestamptz[],
  p_follower_id uuid, p_follower text, OUT before bigint, OUT followed boolean
) LANGUAGE plpgsql AS $$
DECLARE
  t uuid := app.tenant_id();
  n bigint := cardinality(p_ids);
  last bigint := 0;
BEGIN
  followed := false;
  IF cardinality(p_job_ids) > 0 THEN
    INSERT INTO jobs (tenant_id, id, kind, payload, state, priority, run_at, run_before, max_attempts, unique_key, created_at)
    SELECT t, j.id, j.kind, j.payload, CASE WHEN j.run_at > p_at THEN 'scheduled' ELSE 'queued' END,
           j.priority, j.run_at, j.run_before, j.max_attempts, j.unique_key, p_at
    FROM unnest(p_job_ids, p_job_kinds, p_job_payloads, p_job_priorities, p_job_run_at, p_job_max_attempts, p_job_unique_keys, p_job_modes, p_job_run_before)
      AS j (id, kind, payload, priority, run_at, max_attempts, unique_key, mode, run_before)
    WHERE j.mode <> 'keep'
    ON CONFLICT (tenant_id, kind, unique_key) WHERE state IN ('scheduled', 'queued') AND unique_key IS NOT NULL
    DO UPDATE SET
      payload = excluded.payload,
      run_before = coalesce(jobs.run_before, excluded.run_before),
      run_at = CASE WHEN excluded.run_before IS NULL THEN jobs.run_at ELSE least(excluded.run_at, coalesce(jobs.run_before, excluded.run_before)) END,
      state = CASE WHEN excluded.run_before IS NULL THEN jobs.state
                   WHEN least(excluded.run_at, coalesce(jobs.run_before, excluded.run_before)) > p_at THEN 'scheduled' ELSE 'queued' END;
    IF 'keep' = ANY (p_job_modes) THEN
      INSERT INTO jobs (tenant_id, id, kind, payload, state, priority, run_at, max_attempts, unique_key, created_at)
      SELECT t, j.id, j.kind, j.payload, CASE WHEN j.run_at > p_at THEN 'scheduled' ELSE 'queued' END,
             j.priority, j.run_at, j.max_attempts, j.unique_key, p_at
      FROM unnest(p_job_ids, p_job_kinds, p_job_payloads, p_job_priorities, p_job_run_at, p_job_max_attempts, p_job_unique_keys, p_job_modes)
        AS j (id, kind, payload, priority, run_at, max_attempts, unique_key, mode)
      WHERE j.mode = 'keep'
      ON CONFLICT (tenant_id, kind, unique_key) WHERE state IN ('scheduled', 'queued') AND unique_key IS NOT NULL DO NOTHING;
    END IF;
  END IF;
  IF n > 0 THEN
    UPDATE tenants SET event_seq = event_seq + n WHERE tenant_id = t RETURNING event_seq INTO last;
    IF last IS NULL OR last = 0 THEN RAISE EXCEPTION 'no tenant to record events for'; END IF;
    INSERT INTO events (tenant_id, seq, id, kind, version, audience, conversation_id, actor_id, data, created_at)
    SELECT t, last - n + e.ord, e.id, e.kind, e.version, e.audience, e.conversation_id, app.user_id(), e.data, p_at
    FROM unnest(p_ids, p_kinds, p_versions, p_audiences, p_conversations, p_data)
      WITH ORDINALITY AS e (id, kind, version, audience, conversation_id, data, ord);
    IF p_follower IS NOT NULL AND EXISTS (SELECT FROM webhook_endpoints w WHERE w.tenant_id = t AND w.enabled) THEN
      INSERT INTO jobs (tenant_id, id, kind, payload, state, run_at, max_attempts, unique_key, created_at)
      VALUES (t, p_follower_id, p_follower, '{}', 'queued', p_at, 1000000, 'events', p_at)
      ON CONFLICT (tenant_id, kind, unique_key) WHERE state IN ('scheduled', 'queued') AND unique_key IS NOT NULL
      DO UPDATE SET payload = excluded.payload;
      followed := true;
    END IF;
  END IF;
  before := last - n;
END $$;
REVOKE ALL ON FUNCTION app.record(timestamptz, uuid[], text[], smallint[], text[], uuid[], jsonb[], uuid[], text[], jsonb[], smallint[], timestamptz[], integer[], text[], text[], timestamptz[], uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.record(timestamptz, uuid[], text[], smallint[], text[], uuid[], jsonb[], uuid[], text[], jsonb[], smallint[], timestamptz[], integer[], text[], text[], timestamptz[], uuid, text) TO dealsmart_program;

-- What the version before calls, while it still runs beside this one.
CREATE OR REPLACE FUNCTION app.record(
  p_at timestamptz, p_ids uuid[], p_kinds text[], p_audiences text[], p_conversations uuid[], p_data jsonb[],
  p_job_ids uuid[], p_job_kinds text[], p_job_payloads jsonb[], p_job_priorities smallint[], p_job_run_at timestamptz[],
  p_job_max_attempts integer[], p_job_unique_keys text[], p_job_modes text[], p_job_run_before timestamptz[]
) RETURNS bigint LANGUAGE sql AS $$
  SELECT before FROM app.record(p_at, p_ids, p_kinds, array_fill(1::smallint, ARRAY[cardinality(p_ids)]), p_audiences, p_conversations, p_data,
    p_job_ids, p_job_kinds, p_job_payloads, p_job_priorities, p_job_run_at, p_job_max_attempts, p_job_unique_keys, p_job_modes, p_job_run_before,
    gen_random_uuid(), 'webhooks.dispatch')
$$;
