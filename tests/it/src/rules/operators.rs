//! Rule 3, second half: work across tenants is the operators', and their functions give nothing to anybody else.

use crate::operations::operations;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use testkit::TestApp;
use uuid::Uuid;

/// Functions that look across tenants in nobody's name, each for a reason: whether one is operator oneself; who is behind
/// one's own session; what an entry of the audit log calls an operator.
const OPEN: &[&str] = &["operator_id", "impersonation", "operator_name"];

/// Every function of the role that the program may run, with its parameters' types.
async fn functions(app: &TestApp) -> Vec<(String, Vec<String>)> {
    let rows = sqlx::query(
        "SELECT p.proname::text AS name, ARRAY(SELECT t::regtype::text FROM unnest(p.proargtypes) t) AS types FROM pg_proc p
         WHERE pg_get_userbyid(p.proowner) = 'dealsmart_operator' AND has_function_privilege('dealsmart_program', p.oid, 'EXECUTE') ORDER BY 1",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    rows.iter().map(|row| (row.get("name"), row.get("types"))).collect()
}

async fn as_user(program: &mut PgConnection, user: Uuid) {
    sqlx::query("SELECT set_config('app.user_id', $1, false), set_config('app.operator', 'on', false)")
        .bind(user.to_string())
        .execute(program)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_operators_functions_give_nothing_to_anybody_else() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let owner = app.register("Northwind").await;
    let functions = functions(&app).await;
    assert!(functions.len() > 15, "the catalogue query finds the functions");
    let mut program = app.program().await;
    for (who, user, let_in) in [("a member", owner.user_id, false), ("nobody", Uuid::nil(), false), ("an operator", operator.user_id, true)]
    {
        as_user(&mut program, user).await;
        for (name, types) in functions.iter().filter(|(name, _)| !OPEN.contains(&name.as_str())) {
            let values: Vec<String> = types.iter().map(|kind| format!("NULL::{kind}")).collect();
            // Names and types out of the catalogue.
            let call = format!("SELECT * FROM app.{name}({})", values.join(", "));
            let mut tx = program.begin().await.unwrap();
            let answer = tx.fetch_all(AssertSqlSafe(call)).await;
            let refused = answer.as_ref().err().and_then(|e| e.as_database_error()?.code().map(|code| code == "DS403")).unwrap_or(false);
            if let_in {
                assert!(!refused, "{name} refuses {who}");
            } else {
                // The figures are SQL, and have no rows for whom they are not.
                assert!(refused || answer.is_ok_and(|rows| rows.is_empty()), "{name} gives something to {who}");
            }
        }
    }
    // Without the door that `Db::operator` opens, an operator is anybody.
    sqlx::query("SELECT set_config('app.operator', '', false)").execute(&mut program).await.unwrap();
    let is: Option<Uuid> = sqlx::query_scalar("SELECT app.operator_id()").fetch_one(&mut program).await.unwrap();
    assert_eq!(is, None);
}

#[tokio::test]
async fn the_open_ones_tell_of_ones_own_sessions_and_of_operators_names_alone() {
    let app = TestApp::builder().without_workers().start().await;
    let (operator, owner, stranger) = (app.operator().await, app.register("Northwind").await, app.register("Badger").await);
    let body = serde_json::json!({ "user_id": owner.user_id, "reason": "For this test", "minutes": 5 });
    let begun = operator.post(&format!("/admin/tenants/{}/impersonate", owner.tenant_id), body).await.ok(201);
    let session: Uuid = begun["id"].as_str().unwrap().parse().unwrap();
    let mut program = app.program().await;
    for (user, seen) in [(owner.user_id, 1), (stranger.user_id, 0), (operator.user_id, 0)] {
        as_user(&mut program, user).await;
        let rows: i64 =
            sqlx::query_scalar("SELECT count(*) FROM app.impersonation($1)").bind(session).fetch_one(&mut program).await.unwrap();
        assert_eq!(rows, seen);
    }
    for (user, named) in [(operator.user_id, true), (owner.user_id, false)] {
        let name: Option<String> = sqlx::query_scalar("SELECT app.operator_name($1)").bind(user).fetch_one(&mut program).await.unwrap();
        assert_eq!(name.is_some(), named);
    }
}

#[tokio::test]
async fn what_is_for_operators_stands_under_admin_and_nothing_else_does() {
    let app = TestApp::builder().without_workers().start().await;
    for operation in operations(&app) {
        let for_operators = operation.security.as_deref() == Some("operator");
        let under_admin = operation.path.starts_with("/api/v1/admin/");
        assert_eq!(for_operators, under_admin || operation.id == "stop_impersonating", "{}", operation.id);
    }
}

const ROWS: &str = "
INSERT INTO tenants (tenant_id, slug, name, created_at)
  SELECT md5('t' || t)::uuid, 'plan-' || md5(t::text), CASE WHEN t % 900 = 0 THEN 'Sunroof ' || t ELSE md5('n' || t) END, now() - t * interval '1 minute'
  FROM generate_series(1, 3000) t;
INSERT INTO users (id, email, name, password_hash, created_at, updated_at)
  SELECT md5('u' || n)::uuid, md5(n::text) || '@x.example', CASE WHEN n % 900 = 0 THEN 'Sunroof ' || n ELSE md5('m' || n) END, '', now() - n * interval '1 minute', now()
  FROM generate_series(1, 20000) n;
INSERT INTO operator_log (id, action, target_kind, target_id, tenant_id, operator_id, created_at)
  SELECT md5('l' || n)::uuid, 'test.entry', 'test', (n % 500)::text, md5('t' || (n % 300))::uuid, md5('u' || (n % 300))::uuid, now() - n * interval '1 minute'
  FROM generate_series(1, 5000) n;
ANALYZE";

/// As in `search_plans.rs`: a call, the index of which it needs one, and the table that may not be read from end to end.
const LISTS: &[(&str, &[&str], &str)] = &[
    ("app.operator_tenants(NULL, NULL, false, NULL, NULL, NULL, 51)", &["tenants_created"], "tenants"),
    ("app.operator_tenants(NULL, NULL, false, now() - interval '1 day', NULL, md5('t1440')::uuid, 51)", &["tenants_created"], "tenants"),
    ("app.operator_tenants(NULL, NULL, true, NULL, NULL, NULL, 51)", &["tenants_by_name"], "tenants"),
    ("app.operator_tenants(NULL, NULL, true, NULL, 'a', md5('t7')::uuid, 51)", &["tenants_by_name"], "tenants"),
    ("app.operator_tenants('sunroof', NULL, false, NULL, NULL, NULL, 51)", &["tenants_search", "tenants_created"], "tenants"),
    ("app.operator_users(NULL, NULL, NULL, false, NULL, NULL, NULL, 51)", &["users_created"], "users"),
    ("app.operator_users(NULL, NULL, NULL, true, NULL, 'a', md5('u7')::uuid, 51)", &["users_email_key"], "users"),
    ("app.operator_users('sunroof', NULL, NULL, false, NULL, NULL, NULL, 51)", &["users_search"], "users"),
    ("app.operator_log_entries(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 51)", &["operator_log_created"], "operator_log"),
    ("app.operator_log_entries(NULL, NULL, '7', NULL, NULL, NULL, NULL, NULL, 51)", &["operator_log_of_target"], "operator_log"),
    (
        "app.operator_log_entries(md5('u7')::uuid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 51)",
        &["operator_log_of_operator"],
        "operator_log",
    ),
    (
        "app.operator_log_entries(NULL, NULL, NULL, md5('t7')::uuid, NULL, NULL, NULL, NULL, 51)",
        &["operator_log_of_tenant"],
        "operator_log",
    ),
];

async fn scans(db: &mut PgConnection, relation: &str) -> i64 {
    sqlx::query_scalar("SELECT pg_stat_get_xact_numscans($1::text::regclass)").bind(relation).fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn the_operators_lists_use_their_indexes() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    app.superuser().await.execute(ROWS).await.unwrap();
    let mut program = app.program().await;
    as_user(&mut program, operator.user_id).await;
    for (call, indexes, table) in LISTS {
        let mut tx = program.begin().await.unwrap();
        let found: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {call}"))).fetch_one(&mut *tx).await.unwrap();
        assert!(found > 0, "{call} finds nothing");
        assert_eq!(scans(&mut tx, table).await, 0, "{call} reads {table} from end to end");
        let mut used = 0;
        for index in *indexes {
            used += scans(&mut tx, index).await;
        }
        assert!(used > 0, "{call} uses none of {indexes:?}");
    }
}
