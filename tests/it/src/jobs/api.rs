//! What a workspace sees of its jobs and may do with them.

use super::rig::{KIND, OTHER, Process, enqueue, gated, job, jobs, recorder, until_jobs, until_logged};
use crate::seed::id;
use chrono::TimeDelta;
use jobs::Queue;
use kernel::NewJob;
use serde_json::{Value, json};
use testkit::{Session, TestApp};

async fn start() -> (TestApp, Session) {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    (app, owner)
}

async fn fail_all(app: &TestApp) {
    sqlx::query(
        "UPDATE jobs SET state = 'failed', attempt = 10, failed_at = $1, last_error = 'https://h.example/x?sig=secret answered 500'",
    )
    .bind(app.now())
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
}

#[tokio::test]
async fn the_list_is_filtered_and_paged_and_shows_no_secrets() {
    let (app, owner) = start().await;
    let db = &app.app.kernel.db;
    let letter = json!({ "to": "ann@x.example", "data": { "link": "https://x.example/i/secret" }, "document_id": owner.user_id, "n": 7 });
    for n in 1..=5 {
        enqueue(db, owner.tenant_id, [job(n)]).await;
        app.advance(TimeDelta::seconds(1));
    }
    enqueue(db, owner.tenant_id, [NewJob::new(OTHER, letter)]).await;
    let first = owner.get("/jobs?limit=4").await;
    let kinds: Vec<Value> = first.clone().list().iter().map(|job| job["kind"].clone()).collect();
    assert_eq!(kinds, [OTHER, KIND, KIND, KIND]);
    let cursor = first.json["page"]["next_cursor"].as_str().unwrap();
    assert_eq!(owner.get(&format!("/jobs?limit=4&cursor={cursor}")).await.list().len(), 2);
    let others = owner.get(&format!("/jobs?kind={OTHER}&state=queued")).await.list();
    // Nothing handles the kind here, so nothing of it is declared harmless.
    assert_eq!(others[0]["payload"], json!({ "to": "••••", "data": { "link": "••••" }, "document_id": owner.user_id, "n": "••••" }));
    assert!(owner.get("/jobs?state=failed").await.list().is_empty());
    assert_eq!(owner.get("/jobs?state=lost").await.status, 422);
    fail_all(&app).await;
    let failed = owner.get("/jobs?state=failed").await.list();
    assert_eq!((failed.len(), &failed[0]["error"]), (6, &json!("https://h.example/x?•••• answered 500")));
    let counts = owner.get("/jobs/counts").await.ok(200);
    assert_eq!(counts[1], json!({ "kind": KIND, "queue": null, "scheduled": 0, "queued": 0, "running": 0, "failed": 5 }));
}

#[tokio::test]
async fn a_failed_job_is_retried_with_all_its_attempts_and_a_delayed_one_runs_now() {
    let (app, owner) = start().await;
    let tenant = owner.tenant_id;
    enqueue(&app.app.kernel.db, tenant, [job(1)]).await;
    fail_all(&app).await;
    enqueue(&app.app.kernel.db, tenant, [job(2).after(TimeDelta::days(1))]).await;
    let (log, handler) = recorder();
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, handler)]).await;
    for (job, n) in owner.get("/jobs").await.list().iter().rev().zip([1, 2]) {
        let again = owner.post(&format!("/jobs/{}/retry", id(job)), Value::Null).await.ok(200);
        assert_eq!((&again["state"], &again["attempt"]), (&json!("queued"), &json!(0)));
        until_logged(&log, n).await;
    }
    until_jobs(&app, tenant, &[]).await;
    assert!(process.stop().await);
}

#[tokio::test]
async fn a_running_job_is_neither_retried_nor_deleted_and_a_failed_one_not_cancelled() {
    let (app, owner) = start().await;
    let tenant = owner.tenant_id;
    let (log, gate, handler) = gated();
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, handler)]).await;
    enqueue(&process.db, tenant, [job(1)]).await;
    until_logged(&log, 1).await;
    let path = format!("/jobs/{}", id(&owner.get("/jobs").await.list()[0]));
    assert_eq!(owner.get(&path).await.ok(200)["state"], "running");
    assert_eq!(owner.post(&format!("{path}/retry"), Value::Null).await.problem(409), "job_running");
    assert_eq!(owner.delete(&path).await.problem(409), "job_running");
    gate.add_permits(1);
    until_jobs(&app, tenant, &[]).await;
    assert_eq!(owner.get(&path).await.problem(404), "not_found");
    assert!(process.stop().await);
    enqueue(&app.app.kernel.db, tenant, [job(2)]).await;
    fail_all(&app).await;
    let path = format!("/jobs/{}", id(&owner.get("/jobs").await.list()[0]));
    assert_eq!(owner.post(&format!("{path}/cancel"), Value::Null).await.problem(409), "job_failed");
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.delete(&path).await.problem(404), "not_found");
}

#[tokio::test]
async fn many_failed_jobs_are_retried_at_once_and_only_ones_own() {
    let (app, owner) = start().await;
    let other = app.register("Badger").await;
    let db = &app.app.kernel.db;
    for tenant in [owner.tenant_id, other.tenant_id] {
        enqueue(db, tenant, [job(1), job(2), NewJob::new(OTHER, json!({ "n": 3 }))]).await;
    }
    fail_all(&app).await;
    let retried = owner.post("/jobs/retry-failed", json!({ "kind": KIND })).await.ok(200);
    assert_eq!(retried, json!({ "retried": 2, "more": false }));
    assert_eq!(jobs(&app, owner.tenant_id).await, ["1 queued 0", "2 queued 0", "3 failed 10"]);
    assert_eq!(owner.post("/jobs/retry-failed", json!({})).await.ok(200)["retried"], 1);
    assert_eq!(jobs(&app, other.tenant_id).await, ["1 failed 10", "2 failed 10", "3 failed 10"]);
    let audited = owner.get("/audit-log?action=jobs.").await.list();
    assert_eq!(audited.len(), 2);
}

#[tokio::test]
async fn who_may_see_jobs_and_who_may_touch_them() {
    let (app, owner) = start().await;
    enqueue(&app.app.kernel.db, owner.tenant_id, [job(1)]).await;
    let path = format!("/jobs/{}", id(&owner.get("/jobs").await.list()[0]));
    let supervisor = app.member(&owner, "supervisor").await;
    assert_eq!(supervisor.get("/jobs").await.problem(403), "forbidden");
    let role = json!({ "name": "Looks", "base": "viewer", "permissions": ["jobs:read"] });
    let role = id(&owner.post("/roles", role).await.ok(201));
    let looker = app.member(&owner, "viewer").await;
    owner.patch(&format!("/members/{}", looker.user_id), json!({ "role": "viewer", "role_id": role })).await.ok(200);
    looker.get(&path).await.ok(200);
    assert_eq!(looker.delete(&path).await.problem(403), "forbidden");
    app.member(&owner, "admin").await.delete(&path).await.expect(204);
}
