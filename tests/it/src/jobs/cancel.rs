//! Stopping jobs: those that wait, those that run, and in the moment in which they end.

use super::rig::{Doing, KIND, Process, app, enqueue, gated, job, jobs, only_id, until_jobs};
use futures_util::future::BoxFuture;
use jobs::{Job, Queue};
use kernel::{Problem, Result};
use serde_json::Value;
use std::sync::Arc;
use testkit::TestApp;

/// Ends as soon as it is told to.
fn obedient() -> Vec<Queue> {
    let handler = Doing(|job: Job| {
        Box::pin(async move {
            job.stopped().await;
            job.go_on()
        }) as BoxFuture<'static, Result<()>>
    });
    vec![Queue::new("test", 4).on(KIND, Arc::new(handler))]
}

#[tokio::test]
async fn what_waits_is_gone_at_once_and_what_runs_is_told() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let tenant = owner.tenant_id;
    enqueue(&app.app.kernel.db, tenant, [job(1)]).await;
    let cancel =
        async || owner.post(&format!("/jobs/{}/cancel", only_id(&app, tenant).await), Value::Null).await.ok(200)["removed"].clone();
    assert_eq!(cancel().await, true);
    assert!(jobs(&app, tenant).await.is_empty());
    let process = Process::start(&app, obedient()).await;
    enqueue(&process.db, tenant, [job(2)]).await;
    until_jobs(&app, tenant, &["2 running 1"]).await;
    assert_eq!(cancel().await, false);
    until_jobs(&app, tenant, &[]).await;
    assert!(process.stop().await);
}

#[tokio::test]
async fn a_job_that_does_not_listen_ends_as_it_would_and_comes_not_back() {
    for fails in [false, true] {
        let app = TestApp::builder().without_workers().start().await;
        let owner = app.register("Northwind").await;
        let tenant = owner.tenant_id;
        let gate = Arc::new(tokio::sync::Semaphore::new(0));
        let handler = Doing({
            let gate = Arc::clone(&gate);
            move |_: Job| {
                let gate = Arc::clone(&gate);
                Box::pin(async move {
                    gate.acquire().await.unwrap().forget();
                    if fails { Err(Problem::unavailable("x", "y")) } else { Ok(()) }
                }) as BoxFuture<'static, Result<()>>
            }
        });
        let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, Arc::new(handler))]).await;
        enqueue(&process.db, tenant, [job(1)]).await;
        until_jobs(&app, tenant, &["1 running 1"]).await;
        owner.post(&format!("/jobs/{}/cancel", only_id(&app, tenant).await), Value::Null).await.ok(200);
        gate.add_permits(1);
        until_jobs(&app, tenant, &[]).await;
        assert!(process.stop().await);
    }
}

#[tokio::test]
async fn a_dead_workers_job_that_was_to_stop_is_gone() {
    let (app, tenant) = app().await;
    enqueue(&app.app.kernel.db, tenant, [job(1)]).await;
    sqlx::query("UPDATE jobs SET state = 'running', worker = 'dealsmart dead', lease_until = $1, attempt = 1, cancel_at = $1")
        .bind(app.now() - chrono::TimeDelta::seconds(1))
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let (log, _, handler) = gated();
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, handler)]).await;
    until_jobs(&app, tenant, &[]).await;
    assert!(log.lock().unwrap().is_empty());
    assert!(process.stop().await);
}

/// However the two meet, a cancelled job is gone, and what was claimed is not both run and said to be removed.
#[tokio::test]
async fn cancelling_and_claiming_at_once_agree() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let tenant = owner.tenant_id;
    let (log, gate, handler) = gated();
    gate.add_permits(1_000);
    let process = Process::start(&app, vec![Queue::new("test", 8).on(KIND, handler)]).await;
    let mut removed = 0;
    for n in 1..=40 {
        let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(tenant)).await.unwrap();
        tx.enqueue(job(n));
        tx.commit().await.unwrap();
        let ids: Vec<uuid::Uuid> = owner.get("/jobs").await.list().iter().map(crate::seed::id).collect();
        // The worker hears of none but by its own enqueueing; this one wakes it in the same moment.
        let wake = enqueue(&process.db, tenant, [job(n + 1_000)]);
        let cancel = async {
            for id in &ids {
                let reply = owner.post(&format!("/jobs/{id}/cancel"), Value::Null).await;
                removed += usize::from(reply.status == 200 && reply.json["data"]["removed"] == true);
                assert!([200, 404].contains(&reply.status), "{}", reply.text);
            }
        };
        tokio::join!(wake, cancel);
    }
    until_jobs(&app, tenant, &[]).await;
    assert_eq!(log.lock().unwrap().len() + removed, 80, "each ran or was removed, and none both");
    assert!(process.stop().await);
}
