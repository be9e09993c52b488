//! Rule 8, second half: the functions use their indexes when the program calls them.
//!
//! A plan inside a function is out of EXPLAIN's sight, so the scans themselves are counted: PostgreSQL keeps, for the
//! transaction under way, how often each table was read from end to end and each index was used.

use sqlx::{Connection, Executor, PgConnection};
use testkit::TestApp;

/// For each of twenty tenants; the words of most rows are other than those looked for.
const ROWS: &str = "
INSERT INTO tenants (tenant_id, slug, name, created_at) SELECT md5('t' || t)::uuid, 'plan-' || t, 'Plan', now() FROM generate_series(1, 20) t;
INSERT INTO contacts (tenant_id, id, name, email, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'k' || n)::uuid, 'Contact ' || n, 'c' || n || '@x.example', now(), now() FROM generate_series(1, 20) t, generate_series(1, 200) n;
INSERT INTO chatbots (tenant_id, id, public_key, name, greeting, away_message, mode, enabled, colors, allowed_origins, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'b' || n)::uuid, t || '-' || n, 'Bot', '', '', 'auto', true, '{}', '{}', now(), now() FROM generate_series(1, 20) t, generate_series(1, 100) n;
INSERT INTO conversations (tenant_id, id, contact_id, channel, status, priority, last_message_at, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'c' || n)::uuid, md5(t || 'k' || n)::uuid, 'api', 'open', 'normal', now(), now(), now() FROM generate_series(1, 20) t, generate_series(1, 200) n;
INSERT INTO messages (tenant_id, id, conversation_id, seq, sender_kind, content, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'm' || n)::uuid, md5(t || 'c' || (n % 200 + 1))::uuid, n, 'customer',
         CASE WHEN n % 500 = 0 THEN 'the sunroof leaks' ELSE 'message ' || md5(n::text) END, now() - n * interval '1 second'
  FROM generate_series(1, 20) t, generate_series(1, 2000) n;
INSERT INTO documents (tenant_id, id, title, filename, media_type, size, content_hash, status)
  SELECT md5('t' || t)::uuid, md5('d' || t)::uuid, 'Document', 'd.md', 'text/markdown', 1, sha256(('d' || t)::bytea), 'ready' FROM generate_series(1, 20) t;
INSERT INTO chunks (tenant_id, id, document_id, position, content, lexemes, lexeme_count)
  SELECT md5('t' || t)::uuid, md5(t || 'h' || n)::uuid, md5('d' || t)::uuid, n, 'Chunk ' || n,
         (CASE WHEN n % 100 = 0 THEN '''sunroof'':1 ' ELSE '' END || '''w' || (n % 97) || ''':2 ''x' || n || ''':3')::tsvector, 3
  FROM generate_series(1, 20) t, generate_series(1, 400) n;
INSERT INTO chunk_embeddings (tenant_id, chunk_id, catalogue, model, dimensions, embedding)
  SELECT md5('t' || t)::uuid, md5(t || 'h' || n)::uuid, false, 'all-minilm-l6-v2', 384,
         (SELECT array_agg(sin(t * 7 + n * 3 + d * (n % 13 + 1))::real) FROM generate_series(1, 384) d)::halfvec
  FROM generate_series(1, 20) t, generate_series(1, 100) n;
INSERT INTO jobs (tenant_id, id, kind, payload, run_at, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'j' || n)::uuid, 'plan.test', '{}', now() - n * interval '1 second', now() FROM generate_series(1, 20) t, generate_series(1, 300) n;
INSERT INTO users (id, email, name, password_hash, created_at, updated_at) SELECT md5('u' || n)::uuid, 'u' || n || '@x.example', 'U', '', now(), now() FROM generate_series(1, 2000) n;
ANALYZE";

/// What each function is for, a call of it, the indexes of which one must be used, and the tables that may not be read
/// from end to end.
const FUNCTIONS: &[(&str, &str, &[&str], &[&str])] = &[
    (
        "words in messages",
        "SELECT count(*) FROM app.search_conversations('sunroof', 100)",
        &["messages_search"],
        &["messages", "conversations", "contacts"],
    ),
    (
        "words in documents",
        "SELECT count(*) FROM app.search_chunks(ARRAY['sunroof'], ARRAY[1]::real[], NULL, 'all-minilm-l6-v2', false, 20)",
        &["chunks_lexemes"],
        &["chunks", "chunk_embeddings", "knowledge_terms"],
    ),
    (
        "meanings, few",
        "SELECT count(*) FROM app.search_chunks('{}', '{}', array_fill(0.05::real, ARRAY[384]), 'all-minilm-l6-v2', false, 20)",
        &["chunk_embeddings_pkey"],
        &["chunks", "chunk_embeddings"],
    ),
    (
        "meanings, many",
        "SELECT count(*) FROM app.search_chunks('{}', '{}', array_fill(0.05::real, ARRAY[384]), 'all-minilm-l6-v2', false, 20, 10)",
        &["chunk_embeddings_hnsw_384"],
        &["chunks", "chunk_embeddings"],
    ),
    (
        "words nearly right",
        "SELECT count(*) FROM app.similar_terms(ARRAY['sunrof'], 0.3, 5)",
        &["knowledge_terms_pkey"],
        &["knowledge_terms"],
    ),
    ("sign-in", "SELECT count(*) FROM app.user_for_login('u77@x.example')", &["users_email_key"], &["users"]),
    ("a widget's key", "SELECT count(app.tenant_of_chatbot_key('7-50'))", &["chatbots_public_key"], &["chatbots"]),
    (
        "jobs that are due",
        "SELECT count(*) FROM app.claim_jobs('test', 'plan', ARRAY['plan.test'], 2, NULL, md5('t3')::uuid, now(), interval '20 seconds')",
        &["jobs_due"],
        &["jobs"],
    ),
];

/// Scans of a table (from end to end) or of an index in this transaction.
async fn scans(db: &mut PgConnection, relation: &str) -> i64 {
    sqlx::query_scalar("SELECT pg_stat_get_xact_numscans($1::text::regclass)").bind(relation).fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn search_functions_use_their_indexes() {
    let app = TestApp::builder().without_workers().start().await;
    app.superuser().await.execute(ROWS).await.unwrap();
    let mut program = app.program().await;
    for (what, call, indexes, tables) in FUNCTIONS {
        let mut tx = program.begin().await.unwrap();
        sqlx::query("SELECT set_config('app.tenant_id', md5('t7')::uuid::text, true)").execute(&mut *tx).await.unwrap();
        let found: i64 = sqlx::query_scalar(*call).fetch_one(&mut *tx).await.unwrap();
        assert!(found > 0, "{what}: nothing was found");
        for table in *tables {
            assert_eq!(scans(&mut tx, table).await, 0, "{what}: {table} was read from end to end");
        }
        let mut used = 0;
        for index in *indexes {
            used += scans(&mut tx, index).await;
        }
        assert!(used > 0, "{what}: none of {indexes:?} was used");
    }
}
