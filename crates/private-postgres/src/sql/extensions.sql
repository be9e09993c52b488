SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- After an update of the installed files; does nothing when the version is the same.
ALTER EXTENSION vector UPDATE;
ALTER EXTENSION pg_trgm UPDATE;
