-- Faster search over many chunks.
--
-- Of a question over 20,000 chunks most of the time went into BM25 itself: reading the frequency of every term in each of up
-- to a thousand candidates, a set of rows for each. Now a first cut comes before: the weights of the terms that a candidate
-- has at all, by one expression without rows or frequencies; the exact value is worked out for the best of it alone. For the
-- rest, constants are floating point (with numeric ones every product was a numeric's), and a question made of common words
-- only is looked for with two of them together where one alone would bring too many.

-- The extension's settings are known once its library is loaded, which in a session that upgrades an older database nothing
-- else has done; before that only a superuser may name them.
DO $$ BEGIN PERFORM '[1]'::vector; END $$;

-- As app.search_chunks of 0002, with the same results but for candidates far from the best. `p_cut` candidates by words are
-- scored exactly.
DROP FUNCTION app.search_chunks(text[], real[], real[], text, boolean, integer, integer, integer);
CREATE FUNCTION app.search_chunks(
    p_terms text[], p_weights real[], p_embedding real[], p_model text, p_catalogue boolean, p_limit integer,
    p_exact_up_to integer DEFAULT 5000, p_candidates integer DEFAULT 1000, p_cut integer DEFAULT 200
) RETURNS TABLE (chunk_id uuid, bm25 real, cosine real, sentence real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 60
SET search_path = pg_catalog, public, pg_temp
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
    v_found    bigint[];
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

    -- Rarest first.
    WITH term AS (
        SELECT t.lexeme, t.chunk_count, ('''' || replace(replace(t.lexeme, '\', '\\'), '''', '''''') || '''')::tsquery AS query,
               q.weight * ln(1 + (v_chunks - t.chunk_count + 0.5) / (t.chunk_count + 0.5)) AS idf,
               sum(t.chunk_count) OVER (ORDER BY t.chunk_count, t.lexeme) AS reached
        FROM unnest(p_terms, p_weights) AS q (lexeme, weight)
        JOIN knowledge_terms t ON t.tenant_id = v_tenant AND t.lexeme = q.lexeme AND t.catalogue = p_catalogue
        WHERE t.chunk_count > 0 AND t.chunk_count <= v_chunks
    )
    SELECT array_agg(term.query ORDER BY term.chunk_count, term.lexeme), array_agg(term.idf ORDER BY term.chunk_count, term.lexeme),
           array_agg(term.chunk_count ORDER BY term.chunk_count, term.lexeme),
           string_agg(term.query::text, ' | ') FILTER (WHERE term.reached <= p_candidates OR term.reached = term.chunk_count)::tsquery
    INTO v_terms, v_idf, v_found, v_query
    FROM term;

    IF v_query IS NOT NULL THEN
        -- Common words only: chunks with two of the three rarest, unless these are too few to choose from.
        IF v_found[1] > p_candidates AND cardinality(v_terms) > 1
           AND v_found[1] * v_found[2] / v_chunks > 3 * p_limit THEN
            v_query := CASE WHEN cardinality(v_terms) > 2
                            THEN (v_terms[1] && (v_terms[2] || v_terms[3])) || (v_terms[2] && v_terms[3])
                            ELSE v_terms[1] && v_terms[2] END;
        END IF;
        v_lexical := ARRAY(
            SELECT c.id
            FROM (
                SELECT c.id, c.lexemes, c.lexeme_count
                FROM chunks c
                WHERE c.tenant_id = v_tenant AND c.lexemes @@ v_query AND (c.catalogue_item_id IS NOT NULL) = p_catalogue
                -- Terms that are not there are constants, which the planner takes out.
                ORDER BY (CASE WHEN c.lexemes @@ v_terms[1] THEN v_idf[1] ELSE 0 END + CASE WHEN c.lexemes @@ v_terms[2] THEN v_idf[2] ELSE 0 END
                        + CASE WHEN c.lexemes @@ v_terms[3] THEN v_idf[3] ELSE 0 END + CASE WHEN c.lexemes @@ v_terms[4] THEN v_idf[4] ELSE 0 END
                        + CASE WHEN c.lexemes @@ v_terms[5] THEN v_idf[5] ELSE 0 END + CASE WHEN c.lexemes @@ v_terms[6] THEN v_idf[6] ELSE 0 END
                        + CASE WHEN c.lexemes @@ v_terms[7] THEN v_idf[7] ELSE 0 END + CASE WHEN c.lexemes @@ v_terms[8] THEN v_idf[8] ELSE 0 END
                        + CASE WHEN c.lexemes @@ v_terms[9] THEN v_idf[9] ELSE 0 END + CASE WHEN c.lexemes @@ v_terms[10] THEN v_idf[10] ELSE 0 END
                        + CASE WHEN c.lexemes @@ v_terms[11] THEN v_idf[11] ELSE 0 END + CASE WHEN c.lexemes @@ v_terms[12] THEN v_idf[12] ELSE 0 END)
                        / (1.3::double precision + 0.9::double precision * c.lexeme_count::double precision / v_length) DESC, c.id
                LIMIT p_cut
            ) c
            CROSS JOIN LATERAL (
                SELECT sum(t.idf * f.n * 2.2::double precision
                           / (f.n + 0.3::double precision + 0.9::double precision * c.lexeme_count::double precision / v_length)) AS score
                FROM unnest(v_terms, v_idf) AS t (query, idf)
                CROSS JOIN LATERAL (
                    SELECT width_bucket(ts_rank('{1,1,1,1}', c.lexemes, t.query)::double precision, c_frequency)::double precision AS n) f
                WHERE c.lexemes @@ t.query
            ) s
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
        SELECT sum(t.idf * f.n * 2.2::double precision
                   / (f.n + 0.3::double precision + 0.9::double precision * c.lexeme_count::double precision / v_length)) AS score
        FROM unnest(v_terms, v_idf) AS t (query, idf)
        CROSS JOIN LATERAL (
            SELECT width_bucket(ts_rank('{1,1,1,1}', c.lexemes, t.query)::double precision, c_frequency)::double precision AS n) f
        WHERE c.lexemes @@ t.query
    ) s
    LEFT JOIN chunk_embeddings e
        ON e.tenant_id = v_tenant AND e.chunk_id = c.id AND v_dims > 0 AND e.model = p_model AND e.dimensions = v_dims
    LEFT JOIN chunk_sentences p ON p.tenant_id = e.tenant_id AND p.chunk_id = e.chunk_id;
END $$;
SELECT app.own('app.search_chunks(text[], real[], real[], text, boolean, integer, integer, integer, integer)', 'dealsmart_reader');
