//! How attempts end: retries, dead letters, and what the handler says of them.

use super::rig::{Doing, KIND, Process, app, enqueue, job, until_jobs};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use jobs::{Job, Queue};
use kernel::{Problem, Result};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicI32, Ordering},
};
use testkit::{TestApp, wait_until};
use uuid::Uuid;

fn ending(with: impl Fn(&Job) -> Result<()> + Send + Sync + 'static) -> Vec<Queue> {
    let with = Arc::new(with);
    let handler = Doing(move |job: Job| {
        let with = Arc::clone(&with);
        Box::pin(async move { with(&job) }) as BoxFuture<'static, Result<()>>
    });
    vec![Queue::new("test", 8).on(KIND, Arc::new(handler))]
}

async fn run_at(app: &TestApp, tenant: Uuid) -> DateTime<Utc> {
    sqlx::query_scalar("SELECT run_at FROM jobs WHERE tenant_id = $1").bind(tenant).fetch_one(&mut app.superuser().await).await.unwrap()
}

#[tokio::test]
async fn a_failed_attempt_is_repeated_with_growing_pauses_until_they_are_used_up() {
    let (app, tenant) = app().await;
    let process = Process::start(&app, ending(|_| Err(Problem::conflict("broken", "It is broken.")))).await;
    enqueue(&process.db, tenant, [job(1).attempts(4)]).await;
    for (attempt, whole) in [(1, 1_000), (2, 2_000), (3, 4_000)] {
        until_jobs(&app, tenant, &[&format!("1 scheduled {attempt}")]).await;
        let pause = (run_at(&app, tenant).await - app.now()).num_milliseconds();
        assert!((whole * 3 / 4..=whole).contains(&pause), "after attempt {attempt}: {pause} ms");
        app.advance(TimeDelta::milliseconds(whole));
    }
    until_jobs(&app, tenant, &["1 failed 4"]).await;
    let (payload, error, failed_at): (Value, String, DateTime<Utc>) =
        sqlx::query_as("SELECT payload, last_error, failed_at FROM jobs WHERE tenant_id = $1")
            .bind(tenant)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!((payload, error.as_str(), failed_at), (json!({ "n": 1 }), "409 broken: It is broken.", app.now()));
    assert!(process.stop().await);
}

#[tokio::test]
async fn a_permanent_problem_is_not_tried_again_and_a_late_one_not_too_soon() {
    let (app, tenant) = app().await;
    let other = app.register("Badger").await.tenant_id;
    let queues = ending(move |job| {
        Err(if job.tenant_id == tenant {
            Problem::conflict("gone", "No such address.").permanent()
        } else {
            Problem::too_many("slow", "Later.", 300)
        })
    });
    let process = Process::start(&app, queues).await;
    enqueue(&process.db, tenant, [job(1)]).await;
    enqueue(&process.db, other, [job(2)]).await;
    until_jobs(&app, tenant, &["1 failed 1"]).await;
    until_jobs(&app, other, &["2 scheduled 1"]).await;
    assert_eq!(run_at(&app, other).await - app.now(), TimeDelta::seconds(300));
    assert!(process.stop().await);
}

#[tokio::test]
async fn a_payload_of_another_shape_and_a_panic_are_failed_attempts() {
    let (app, tenant) = app().await;
    let other = app.register("Badger").await.tenant_id;
    let queues = ending(move |job| if job.tenant_id == tenant { job.payload::<Uuid>().map(|_| ()) } else { panic!("a handler's panic") });
    let process = Process::start(&app, queues).await;
    enqueue(&process.db, tenant, [job(1)]).await;
    enqueue(&process.db, other, [job(2).attempts(1)]).await;
    until_jobs(&app, tenant, &["1 failed 1"]).await;
    until_jobs(&app, other, &["2 failed 1"]).await;
    assert!(process.stop().await);
}

#[tokio::test]
async fn progress_is_seen_while_it_runs_and_gone_with_the_next_attempt() {
    let (app, tenant) = app().await;
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let handler = Doing({
        let gate = Arc::clone(&gate);
        move |job: Job| {
            let gate = Arc::clone(&gate);
            Box::pin(async move {
                if job.attempt == 1 {
                    job.progress(0.4, "40 of 100").await?;
                    // Too soon after the one before: not written.
                    job.progress(0.5, "50 of 100").await?;
                }
                gate.acquire().await.unwrap().forget();
                if job.attempt == 1 { Err(Problem::unavailable("x", "y")) } else { Ok(()) }
            }) as BoxFuture<'static, Result<()>>
        }
    });
    let process = Process::start(&app, vec![Queue::new("test", 1).on(KIND, Arc::new(handler))]).await;
    enqueue(&process.db, tenant, [job(1)]).await;
    let progress = async || -> (Option<f32>, Option<String>) {
        sqlx::query_as("SELECT progress, progress_note FROM jobs WHERE tenant_id = $1")
            .bind(tenant)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap()
    };
    wait_until("progress is written", || async { progress().await.0.map(|_| ()) }).await;
    assert_eq!(progress().await, (Some(0.4), Some("40 of 100".into())));
    gate.add_permits(1);
    until_jobs(&app, tenant, &["1 scheduled 1"]).await;
    app.advance(TimeDelta::seconds(1));
    until_jobs(&app, tenant, &["1 running 2"]).await;
    assert_eq!(progress().await, (None, None));
    gate.add_permits(1);
    until_jobs(&app, tenant, &[]).await;
    assert!(process.stop().await);
}

#[tokio::test]
async fn an_effect_happens_once_though_the_commit_after_it_fails() {
    let (app, tenant) = app().await;
    let tries = Arc::new(AtomicI32::new(0));
    let db = app.app.kernel.db.clone();
    let handler = Doing({
        let tries = Arc::clone(&tries);
        move |job: Job| {
            let (tries, db) = (Arc::clone(&tries), db.clone());
            Box::pin(async move {
                let mut tx = db.tenant(&job.ctx()).await?;
                sqlx::query("UPDATE tenants SET name = name || '!' WHERE tenant_id = $1").bind(job.tenant_id).execute(&mut *tx).await?;
                job.finish(&mut tx).await?;
                if tries.fetch_add(1, Ordering::SeqCst) == 0 {
                    drop(tx);
                    return Err(Problem::unavailable("commit", "The commit failed."));
                }
                tx.commit().await
            }) as BoxFuture<'static, Result<()>>
        }
    });
    let process = Process::start(&app, vec![Queue::new("test", 1).on(KIND, Arc::new(handler))]).await;
    enqueue(&process.db, tenant, [job(1)]).await;
    until_jobs(&app, tenant, &["1 scheduled 1"]).await;
    app.advance(TimeDelta::seconds(1));
    until_jobs(&app, tenant, &[]).await;
    let name: String = sqlx::query_scalar("SELECT name FROM tenants WHERE tenant_id = $1")
        .bind(tenant)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(name, "Northwind!");
    assert!(process.stop().await);
}
