//! The end of a workspace.

use crate::{seed::Seed, sweep::PNG};
use chrono::Duration;
use serde_json::json;
use sqlx::{AssertSqlSafe, PgConnection};
use testkit::{TestApp, wait_until};
use uuid::Uuid;

/// Sessions and sign-ins under way are a person's, and say which workspace they looked at last; what operators did stands in their own log.
const NOT_ITS_OWN: &[&str] = &["sessions", "pending_sign_ins", "qr_sign_ins", "impersonations", "operator_log"];

/// How many rows each table with a tenant's rows has of one; out of the catalogue, so that no table is forgotten.
async fn rows(db: &mut PgConnection, tenant: Uuid) -> Vec<(String, i64)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
         WHERE n.nspname IN ('public', 'app') AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1) ORDER BY 1",
    )
    .bind(NOT_ITS_OWN)
    .fetch_all(&mut *db)
    .await
    .unwrap();
    assert!(tables.len() > 25, "the catalogue query finds the tables");
    let mut counts = Vec::new();
    for table in tables {
        let count = format!("SELECT count(*) FROM {table} WHERE tenant_id = $1");
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(count)).bind(tenant).fetch_one(&mut *db).await.unwrap();
        counts.push((table, count));
    }
    counts
}

#[tokio::test]
async fn after_thirty_days_nothing_is_left_of_it_and_others_keep_all() {
    let app = TestApp::start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let b = Seed::plant(&app, "Badger").await;
    a.owner.raw(reqwest::Method::PUT, "/tenant/logo", "image/png", PNG).await.ok(200);
    a.owner.patch("/tenant", json!({ "slug": "aardvark-two" })).await.ok(200);
    a.owner.patch("/features", json!({ "features": { "drafts_on_request": true } })).await.expect(200);
    // Somebody who works in both.
    let token = app.invite(&b.owner, &a.agent.email, "viewer").await;
    a.agent.post("/invitations/accept", json!({ "token": token })).await.ok(200);
    // What is tried again for days would go on meanwhile.
    b.owner.delete(&format!("/webhooks/endpoints/{}", b.endpoint)).await.expect(204);
    let mut superuser = app.superuser().await;
    sqlx::query("INSERT INTO tenant_limits (tenant_id, name, most) VALUES ($1, 'members', 100)")
        .bind(a.tenant_id)
        .execute(&mut superuser)
        .await
        .unwrap();
    let deleted = a.owner.post("/tenant/deletion", json!({ "name": "Aardvark" })).await.ok(200);
    assert_eq!(deleted["delete_at"], json!(app.now() + Duration::days(30)));
    assert_eq!(deleted["deleted_by"], json!(a.owner.name));
    let full = rows(&mut superuser, a.tenant_id).await.into_iter().filter(|(_, count)| *count > 0).count();
    assert!(full >= 24, "only {full} tables have rows to be erased");
    // A day before, everything is as it was.
    app.advance(Duration::days(29));
    let owner = app.login(&a.owner.email).await;
    assert!(!owner.get("/conversations").await.list().is_empty());
    wait_until("what was due is done, letters and deliveries to no endpoint", || async {
        let mut db = app.superuser().await;
        let due = "SELECT count(*) FROM jobs WHERE tenant_id = $1 AND run_at <= $2 AND kind <> 'seed.job' AND state <> 'failed'";
        let waiting: i64 = sqlx::query_scalar(due).bind(b.tenant_id).bind(app.now()).fetch_one(&mut db).await.unwrap();
        (waiting == 0).then_some(())
    })
    .await;
    let of_b = rows(&mut superuser, b.tenant_id).await;
    app.advance(Duration::days(1));
    wait_until("the workspace is gone", || async {
        let mut db = app.superuser().await;
        let there: i64 =
            sqlx::query_scalar("SELECT count(*) FROM tenants WHERE tenant_id = $1").bind(a.tenant_id).fetch_one(&mut db).await.unwrap();
        (there == 0).then_some(())
    })
    .await;
    let left: Vec<_> = rows(&mut superuser, a.tenant_id).await.into_iter().filter(|(_, count)| *count > 0).collect();
    assert!(left.is_empty(), "{left:?}");
    // Jobs come and go by themselves.
    let kept = |rows: Vec<(String, i64)>| rows.into_iter().filter(|(table, _)| table != "jobs").collect::<Vec<_>>();
    assert_eq!(kept(rows(&mut superuser, b.tenant_id).await), kept(of_b), "the other workspace has all that it had");
    // Its people keep their accounts, and what else they are members of.
    let both = app.login(&a.agent.email).await;
    assert_eq!(both.tenant_id, b.tenant_id);
    let login = app.api().post("/auth/login", json!({ "email": a.owner.email, "password": testkit::PASSWORD })).await;
    assert_eq!(login.problem(403), "no_workspace");
    assert_eq!(app.api().post(&format!("/widget/{}/sessions", a.key), json!({})).await.problem(404), "not_found");
    // Nobody's links lead to somebody else.
    let mut jobs = app.superuser().await;
    let failed: i64 = sqlx::query_scalar("SELECT count(*) FROM jobs WHERE kind = 'tenancy.erase'").fetch_one(&mut jobs).await.unwrap();
    assert_eq!(failed, 0);
}

#[tokio::test]
async fn only_an_owner_ends_it_by_its_name_and_takes_it_back() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    let name = json!({ "name": "Northwind" });
    assert_eq!(admin.post("/tenant/deletion", name.clone()).await.problem(403), "forbidden");
    for other in ["northwind", "Southwind", ""] {
        assert_eq!(owner.post("/tenant/deletion", json!({ "name": other })).await.problem(409), "name_differs");
    }
    assert_eq!(owner.delete("/tenant/deletion").await.problem(409), "not_being_deleted");
    let mut socket = admin.socket(None).await;
    owner.post("/tenant/deletion", name.clone()).await.ok(200);
    socket.frame("tenant.updated").await;
    assert!(admin.get("/tenant").await.ok(200)["delete_at"].is_string(), "members see when");
    assert_eq!(owner.post("/tenant/deletion", name.clone()).await.problem(409), "being_deleted");
    assert_eq!(admin.delete("/tenant/deletion").await.problem(403), "forbidden");
    assert!(owner.delete("/tenant/deletion").await.ok(200)["delete_at"].is_null());
    // Asked for again ten days later, it is the new date that counts, not the job of before.
    app.advance(Duration::days(10));
    let owner = app.login(&owner.email).await;
    owner.post("/tenant/deletion", name).await.ok(200);
    app.advance(Duration::days(25));
    let mut superuser = app.superuser().await;
    wait_until("the job of before has made way for the next", || async {
        let mut db = app.superuser().await;
        let due: Option<chrono::DateTime<chrono::Utc>> =
            sqlx::query_scalar("SELECT run_at FROM jobs WHERE kind = 'tenancy.erase'").fetch_optional(&mut db).await.unwrap();
        due.filter(|at| *at > app.now())
    })
    .await;
    let there: i64 = sqlx::query_scalar("SELECT count(*) FROM tenants WHERE tenant_id = $1")
        .bind(owner.tenant_id)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(there, 1);
    let owner = app.login(&owner.email).await;
    owner.delete("/tenant/deletion").await.ok(200);
}

#[tokio::test]
async fn the_audit_log_of_a_workspace_that_goes_on_is_not_erased() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let mut program = app.program().await;
    sqlx::query("SELECT set_config('app.tenant_id', $1, false)").bind(owner.tenant_id.to_string()).execute(&mut program).await.unwrap();
    let gone: i64 = sqlx::query_scalar("SELECT app.erase_audit_log(1000)").fetch_one(&mut program).await.unwrap();
    assert_eq!(gone, 0);
    // Not even when somebody asks for its end and nobody waits.
    sqlx::query("UPDATE tenants SET delete_at = now() + interval '1 day'").execute(&mut program).await.unwrap();
    let gone: i64 = sqlx::query_scalar("SELECT app.erase_audit_log(1000)").fetch_one(&mut program).await.unwrap();
    assert_eq!(gone, 0);
}
