-- Events: their versions, how long they are kept, and what the list of them needs.

ALTER TABLE events ADD COLUMN version smallint NOT NULL DEFAULT 1;

-- What the workspace chose; null: as long as the installation keeps them.
ALTER TABLE tenants ADD COLUMN event_days integer CHECK (event_days BETWEEN 1 AND 3650);

CREATE INDEX events_kind ON events (tenant_id, kind, seq DESC);
CREATE INDEX events_conversation ON events (tenant_id, conversation_id, seq DESC) WHERE conversation_id IS NOT NULL;

-- The first number of the tenant whose event was not before that time, or the one after the last. Numbers are dense from
-- the oldest on, and times rise with them but for moments, so halving finds it without an index on time.
CREATE FUNCTION app.event_seq_at(p_at timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  t uuid := app.tenant_id();
  low bigint := (SELECT e.seq FROM events e WHERE e.tenant_id = t ORDER BY e.seq LIMIT 1);
  high bigint := (SELECT event_seq + 1 FROM tenants WHERE tenant_id = t);
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := low + (high - low) / 2;
    IF (SELECT e.created_at FROM events e WHERE e.tenant_id = t AND e.seq = middle) < p_at THEN low := middle + 1; ELSE high := middle; END IF;
  END LOOP;
  RETURN coalesce(high, 0);
END $$;
