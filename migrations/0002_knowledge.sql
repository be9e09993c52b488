-- Knowledge: documents, their retrievable pieces, and the search functions.

-- Loads pgvector into this session: its settings can only be named in a function's definition once it is.
DO $$ BEGIN PERFORM '[1]'::halfvec; END $$;

-- documents
CREATE TABLE documents (
    tenant_id     uuid        NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    id            uuid        NOT NULL,
    title         text        NOT NULL CHECK (char_length(title) BETWEEN 1 AND 300),
    -- Given by a person: the document's own title does not replace it.
    title_given   boolean     NOT NULL DEFAULT false,
    filename      text        NOT NULL CHECK (char_length(filename) <= 300),
    media_type    text        NOT NULL,
    size          bigint      NOT NULL CHECK (size >= 0),
    content_hash  bytea       NOT NULL CHECK (octet_length(content_hash) = 32),   -- SHA-256 of the file
    status        text        NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'processing', 'ready', 'failed')),
    progress      smallint    NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    error_code    text,
    error_message text,
    page_count    integer,
    chunk_count   integer     NOT NULL DEFAULT 0,
    -- Raised by every upload or reprocess: a late job of an earlier revision changes nothing.
    revision      integer     NOT NULL DEFAULT 1,
    created_by    uuid,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, content_hash)
);
CREATE INDEX documents_newest ON documents (tenant_id, created_at DESC, id DESC);
CREATE INDEX documents_by_status ON documents (tenant_id, status, created_at DESC, id DESC);

-- The original file in parts of 1 MiB, so that neither upload nor download holds 50 MiB in memory.
CREATE TABLE document_files (
    tenant_id   uuid    NOT NULL,
    document_id uuid    NOT NULL,
    part        integer NOT NULL CHECK (part >= 0),
    content     bytea   NOT NULL,
    PRIMARY KEY (tenant_id, document_id, part),
    FOREIGN KEY (tenant_id, document_id) REFERENCES documents (tenant_id, id) ON DELETE CASCADE
);
ALTER TABLE document_files ALTER COLUMN content SET STORAGE EXTERNAL;

-- chunks
-- A retrievable piece of a document, or the text of one catalogue item (one chunk each, rewritten by a job when the item changes;
-- price and stock shown are always read from the live row).
CREATE TABLE chunks (
    tenant_id         uuid     NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    id                uuid     NOT NULL,
    document_id       uuid,
    catalogue_item_id uuid,
    position          integer  NOT NULL,
    heading_path      text[]   NOT NULL DEFAULT '{}',
    page              integer,
    locator           text,
    content           text     NOT NULL,
    -- Made by the program's own analyser (`'lexeme':1,4 …`), the same for questions; positions carry term frequencies.
    lexemes           tsvector NOT NULL,
    lexeme_count      integer  NOT NULL,
    -- For catalogue items: hash of the text that was embedded; unchanged text is not embedded again.
    content_hash      bytea,
    created_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, document_id, position),
    UNIQUE (tenant_id, catalogue_item_id, position),
    FOREIGN KEY (tenant_id, document_id) REFERENCES documents (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, catalogue_item_id) REFERENCES catalogue_items (tenant_id, id) ON DELETE CASCADE,
    CHECK (num_nonnulls(document_id, catalogue_item_id) = 1)
) WITH (toast_tuple_target = 8160); -- keep lexemes beside the row: ranking reads them for every candidate
CREATE INDEX chunks_lexemes ON chunks USING gin (lexemes);

CREATE TABLE chunk_embeddings (
    tenant_id  uuid     NOT NULL,
    chunk_id   uuid     NOT NULL,
    catalogue  boolean  NOT NULL,
    model      text     NOT NULL,
    dimensions smallint NOT NULL,
    embedding  halfvec  NOT NULL,
    PRIMARY KEY (tenant_id, chunk_id),
    FOREIGN KEY (tenant_id, chunk_id) REFERENCES chunks (tenant_id, id) ON DELETE CASCADE,
    CHECK (vector_dims(embedding) = dimensions)
) WITH (toast_tuple_target = 8160);
ALTER TABLE chunk_embeddings ALTER COLUMN embedding SET STORAGE PLAIN;
-- Vectors of a chunk's sentences. A chunk is found by its own vector; among those found, the one with the sentence nearest to
-- the question is more often right (hit@5 0.96 against 0.91 on the tuning questions).
CREATE TABLE chunk_sentences (
    tenant_id  uuid      NOT NULL,
    chunk_id   uuid      NOT NULL,
    embeddings halfvec[] NOT NULL,
    PRIMARY KEY (tenant_id, chunk_id),
    FOREIGN KEY (tenant_id, chunk_id) REFERENCES chunk_embeddings (tenant_id, chunk_id) ON DELETE CASCADE
) WITH (toast_tuple_target = 8160);
ALTER TABLE chunk_sentences ALTER COLUMN embeddings SET STORAGE EXTERNAL;

CREATE INDEX chunk_embeddings_hnsw_384 ON chunk_embeddings
    USING hnsw ((embedding::halfvec(384)) halfvec_cosine_ops) WHERE dimensions = 384 AND NOT catalogue;

-- BM25 statistics, per tenant
CREATE TABLE knowledge_stats (
    tenant_id    uuid    NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    catalogue    boolean NOT NULL,
    chunk_count  bigint  NOT NULL,
    lexeme_total bigint  NOT NULL,
    PRIMARY KEY (tenant_id, catalogue)
) WITH (fillfactor = 50);

CREATE TABLE knowledge_terms (
    tenant_id   uuid    NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    lexeme      text    COLLATE "C" NOT NULL,
    catalogue   boolean NOT NULL,
    chunk_count integer NOT NULL,
    PRIMARY KEY (tenant_id, lexeme, catalogue)
) WITH (fillfactor = 80);

-- Kept by triggers so that a cascade counts as well. The statistics row is taken first: it serialises writers of one tenant,
-- so that the rows of terms cannot deadlock.
CREATE FUNCTION app.count_chunks() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    v_sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    INSERT INTO knowledge_stats AS s (tenant_id, catalogue, chunk_count, lexeme_total)
    SELECT c.tenant_id, c.catalogue_item_id IS NOT NULL, v_sign * count(*), v_sign * sum(c.lexeme_count)
    FROM changed c GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (tenant_id, catalogue) DO UPDATE
        SET chunk_count = s.chunk_count + excluded.chunk_count, lexeme_total = s.lexeme_total + excluded.lexeme_total;

    INSERT INTO knowledge_terms AS t (tenant_id, lexeme, catalogue, chunk_count)
    SELECT c.tenant_id, l.lexeme, c.catalogue_item_id IS NOT NULL, v_sign * count(*)
    FROM changed c, unnest(c.lexemes) l GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (tenant_id, lexeme, catalogue) DO UPDATE SET chunk_count = t.chunk_count + excluded.chunk_count;
    RETURN NULL;
END $$;
-- Note for tenant removal: delete a tenant's documents and chunks before the tenant row (the triggers write rows that refer to it).
CREATE TRIGGER chunks_inserted AFTER INSERT ON chunks REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.count_chunks();
CREATE TRIGGER chunks_deleted AFTER DELETE ON chunks REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.count_chunks();

-- search functions (rule 8)
-- All: OWNER TO dealsmart_reader; REVOKE ALL FROM PUBLIC; GRANT EXECUTE TO the program's role.

-- BM25 (k1 = 1.2, b = 0.75) and cosine similarity of the chunks nearest by either, with both scores for each.
-- `p_terms` are analysed lexemes with weights; `p_embedding` may be NULL.
--
-- The frequency of a lexeme in a chunk comes out of ts_rank: for a query of one lexeme, all positions weighing the same, it is
-- (1 + 1/4 + ... + 1/n^2) / 1.64493406685 for n positions, so the value tells n. Unnesting every candidate's tsvector
-- instead was measured 20 times slower.
--
-- Candidates by words are the chunks with one of the rarer terms: terms are added from the rarest on until
-- `p_candidates` chunks may match. A term that half of the chunks have says nothing about any of them.
CREATE FUNCTION app.search_chunks(
    p_terms text[], p_weights real[], p_embedding real[], p_model text, p_catalogue boolean, p_limit integer,
    p_exact_up_to integer DEFAULT 5000, p_candidates integer DEFAULT 1000
) RETURNS TABLE (chunk_id uuid, bm25 real, cosine real, sentence real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 60
SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan
SET hnsw.iterative_scan = relaxed_order
SET hnsw.ef_search = 100
SET jit = off
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    v_tenant   uuid := app.tenant_id();
    v_chunks   double precision;
    v_length   double precision;
    v_terms    tsquery[];
    v_idf      double precision[];
    v_query    tsquery;
    v_vector   halfvec := p_embedding::halfvec;
    v_dims     integer := coalesce(array_length(p_embedding, 1), 0);
    v_lexical  uuid[] := '{}';
    v_semantic uuid[] := '{}';
    c_frequency CONSTANT double precision[] := (
        SELECT array_agg(total / 1.64493406685 - 0.0005 ORDER BY n)
        FROM (SELECT n, sum(1.0 / (n * n)) OVER (ORDER BY n) AS total FROM generate_series(1, 20) n) f);
BEGIN
    SELECT s.chunk_count, greatest(s.lexeme_total::double precision / nullif(s.chunk_count, 0), 1)
    INTO v_chunks, v_length
    FROM knowledge_stats s WHERE s.tenant_id = v_tenant AND s.catalogue = p_catalogue;
    IF v_tenant IS NULL OR coalesce(v_chunks, 0) <= 0 THEN
        RETURN;
    END IF;

    WITH term AS (
        SELECT t.lexeme, t.chunk_count, ('''' || replace(replace(t.lexeme, '\', '\\'), '''', '''''') || '''')::tsquery AS query,
               q.weight * ln(1 + (v_chunks - t.chunk_count + 0.5) / (t.chunk_count + 0.5)) AS idf,
               sum(t.chunk_count) OVER (ORDER BY t.chunk_count, t.lexeme) AS reached
        FROM unnest(p_terms, p_weights) AS q (lexeme, weight)
        JOIN knowledge_terms t ON t.tenant_id = v_tenant AND t.lexeme = q.lexeme AND t.catalogue = p_catalogue
        WHERE t.chunk_count > 0 AND t.chunk_count <= v_chunks
    )
    SELECT array_agg(term.query ORDER BY term.chunk_count, term.lexeme), array_agg(term.idf ORDER BY term.chunk_count, term.lexeme),
           string_agg(term.query::text, ' | ') FILTER (WHERE term.reached <= p_candidates OR term.reached = term.chunk_count)::tsquery
    INTO v_terms, v_idf, v_query
    FROM term;

    IF v_query IS NOT NULL THEN
        v_lexical := ARRAY(
            SELECT c.id
            FROM chunks c
            CROSS JOIN LATERAL (
                SELECT sum(t.idf * f.n * 2.2 / (f.n + 1.2 * (0.25 + 0.75 * c.lexeme_count / v_length))) AS score
                FROM unnest(v_terms, v_idf) AS t (query, idf)
                CROSS JOIN LATERAL (SELECT width_bucket(ts_rank('{1,1,1,1}', c.lexemes, t.query)::double precision, c_frequency) AS n) f
            ) s
            WHERE c.tenant_id = v_tenant AND c.lexemes @@ v_query AND (c.catalogue_item_id IS NOT NULL) = p_catalogue
            ORDER BY s.score DESC, c.id
            LIMIT p_limit);
    END IF;

    IF v_dims > 0 THEN
        IF v_chunks <= p_exact_up_to OR v_dims <> 384 OR p_catalogue THEN
            -- The sum keeps the order from being served by the index: every vector of the tenant is compared.
            v_semantic := ARRAY(
                SELECT e.chunk_id
                FROM chunk_embeddings e
                WHERE e.tenant_id = v_tenant AND e.catalogue = p_catalogue AND e.model = p_model AND e.dimensions = v_dims
                ORDER BY (e.embedding <=> v_vector) + 0
                LIMIT p_limit);
        ELSE
            v_semantic := app.nearest_chunks(v_vector, p_model, p_limit);
        END IF;
    END IF;

    RETURN QUERY
    SELECT c.id,
           coalesce(s.score, 0)::real,
           coalesce(1 - (e.embedding <=> v_vector), 0)::real,
           coalesce((SELECT 1 - min(x.embedding <=> v_vector) FROM unnest(p.embeddings) AS x (embedding)), 1 - (e.embedding <=> v_vector), 0)::real
    FROM (SELECT DISTINCT unnest(v_lexical || v_semantic) AS id) found
    JOIN chunks c ON c.tenant_id = v_tenant AND c.id = found.id
    CROSS JOIN LATERAL (
        SELECT sum(t.idf * f.n * 2.2 / (f.n + 1.2 * (0.25 + 0.75 * c.lexeme_count / v_length))) AS score
        FROM unnest(v_terms, v_idf) AS t (query, idf)
        CROSS JOIN LATERAL (SELECT width_bucket(ts_rank('{1,1,1,1}', c.lexemes, t.query)::double precision, c_frequency) AS n) f
    ) s
    LEFT JOIN chunk_embeddings e
        ON e.tenant_id = v_tenant AND e.chunk_id = c.id AND v_dims > 0 AND e.model = p_model AND e.dimensions = v_dims
    LEFT JOIN chunk_sentences p ON p.tenant_id = e.tenant_id AND p.chunk_id = e.chunk_id;
END $$;

-- The index's way for tenants with many chunks. Its own function, because the planner must be kept from sorting instead.
CREATE FUNCTION app.nearest_chunks(p_vector halfvec, p_model text, p_limit integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
SET enable_sort = off
SET enable_seqscan = off
SET enable_bitmapscan = off
SET hnsw.iterative_scan = relaxed_order
SET hnsw.ef_search = 100
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN ARRAY(
        SELECT e.chunk_id
        FROM chunk_embeddings e
        WHERE e.tenant_id = app.tenant_id() AND NOT e.catalogue AND e.dimensions = 384 AND e.model = p_model
        ORDER BY e.embedding::halfvec(384) <=> p_vector::halfvec(384)
        LIMIT p_limit);
END $$;

-- Known words near an unknown one: same first letter (a range of the primary key), by trigram similarity.
CREATE FUNCTION app.similar_terms(p_terms text[], p_least real, p_limit integer)
RETURNS TABLE (term text, lexeme text, similarity real)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 5
SET search_path = public, pg_temp
AS $$
    SELECT q.term, n.lexeme, n.similarity
    FROM unnest(p_terms) AS q (term)
    CROSS JOIN LATERAL (
        SELECT t.lexeme, similarity(t.lexeme, q.term) AS similarity
        FROM knowledge_terms t
        WHERE t.tenant_id = app.tenant_id()
          AND t.lexeme >= left(q.term, 1) AND t.lexeme < left(q.term, 1) || U&'\FFFF'
          AND t.chunk_count > 0
          AND similarity(t.lexeme, q.term) >= p_least
        GROUP BY t.lexeme
        ORDER BY 2 DESC, 1 LIMIT p_limit
    ) n
$$;

SELECT app.own('app.search_chunks(text[], real[], real[], text, boolean, integer, integer, integer)', 'dealsmart_reader');
ALTER FUNCTION app.nearest_chunks(halfvec, text, integer) OWNER TO dealsmart_reader;
REVOKE ALL ON FUNCTION app.nearest_chunks(halfvec, text, integer) FROM PUBLIC; -- only search_chunks calls it
SELECT app.own('app.similar_terms(text[], real, integer)', 'dealsmart_reader');
SELECT app.protect(t) FROM unnest(ARRAY['documents', 'document_files', 'chunks', 'chunk_embeddings', 'chunk_sentences', 'knowledge_stats', 'knowledge_terms']::regclass[]) AS t;
