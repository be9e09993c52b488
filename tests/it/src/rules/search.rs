//! Rule 8, first half: no function that looks past the policies shows another tenant's rows.

use crate::seed::Seed;
use sqlx::{AssertSqlSafe, PgConnection, Row};
use testkit::TestApp;
use uuid::Uuid;

/// The search functions, with a call that finds something of every seeded workspace.
const SEARCHES: &[(&str, &str)] = &[
    ("search_conversations", "SELECT conversation_id::text FROM app.search_conversations('bridge', 100)"),
    ("search_conversations by contact", "SELECT conversation_id::text FROM app.search_conversations('visitor', 100)"),
    (
        "search_chunks",
        "SELECT chunk_id::text FROM app.search_chunks(
           ARRAY(SELECT DISTINCT lexeme FROM knowledge_terms), ARRAY(SELECT 1::real FROM (SELECT DISTINCT lexeme FROM knowledge_terms) t), NULL, 'all-minilm-l6-v2', false, 100)",
    ),
    (
        "search_chunks by meaning",
        "SELECT chunk_id::text FROM app.search_chunks('{}', '{}', array_fill(0.05::real, ARRAY[384]), 'all-minilm-l6-v2', false, 100)",
    ),
    (
        "search_chunks by meaning and index",
        "SELECT chunk_id::text FROM app.search_chunks('{}', '{}', array_fill(0.05::real, ARRAY[384]), 'all-minilm-l6-v2', false, 100, 0)",
    ),
    (
        "search_chunks in the catalogue",
        "SELECT chunk_id::text FROM app.search_chunks('{}', '{}', array_fill(0.05::real, ARRAY[384]), 'all-minilm-l6-v2', true, 100)",
    ),
    ("similar_terms", "SELECT lexeme FROM app.similar_terms(ARRAY['workshob', 'aardvarc', 'badgerr'], 0.2, 50)"),
];

/// Those of the readers' functions that answer across tenants, and what little they say: a password's hash to the sign-in
/// of that address, whether a name is taken, which tenant a public key belongs to, where the asking person is a member, whose
/// an invited address is, which workspace has a short name, to schedules which tenants there are, in development the letters that
/// nobody received, whether an address can be had, which workspaces the asking person alone owns, and ids alone for work that goes
/// through all people.
const ACROSS_TENANTS: &[&str] = &[
    "user_for_login",
    "slug_taken",
    "tenant_of_slug",
    "tenant_of_chatbot_key",
    "memberships",
    "user_of_email",
    "all_tenants",
    "all_users",
    "tenant_of_identity_provider",
    "identity_providers_of",
    "user_of_identity",
    "account_of_email",
    "outbox",
    "email_taken",
    "sole_ownerships",
];

async fn found(db: &mut PgConnection, tenant: Option<Uuid>, call: &'static str) -> Vec<String> {
    sqlx::query("SELECT set_config('app.tenant_id', $1, false)")
        .bind(tenant.map(|t| t.to_string()).unwrap_or_default())
        .execute(&mut *db)
        .await
        .unwrap();
    let mut found: Vec<String> = sqlx::query_scalar(call).fetch_all(db).await.unwrap();
    found.sort();
    found
}

#[tokio::test]
async fn no_search_shows_another_tenants_rows() {
    let app = TestApp::start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let b = Seed::plant(&app, "Badger").await;
    indexed(&app, &[&a, &b]).await;
    let mut superuser = app.superuser().await;
    let mut program = app.program().await;
    for (name, call) in SEARCHES {
        let (of_a, of_b) = (found(&mut program, Some(a.tenant_id), call).await, found(&mut program, Some(b.tenant_id), call).await);
        assert!(!of_a.is_empty() && !of_b.is_empty(), "{name} finds nothing: {of_a:?} {of_b:?}");
        for (tenant, found) in [(a.tenant_id, &of_a), (b.tenant_id, &of_b)] {
            for row in found {
                assert_eq!(owner_of(&mut superuser, row, tenant).await, tenant, "{name} shows another tenant's {row}");
            }
        }
        assert!(found(&mut program, None, call).await.is_empty(), "{name} shows rows without a tenant");
        assert!(found(&mut program, Some(Uuid::nil()), call).await.is_empty(), "{name} shows rows to a tenant that is none");
    }
}

/// The tenant that a found id or word belongs to; for a word that both have, the one who asked.
async fn owner_of(superuser: &mut PgConnection, found: &str, asking: Uuid) -> Uuid {
    let owners: Vec<Uuid> = match Uuid::parse_str(found) {
        Ok(id) => sqlx::query_scalar("SELECT tenant_id FROM conversations WHERE id = $1 UNION SELECT tenant_id FROM chunks WHERE id = $1")
            .bind(id)
            .fetch_all(superuser)
            .await
            .unwrap(),
        Err(_) => sqlx::query_scalar("SELECT tenant_id FROM knowledge_terms WHERE lexeme = $1 AND chunk_count > 0")
            .bind(found)
            .fetch_all(superuser)
            .await
            .unwrap(),
    };
    if owners.contains(&asking) { asking } else { *owners.first().unwrap_or_else(|| panic!("{found} belongs to nobody")) }
}

/// Waits until the catalogue's items are found as well.
async fn indexed(app: &TestApp, seeds: &[&Seed]) {
    let mut superuser = app.superuser().await;
    for seed in seeds {
        loop {
            let done: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM chunk_embeddings WHERE tenant_id = $1 AND catalogue)")
                .bind(seed.tenant_id)
                .fetch_one(&mut superuser)
                .await
                .unwrap();
            if done {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn every_function_of_the_reader_is_known_to_these_tests() {
    let app = TestApp::builder().without_workers().start().await;
    let mut db = app.superuser().await;
    let functions =
        sqlx::query("SELECT p.proname::text AS name FROM pg_proc p WHERE p.prosecdef AND pg_get_userbyid(p.proowner) = 'dealsmart_reader'")
            .fetch_all(&mut db)
            .await
            .unwrap();
    for function in functions {
        let name: String = function.get("name");
        let searched = SEARCHES.iter().any(|(search, _)| search.split(' ').next() == Some(name.as_str()));
        assert!(searched || ACROSS_TENANTS.contains(&name.as_str()), "app.{name} has no test that it keeps tenants apart");
    }
    // The index's way is for search_chunks alone.
    let may: bool = sqlx::query_scalar(AssertSqlSafe(
        "SELECT bool_or(has_function_privilege('dealsmart_program', oid, 'EXECUTE')) FROM pg_proc WHERE proname = 'nearest_chunks'",
    ))
    .fetch_one(&mut db)
    .await
    .unwrap();
    assert!(!may);
}
