-- The job engine: fair and capped claims, batched ends, delays, debouncing, progress, cancelling, dead letters that say
-- when they died, pauses, schedules, and figures per minute. ARCHITECTURE.md, "Jobs", says why it is as it is.

ALTER TABLE jobs
  ADD COLUMN run_before    timestamptz, -- a debounced job is put off no further than this
  ADD COLUMN started_at    timestamptz, -- of the attempt under way, or the last one
  ADD COLUMN failed_at     timestamptz, -- since when it is a dead letter
  ADD COLUMN cancel_at     timestamptz, -- since when somebody wants a running one to stop
  ADD COLUMN progress      real CHECK (progress BETWEEN 0 AND 1),
  ADD COLUMN progress_note text,
  DROP CONSTRAINT jobs_state_check,
  ADD CONSTRAINT jobs_state_check CHECK (state IN ('scheduled', 'queued', 'running', 'failed'));

-- A row is written, claimed and deleted within milliseconds, so nothing but vacuum keeps the table small. No truncation:
-- it takes a lock that every claim would wait for.
ALTER TABLE jobs SET (
  autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 5000, vacuum_truncate = off
);

-- What is not due yet is `scheduled`, so that a hundred thousand letters of next week are not walked over by each claim.
DROP INDEX jobs_due, jobs_leased, jobs_failed, jobs_unique_key;
CREATE INDEX jobs_due ON jobs (kind, tenant_id, priority, run_at) WHERE state = 'queued';
CREATE INDEX jobs_scheduled ON jobs (run_at) WHERE state = 'scheduled';
CREATE INDEX jobs_running ON jobs (tenant_id, kind, lease_until) WHERE state = 'running';
-- Ids begin with the time, so the newest are the greatest.
CREATE INDEX jobs_failed ON jobs (tenant_id, id DESC) WHERE state = 'failed';
CREATE INDEX jobs_failed_everywhere ON jobs (id DESC) WHERE state = 'failed';
CREATE UNIQUE INDEX jobs_unique_key ON jobs (tenant_id, kind, unique_key) WHERE state IN ('scheduled', 'queued') AND unique_key IS NOT NULL;

GRANT DELETE, INSERT ON jobs TO dealsmart_dispatcher;

-- Enqueue -------------------------------------------------------------------------------------------
-- As before, with what happens when one with the same key waits already: `replace` gives it the new payload, `keep`
-- leaves it alone, `debounce` gives it the new payload and puts it off, to its `run_before` at most.
CREATE FUNCTION app.record(
  p_at timestamptz, p_ids uuid[], p_kinds text[], p_audiences text[], p_conversations uuid[], p_data jsonb[],
  p_job_ids uuid[], p_job_kinds text[], p_job_payloads jsonb[], p_job_priorities smallint[], p_job_run_at timestamptz[],
  p_job_max_attempts integer[], p_job_unique_keys text[], p_job_modes text[], p_job_run_before timestamptz[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  t uuid := app.tenant_id();
  n bigint := cardinality(p_ids);
  last bigint := 0;
BEGIN
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
    INSERT INTO events (tenant_id, seq, id, kind, audience, conversation_id, actor_id, data, created_at)
    SELECT t, last - n + e.ord, e.id, e.kind, e.audience, e.conversation_id, app.user_id(), e.data, p_at
    FROM unnest(p_ids, p_kinds, p_audiences, p_conversations, p_data)
      WITH ORDINALITY AS e (id, kind, audience, conversation_id, data, ord);
  END IF;
  RETURN last - n;
END $$;
REVOKE ALL ON FUNCTION app.record(timestamptz, uuid[], text[], text[], uuid[], jsonb[], uuid[], text[], jsonb[], smallint[], timestamptz[], integer[], text[], text[], timestamptz[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.record(timestamptz, uuid[], text[], text[], uuid[], jsonb[], uuid[], text[], jsonb[], smallint[], timestamptz[], integer[], text[], text[], timestamptz[]) TO dealsmart_program;

-- What the version before calls, while it still runs beside this one.
CREATE OR REPLACE FUNCTION app.record(
  p_at timestamptz, p_ids uuid[], p_kinds text[], p_audiences text[], p_conversations uuid[], p_data jsonb[],
  p_job_ids uuid[], p_job_kinds text[], p_job_payloads jsonb[], p_job_priorities smallint[], p_job_run_at timestamptz[],
  p_job_max_attempts integer[], p_job_unique_keys text[]
) RETURNS bigint LANGUAGE sql AS $$
  SELECT app.record(p_at, p_ids, p_kinds, p_audiences, p_conversations, p_data, p_job_ids, p_job_kinds, p_job_payloads, p_job_priorities,
    p_job_run_at, p_job_max_attempts, p_job_unique_keys,
    array_fill('replace'::text, ARRAY[cardinality(p_job_ids)]), array_fill(NULL::timestamptz, ARRAY[cardinality(p_job_ids)]))
$$;

-- The dispatcher ---------------------------------------------------------------------------------------
-- A queue's statistics are always those of another moment: the planner takes an index of running jobs for empty while a
-- thousand run, and a join that begins there compares each with each. So nothing is left to it. Plans that read the table from end
-- to end are off, rows are found by their key alone (`worker` is set while, and only while, a job runs), and written by where they
-- are (`ctid`) right after they were found, in the same statement.

-- What an operator paused: nothing of that queue, or of that kind, is claimed. Not a tenant's.
CREATE TABLE job_pauses (
  scope     text NOT NULL CHECK (scope IN ('queue', 'kind')),
  name      text NOT NULL,
  paused_at timestamptz NOT NULL,
  paused_by uuid,
  PRIMARY KEY (scope, name)
);
GRANT SELECT, INSERT, DELETE ON job_pauses TO dealsmart_program;
GRANT SELECT ON job_pauses TO dealsmart_dispatcher;

DROP FUNCTION app.claim_jobs(text, text[], integer, timestamptz, interval);

-- Due jobs for a worker, tenants in turn: beginning after `p_after`, each tenant with due jobs gives the same number, and
-- what is left of the limit goes to those that have more. So a tenant's only job is in the next claim, whatever others have
-- queued. Priority and age order the jobs of one tenant. With `p_per_tenant`, no tenant has more than that running in the
-- queue; claims of such a queue go one after the other, or two would count the same places as free.
CREATE FUNCTION app.claim_jobs(
  p_worker text, p_queue text, p_kinds text[], p_limit integer, p_per_tenant integer, p_after uuid, p_now timestamptz, p_lease interval
) RETURNS TABLE (lane integer, tenant_id uuid, id uuid, kind text, payload jsonb, attempt integer, max_attempts integer, run_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
#variable_conflict use_column
DECLARE
  most_lanes CONSTANT integer := 64;
  kinds text[];
  lanes uuid[] := '{}';
  giving integer[] := '{}'; -- places in lanes of those that have more
  still integer[];
  place uuid := p_after;
  follower uuid;
  wrapped boolean := false;
  wanted integer := p_limit;
  share integer;
  take integer;
  got integer;
  n integer;
BEGIN
  SELECT array_agg(k.name) INTO kinds FROM unnest(p_kinds) AS k (name)
  WHERE NOT EXISTS (SELECT FROM job_pauses p WHERE (p.scope = 'queue' AND p.name = p_queue) OR (p.scope = 'kind' AND p.name = k.name));
  IF kinds IS NULL THEN RETURN; END IF;
  IF p_per_tenant IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('dealsmart jobs ' || p_queue, 0));
  END IF;

  -- Who has something queued: from one tenant to the next through the index, once round.
  WHILE cardinality(lanes) < least(p_limit, most_lanes) LOOP
    SELECT l.tenant_id INTO follower
    FROM unnest(kinds) AS k (name) CROSS JOIN LATERAL (
      SELECT j.tenant_id FROM jobs j WHERE j.state = 'queued' AND j.kind = k.name AND j.tenant_id > place ORDER BY j.tenant_id LIMIT 1
    ) l ORDER BY l.tenant_id LIMIT 1;
    IF follower IS NULL THEN
      EXIT WHEN wrapped OR p_after = '00000000-0000-0000-0000-000000000000';
      wrapped := true;
      place := '00000000-0000-0000-0000-000000000000';
      CONTINUE;
    END IF;
    EXIT WHEN wrapped AND follower > p_after;
    place := follower;
    CONTINUE WHEN p_per_tenant IS NOT NULL AND p_per_tenant <= (
      SELECT count(*) FROM jobs j WHERE j.state = 'running' AND j.tenant_id = follower AND j.kind = ANY (p_kinds));
    lanes := lanes || follower;
    giving := giving || cardinality(lanes);
  END LOOP;

  WHILE wanted > 0 AND cardinality(giving) > 0 LOOP
    share := ceil(wanted::numeric / cardinality(giving));
    still := '{}';
    FOREACH n IN ARRAY giving LOOP
      EXIT WHEN wanted <= 0;
      take := least(share, wanted);
      IF p_per_tenant IS NOT NULL THEN
        take := least(take, p_per_tenant - (
          SELECT count(*) FROM jobs j WHERE j.state = 'running' AND j.tenant_id = lanes[n] AND j.kind = ANY (p_kinds))::integer);
      END IF;
      CONTINUE WHEN take <= 0;
      RETURN QUERY
        WITH due AS MATERIALIZED (
          SELECT d.place FROM unnest(kinds) AS k (name) CROSS JOIN LATERAL (
            SELECT j.ctid AS place, j.priority, j.run_at FROM jobs j
            WHERE j.state = 'queued' AND j.kind = k.name AND j.tenant_id = lanes[n] AND j.run_at <= p_now
            ORDER BY j.priority, j.run_at LIMIT take FOR UPDATE SKIP LOCKED
          ) d ORDER BY d.priority, d.run_at LIMIT take
        )
        UPDATE jobs j SET state = 'running', attempt = j.attempt + 1, worker = p_worker, lease_until = p_now + p_lease,
          started_at = p_now, progress = NULL, progress_note = NULL
        WHERE j.ctid = ANY (ARRAY(SELECT due.place FROM due)) AND j.state = 'queued'
        RETURNING n, j.tenant_id, j.id, j.kind, j.payload, j.attempt, j.max_attempts, j.run_at;
      GET DIAGNOSTICS got = ROW_COUNT;
      wanted := wanted - got;
      IF got = take THEN still := still || n; END IF;
    END LOOP;
    giving := still;
  END LOOP;
END $$;
SELECT app.own('app.claim_jobs(text, text, text[], integer, integer, uuid, timestamptz, interval)', 'dealsmart_dispatcher');

-- Jobs whose time has come. Says of which kinds, and when the next is due.
CREATE FUNCTION app.promote_jobs(p_now timestamptz, p_limit integer) RETURNS TABLE (promoted integer, kinds text[], next_at timestamptz)
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
  WITH due AS MATERIALIZED (
    SELECT ctid AS place FROM jobs WHERE state = 'scheduled' AND run_at <= p_now ORDER BY run_at LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), moved AS (
    UPDATE jobs j SET state = 'queued' WHERE j.ctid = ANY (ARRAY(SELECT place FROM due)) AND j.state = 'scheduled' RETURNING j.kind
  )
  SELECT count(*)::integer, coalesce(array_agg(DISTINCT kind), '{}'),
         (SELECT run_at FROM jobs WHERE state = 'scheduled' AND run_at > p_now ORDER BY run_at LIMIT 1)
  FROM moved
$$;
SELECT app.own('app.promote_jobs(timestamptz, integer)', 'dealsmart_dispatcher');

-- Removes jobs that are done. Those whose lease another worker has are left.
CREATE FUNCTION app.end_jobs(p_worker text, p_tenants uuid[], p_ids uuid[], p_attempts integer[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
DECLARE
  gone integer;
  hit integer;
BEGIN
  WITH mine AS MATERIALIZED (
    SELECT f.place FROM unnest(p_tenants, p_ids, p_attempts) AS e (tenant_id, id, attempt) CROSS JOIN LATERAL (
      SELECT j.ctid AS place FROM jobs j WHERE j.tenant_id = e.tenant_id AND j.id = e.id AND j.attempt = e.attempt OFFSET 0
    ) f
  )
  DELETE FROM jobs j WHERE j.ctid = ANY (ARRAY(SELECT place FROM mine)) AND j.worker = p_worker;
  GET DIAGNOSTICS gone = ROW_COUNT;
  IF gone < cardinality(p_ids) THEN
    -- Ended by their own handlers, or written to in this very moment (a heartbeat, a note of progress): one by one.
    FOR n IN 1..cardinality(p_ids) LOOP
      DELETE FROM jobs j WHERE j.tenant_id = p_tenants[n] AND j.id = p_ids[n] AND j.worker = p_worker AND j.attempt = p_attempts[n];
      GET DIAGNOSTICS hit = ROW_COUNT;
      gone := gone + hit;
    END LOOP;
  END IF;
  RETURN gone;
END $$;
SELECT app.own('app.end_jobs(text, uuid[], uuid[], integer[])', 'dealsmart_dispatcher');

-- Failed attempts: back to the queue for later, or kept as failed. One that waits for its next attempt has no unique key: a
-- twin that was queued meanwhile keeps it. One that somebody wants stopped is gone.
CREATE FUNCTION app.put_back_jobs(
  p_worker text, p_tenants uuid[], p_ids uuid[], p_attempts integer[], p_run_at timestamptz[], p_errors text[], p_final boolean[], p_now timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
BEGIN
  FOR n IN 1..cardinality(p_ids) LOOP
    UPDATE jobs j SET
      state = CASE WHEN p_final[n] THEN 'failed' WHEN p_run_at[n] > p_now THEN 'scheduled' ELSE 'queued' END,
      run_at = p_run_at[n], last_error = p_errors[n], failed_at = CASE WHEN p_final[n] THEN p_now END,
      worker = NULL, lease_until = NULL, unique_key = NULL, run_before = NULL
    WHERE j.tenant_id = p_tenants[n] AND j.id = p_ids[n] AND j.worker = p_worker AND j.attempt = p_attempts[n] AND j.cancel_at IS NULL;
    IF NOT FOUND THEN
      DELETE FROM jobs j
      WHERE j.tenant_id = p_tenants[n] AND j.id = p_ids[n] AND j.worker = p_worker AND j.attempt = p_attempts[n] AND j.cancel_at IS NOT NULL;
    END IF;
  END LOOP;
END $$;
SELECT app.own('app.put_back_jobs(text, uuid[], uuid[], integer[], timestamptz[], text[], boolean[], timestamptz)', 'dealsmart_dispatcher');

-- A worker that stops gives back what it could not end. That was no failed attempt and counts as none. One that somebody wants
-- stopped keeps its lease, and is gone when that runs out.
CREATE FUNCTION app.release_jobs(p_worker text, p_tenants uuid[], p_ids uuid[], p_attempts integer[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
DECLARE
  freed integer := 0;
  hit integer;
BEGIN
  FOR n IN 1..cardinality(p_ids) LOOP
    UPDATE jobs j SET state = 'queued', attempt = j.attempt - 1, worker = NULL, lease_until = NULL, unique_key = NULL, run_before = NULL
    WHERE j.tenant_id = p_tenants[n] AND j.id = p_ids[n] AND j.worker = p_worker AND j.attempt = p_attempts[n] AND j.cancel_at IS NULL;
    GET DIAGNOSTICS hit = ROW_COUNT;
    freed := freed + hit;
  END LOOP;
  RETURN freed;
END $$;
SELECT app.own('app.release_jobs(text, uuid[], uuid[], integer[])', 'dealsmart_dispatcher');

DROP FUNCTION app.extend_leases(text, uuid[], timestamptz, interval);

-- Keeps a worker's jobs, and says which of them it still has and whether somebody wants them stopped.
CREATE FUNCTION app.extend_leases(p_worker text, p_tenants uuid[], p_ids uuid[], p_attempts integer[], p_now timestamptz, p_lease interval)
RETURNS TABLE (id uuid, attempt integer, cancelled boolean)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
#variable_conflict use_column
BEGIN
  FOR n IN 1..cardinality(p_ids) LOOP
    RETURN QUERY
      UPDATE jobs j SET lease_until = p_now + p_lease
      WHERE j.tenant_id = p_tenants[n] AND j.id = p_ids[n] AND j.worker = p_worker AND j.attempt = p_attempts[n]
      RETURNING j.id, j.attempt, j.cancel_at IS NOT NULL;
  END LOOP;
END $$;
SELECT app.own('app.extend_leases(text, uuid[], uuid[], integer[], timestamptz, interval)', 'dealsmart_dispatcher');

-- A dead worker's jobs go back; one that was tried too often is kept as failed, one that somebody wants stopped is gone.
CREATE OR REPLACE FUNCTION app.recover_jobs(p_now timestamptz, p_living text[], p_last_sign timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
  WITH lost AS MATERIALIZED (
    SELECT ctid AS place, cancel_at IS NOT NULL AS cancelled FROM jobs
    WHERE state = 'running' AND (lease_until < p_now OR (lease_until < p_last_sign AND NOT worker = ANY (p_living)))
    FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM jobs j WHERE j.ctid = ANY (ARRAY(SELECT place FROM lost WHERE cancelled)) AND j.state = 'running' RETURNING 1
  ), freed AS (
    -- A queued twin with the same unique key keeps the place, so the recovered one drops its key.
    UPDATE jobs j SET state = CASE WHEN j.attempt >= j.max_attempts THEN 'failed' ELSE 'queued' END,
      failed_at = CASE WHEN j.attempt >= j.max_attempts THEN p_now END,
      unique_key = NULL, run_before = NULL, worker = NULL, lease_until = NULL, run_at = p_now,
      last_error = coalesce(j.last_error, 'the worker went away')
    WHERE j.ctid = ANY (ARRAY(SELECT place FROM lost WHERE NOT cancelled)) AND j.state = 'running' RETURNING 1
  ) SELECT (SELECT count(*) FROM freed) + (SELECT count(*) FROM gone)
$$;

-- Dead letters that died before; a part at a time.
CREATE FUNCTION app.prune_failed_jobs(p_before timestamptz, p_limit integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH old AS MATERIALIZED (
    SELECT ctid AS place FROM jobs WHERE state = 'failed' AND coalesce(failed_at, created_at) < p_before LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM jobs j WHERE j.ctid = ANY (ARRAY(SELECT place FROM old)) AND j.state = 'failed' RETURNING 1
  ) SELECT count(*) FROM gone
$$;
SELECT app.own('app.prune_failed_jobs(timestamptz, integer)', 'dealsmart_dispatcher');

-- Schedules ---------------------------------------------------------------------------------------------
-- Code declares them; this is what is remembered of each: when it is due, who runs it, how the last run went. A schedule for
-- the installation is its own job, under a lease in this row; one for each tenant makes a job in every tenant. Not a tenant's.
CREATE TABLE job_schedules (
  name            text PRIMARY KEY,
  expression      text NOT NULL,
  time_zone       text NOT NULL,
  next_at         timestamptz NOT NULL,
  attempt         integer NOT NULL DEFAULT 0, -- of the run under way or being retried
  worker          text,                       -- who runs it now
  lease_until     timestamptz,
  last_started_at timestamptz,
  last_ended_at   timestamptz,
  last_error      text,
  last_result     text
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE ON job_schedules TO dealsmart_program;
GRANT SELECT, UPDATE ON job_schedules TO dealsmart_dispatcher;

CREATE FUNCTION app.all_tenants() RETURNS TABLE (tenant_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tenant_id, name FROM tenants WHERE tenant_id <> app.installation() ORDER BY tenant_id
$$;
SELECT app.own('app.all_tenants()', 'dealsmart_reader');
GRANT EXECUTE ON FUNCTION app.all_tenants() TO dealsmart_dispatcher;

-- Fires a schedule for the given tenants, once: who comes second finds another `next_at`. A tenant that still waits for the
-- job of the firing before gets no second one. Returns null when another worker was faster.
CREATE FUNCTION app.fire_schedule(
  p_name text, p_due timestamptz, p_next timestamptz, p_now timestamptz, p_tenants uuid[], p_ids uuid[], p_kind text, p_payload jsonb,
  p_priority smallint, p_max_attempts integer
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE made integer;
BEGIN
  UPDATE job_schedules SET next_at = p_next, last_started_at = p_now, last_ended_at = p_now, last_error = NULL, attempt = 0
  WHERE name = p_name AND next_at = p_due;
  IF NOT FOUND THEN RETURN NULL; END IF;
  INSERT INTO jobs (tenant_id, id, kind, payload, state, priority, run_at, max_attempts, unique_key, created_at)
  SELECT n.tenant_id, n.id, p_kind, p_payload, 'queued', p_priority, p_now, p_max_attempts, 'schedule ' || p_name, p_now
  FROM unnest(p_tenants, p_ids) AS n (tenant_id, id) JOIN app.all_tenants() a USING (tenant_id)
  ON CONFLICT (tenant_id, kind, unique_key) WHERE state IN ('scheduled', 'queued') AND unique_key IS NOT NULL DO NOTHING;
  GET DIAGNOSTICS made = ROW_COUNT;
  UPDATE job_schedules SET last_result = made || ' jobs' WHERE name = p_name;
  RETURN made;
END $$;
SELECT app.own('app.fire_schedule(text, timestamptz, timestamptz, timestamptz, uuid[], uuid[], text, jsonb, smallint, integer)', 'dealsmart_dispatcher');

-- Figures -----------------------------------------------------------------------------------------------
-- What each process did in a minute, per kind: how many ended how, and histograms of the time from due to started and from
-- started to ended (limits in crates/jobs/src/figures.rs). Rows of a process are its own, so nobody waits. Not a tenant's.
CREATE TABLE job_minutes (
  minute   timestamptz NOT NULL,
  kind     text NOT NULL,
  node     text NOT NULL,
  queue    text NOT NULL,
  done     bigint NOT NULL,
  retried  bigint NOT NULL,
  failed   bigint NOT NULL,
  waits    bigint[] NOT NULL,
  runs     bigint[] NOT NULL,
  PRIMARY KEY (minute, kind, node)
) WITH (fillfactor = 70);
GRANT SELECT, INSERT, UPDATE, DELETE ON job_minutes TO dealsmart_program;

-- What there is of each kind, over all tenants: numbers, and since when the oldest waits.
CREATE FUNCTION app.job_backlog() RETURNS TABLE (kind text, state text, jobs bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT kind, state, count(*), min(CASE WHEN state = 'running' THEN started_at ELSE run_at END) FROM jobs GROUP BY kind, state
$$;
SELECT app.own('app.job_backlog()', 'dealsmart_dispatcher');
