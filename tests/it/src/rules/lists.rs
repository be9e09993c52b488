//! Rule 9: keyset pagination only, and an index for every list.

use crate::operations::operations;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Executor, Row};
use std::fs;
use testkit::{TestApp, project};

/// Lists that are not paged by a cursor, each for a reason.
const BY_SEQUENCE: &[&str] = &["list_messages", "list_visitor_messages"]; // `since` and `before` are keysets of their own
const WHOLE: &[&str] = &[
    "list_members",
    "list_migrations",
    "list_roles",
    "list_my_tenants",
    "list_passkeys",
    "list_trusted_browsers",
    "list_sign_in_providers",
    "list_identities",
    "list_identity_providers",
    "list_teams",
    "list_features",
    "update_features",
    "get_usage",
    "search_users",
    "list_event_types",
    "list_webhook_endpoints",
    "list_job_queues",
    "list_job_schedules",
]; // short by nature, and bounded

#[tokio::test]
async fn every_list_is_paged_by_keyset() {
    let app = TestApp::builder().without_workers().start().await;
    let mut lists = 0;
    for operation in operations(&app) {
        for offset in ["offset", "page", "skip", "page_number", "per_page"] {
            assert!(!operation.query.iter().any(|name| name == offset), "{} takes {offset}", operation.id);
        }
        let shape = &operation.answer["properties"];
        if shape["page"].is_null() || shape["data"]["type"] != "array" {
            continue;
        }
        lists += 1;
        let takes = |name: &str| operation.query.iter().any(|q| q == name);
        if BY_SEQUENCE.contains(&operation.id.as_str()) {
            assert!(takes("since") && takes("limit"), "{} is paged by sequence", operation.id);
        } else if !WHOLE.contains(&operation.id.as_str()) {
            assert!(takes("limit") && takes("cursor"), "{} takes {:?}", operation.id, operation.query);
        }
    }
    assert!(lists >= 10, "the document's lists are recognised");
}

/// Every query of the program that is compiled in, out of sqlx's offline cache.
fn queries() -> Vec<String> {
    let mut queries = Vec::new();
    for entry in fs::read_dir(project().join(".sqlx")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "json") {
            let query: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            queries.push(query["query"].as_str().unwrap().to_owned());
        }
    }
    assert!(queries.len() > 50, "the offline cache is there");
    queries
}

#[test]
fn no_query_skips_rows() {
    for query in queries() {
        assert!(!query.to_uppercase().split_whitespace().any(|word| word == "OFFSET"), "{query}");
    }
}

/// Twenty workspaces, each with enough rows that reading them all would be the wrong plan.
const ROWS: &str = "
INSERT INTO tenants (tenant_id, slug, name, created_at) SELECT md5('t' || t)::uuid, 'list-' || t, 'List', now() FROM generate_series(1, 20) t;
INSERT INTO users (id, email, name, password_hash, created_at, updated_at)
  SELECT md5(t || 'u' || n)::uuid, t || 'u' || n || '@x.example', 'User', '', now(), now() FROM generate_series(1, 20) t, generate_series(1, 100) n;
INSERT INTO members (tenant_id, user_id, role, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'u' || n)::uuid, 'agent', now() FROM generate_series(1, 20) t, generate_series(1, 100) n;
INSERT INTO contacts (tenant_id, id, name, email, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'k' || n)::uuid, 'Contact ' || n, 'c' || n || '@x.example', now() - n * interval '1 minute', now()
  FROM generate_series(1, 20) t, generate_series(1, 500) n;
INSERT INTO chatbots (tenant_id, id, public_key, name, greeting, away_message, mode, enabled, colors, allowed_origins, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'b' || n)::uuid, t || '-' || n, 'Bot', '', '', 'auto', true, '{}', '{}', now() - n * interval '1 minute', now()
  FROM generate_series(1, 20) t, generate_series(1, 200) n;
INSERT INTO conversations (tenant_id, id, contact_id, channel, status, priority, last_message_at, last_seq, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'c' || n)::uuid, md5(t || 'k' || (n % 500 + 1))::uuid, 'api', 'open', 'normal', now() - n * interval '1 minute', 10, now(), now()
  FROM generate_series(1, 20) t, generate_series(1, 500) n;
INSERT INTO messages (tenant_id, id, conversation_id, seq, sender_kind, content, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'm' || n)::uuid, md5(t || 'c' || (n % 50 + 1))::uuid, n / 50 + 1, 'customer', 'Message ' || n, now()
  FROM generate_series(1, 20) t, generate_series(1, 1000) n;
INSERT INTO suggestions (tenant_id, id, conversation_id, content, grounded, confidence, provider, status, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 's' || n)::uuid, md5(t || 'c' || (n % 50 + 1))::uuid, 'Draft', true, 1, 'extractive', 'pending', now() - n * interval '1 minute'
  FROM generate_series(1, 20) t, generate_series(1, 500) n;
INSERT INTO catalogue_items (tenant_id, id, sku, name, kind, price_amount, price_currency, stock, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'i' || n)::uuid, 'S' || n, 'Item ' || n, 'vehicle', n, 'USD', 1, now(), now()
  FROM generate_series(1, 20) t, generate_series(1, 500) n;
INSERT INTO documents (tenant_id, id, title, filename, media_type, size, content_hash, status, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'd' || n)::uuid, 'Document ' || n, 'd.md', 'text/markdown', 1, sha256((t || 'd' || n)::bytea), 'ready', now() - n * interval '1 minute'
  FROM generate_series(1, 20) t, generate_series(1, 500) n;
INSERT INTO chunks (tenant_id, id, document_id, position, content, lexemes, lexeme_count)
  SELECT md5('t' || t)::uuid, md5(t || 'h' || n)::uuid, md5(t || 'd' || (n % 50 + 1))::uuid, n, 'Chunk', '''chunk'':1', 1
  FROM generate_series(1, 20) t, generate_series(1, 500) n;
INSERT INTO events (tenant_id, seq, id, kind, audience, data, created_at)
  SELECT md5('t' || t)::uuid, n, md5(t || 'e' || n)::uuid, 'test', 'staff', '{}', now() FROM generate_series(1, 20) t, generate_series(1, 1000) n;
INSERT INTO sessions (id, user_id, tenant_id, refresh_hash, rotated_at, created_at, used_at, expires_at)
  SELECT md5(t || 'u' || n || 's' || s)::uuid, md5(t || 'u' || n)::uuid, md5('t' || t)::uuid, '', now(), now(), now() - s * interval '1 minute', now()
  FROM generate_series(1, 20) t, generate_series(1, 100) n, generate_series(1, 5) s;
INSERT INTO roles (tenant_id, id, name, base, permissions, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'r' || n)::uuid, 'Role ' || n, 'agent', '{}', now(), now() FROM generate_series(1, 20) t, generate_series(1, 50) n;
INSERT INTO invitations (tenant_id, id, email, role, token_hash, created_at, expires_at)
  SELECT md5('t' || t)::uuid, md5(t || 'v' || n)::uuid, n || '@x.example', 'agent', '', now() - n * interval '1 minute', now()
  FROM generate_series(1, 20) t, generate_series(1, 500) n;
INSERT INTO teams (tenant_id, id, name, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'g' || n)::uuid, 'Team ' || n, now(), now() FROM generate_series(1, 20) t, generate_series(1, 50) n;
INSERT INTO team_members (tenant_id, team_id, user_id, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'g' || n)::uuid, md5(t || 'u' || m)::uuid, now()
  FROM generate_series(1, 20) t, generate_series(1, 50) n, generate_series(1, 10) m;
INSERT INTO api_keys (tenant_id, id, name, prefix, hash, scopes, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'a' || n)::uuid, 'Key', 'ds_live_x', sha256((t || 'a' || n)::bytea), '{}', now() - n * interval '1 minute'
  FROM generate_series(1, 20) t, generate_series(1, 500) n;
INSERT INTO audit_log (tenant_id, id, action, actor_kind, target_kind, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'l' || n)::uuid, 'test.entry', 'system', 'test', now() - n * interval '1 minute'
  FROM generate_series(1, 20) t, generate_series(1, 1000) n;
INSERT INTO jobs (tenant_id, id, kind, payload, run_at, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'j' || n)::uuid, 'test', '{}', now(), now() FROM generate_series(1, 20) t, generate_series(1, 1000) n;
INSERT INTO webhook_endpoints (tenant_id, id, url, secret, seq, created_at, updated_at)
  SELECT md5('t' || t)::uuid, md5(t || 'w' || n)::uuid, 'https://x.example', '', 1000, now() - n * interval '1 minute', now()
  FROM generate_series(1, 20) t, generate_series(1, 20) n;
INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_seq, kind, state, next_at, created_at)
  SELECT md5('t' || t)::uuid, md5(t || 'x' || n)::uuid, md5(t || 'w' || (n % 20 + 1))::uuid, md5(t || 'e' || n)::uuid, n, 'test',
    CASE WHEN n % 10 = 0 THEN 'pending' ELSE 'delivered' END, now(), now() - n * interval '1 minute'
  FROM generate_series(1, 20) t, generate_series(1, 1000) n;
INSERT INTO webhook_attempts (tenant_id, delivery_id, number, at, duration_ms)
  SELECT md5('t' || t)::uuid, md5(t || 'x' || n)::uuid, 1, now(), 1 FROM generate_series(1, 20) t, generate_series(1, 1000) n;
INSERT INTO notifications (tenant_id, id, user_id, kind, subject_key, title, body, in_app, by_email, created_at, updated_at, read_at)
  SELECT md5('t' || t)::uuid, md5(t || 'o' || n)::uuid, md5(t || 'u' || (n % 10 + 1))::uuid, 'assignment', n::text, 'Title', '', true, false, now(),
    now() - n * interval '1 minute', CASE WHEN n % 10 <> 0 THEN now() END
  FROM generate_series(1, 20) t, generate_series(1, 1000) n;
ANALYZE";

#[tokio::test]
async fn every_list_is_read_from_an_index() {
    let app = TestApp::builder().without_workers().start().await;
    let mut superuser = app.superuser().await;
    superuser.execute(ROWS).await.unwrap();
    let mut program = app.program().await;
    sqlx::query("SELECT set_config('app.tenant_id', md5('t7'), false), set_config('app.user_id', md5('7u7'), false)")
        .execute(&mut program)
        .await
        .unwrap();
    let mut lists = 0;
    for query in queries() {
        let flat = query.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_list = flat.starts_with("SELECT")
            && flat.contains(" ORDER BY ")
            && flat.rsplit(" LIMIT ").next().is_some_and(|limit| limit.starts_with('$'))
            && flat.contains(" LIMIT ");
        if !is_list {
            continue;
        }
        lists += 1;
        // Their own text, out of the repository; not prepared, since a plan for any parameters takes none.
        let explain = sqlx::raw_sql(AssertSqlSafe(format!("EXPLAIN (GENERIC_PLAN) {query}")));
        let rows = explain.fetch_all(&mut program).await.unwrap_or_else(|error| panic!("{query}\n{error}"));
        let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let plan = plan.join("\n");
        let scans: Vec<&str> = plan.lines().filter(|line| line.contains("Seq Scan on ")).collect();
        assert!(scans.is_empty(), "{scans:?} in the plan of a list:\n{query}\n\n{plan}");
    }
    assert!(lists >= 8, "only {lists} lists were found among the queries");
}
