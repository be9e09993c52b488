-- What an operator sees of everybody's jobs. Owned by the operators' role, and nothing to anybody who is none.

-- Failed ones the newest first; others by tenant and id, which is the order of the primary key, so that a million queued jobs
-- are paged without sorting them.
CREATE FUNCTION app.operator_jobs(p_state text, p_kind text, p_tenant uuid, p_after_tenant uuid, p_after uuid, p_limit integer)
RETURNS TABLE (
  tenant_id uuid, tenant_name text, id uuid, kind text, payload jsonb, state text, priority smallint, attempt integer, max_attempts integer,
  created_at timestamptz, run_at timestamptz, started_at timestamptz, failed_at timestamptz, cancel_at timestamptz,
  progress real, progress_note text, last_error text, worker text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  IF app.operator_id() IS NULL THEN RETURN; END IF;
  IF p_state = 'failed' AND p_tenant IS NULL THEN
    RETURN QUERY
      SELECT j.tenant_id, t.name, j.id, j.kind, j.payload, j.state, j.priority, j.attempt, j.max_attempts, j.created_at, j.run_at,
        j.started_at, j.failed_at, j.cancel_at, j.progress, j.progress_note, j.last_error, j.worker
      FROM jobs j JOIN tenants t USING (tenant_id)
      WHERE j.state = 'failed' AND (p_kind IS NULL OR j.kind = p_kind) AND (p_after IS NULL OR j.id < p_after)
      ORDER BY j.id DESC LIMIT p_limit;
  ELSE
    RETURN QUERY
      SELECT j.tenant_id, t.name, j.id, j.kind, j.payload, j.state, j.priority, j.attempt, j.max_attempts, j.created_at, j.run_at,
        j.started_at, j.failed_at, j.cancel_at, j.progress, j.progress_note, j.last_error, j.worker
      FROM jobs j JOIN tenants t USING (tenant_id)
      WHERE (p_state IS NULL OR j.state = p_state) AND (p_kind IS NULL OR j.kind = p_kind) AND (p_tenant IS NULL OR j.tenant_id = p_tenant)
        AND (p_after IS NULL OR (j.tenant_id, j.id) > (p_after_tenant, p_after))
      ORDER BY j.tenant_id, j.id LIMIT p_limit;
  END IF;
END $$;
SELECT app.own('app.operator_jobs(text, text, uuid, uuid, uuid, integer)', 'dealsmart_operator');

-- The kind of one job, for who is about to do something with it.
CREATE FUNCTION app.operator_job_kind(p_tenant uuid, p_id uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT j.kind FROM jobs j WHERE app.operator_id() IS NOT NULL AND j.tenant_id = p_tenant AND j.id = p_id
$$;
SELECT app.own('app.operator_job_kind(uuid, uuid)', 'dealsmart_operator');
