//! Workers that die, lose their lease, or stop.

use super::rig::{Doing, KIND, Process, app, enqueue, gated, job, jobs, only_id, recorder, until_jobs, until_logged};
use futures_util::future::BoxFuture;
use jobs::{Job, Queue};
use kernel::Result;
use std::sync::{Arc, Mutex};
use testkit::{TestApp, wait_until};
use tokio::sync::Semaphore;

async fn as_if_claimed(app: &TestApp, worker: &str, seconds_left: i64, attempt: i32) {
    sqlx::query("UPDATE jobs SET state = 'running', worker = $1, lease_until = $2, attempt = $3, started_at = $4")
        .bind(worker)
        .bind(app.now() + chrono::TimeDelta::seconds(seconds_left))
        .bind(attempt)
        .bind(app.now())
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_dead_workers_job_comes_back_and_counts_as_an_attempt() {
    let (app, tenant) = app().await;
    enqueue(&app.app.kernel.db, tenant, [job(1)]).await;
    // Silent for eight seconds and not connected: its lease still has eleven to go.
    as_if_claimed(&app, "dealsmart dead", 11, 1).await;
    let attempts = Arc::new(Mutex::new(Vec::new()));
    let handler = Doing({
        let attempts = Arc::clone(&attempts);
        move |job: Job| {
            attempts.lock().unwrap().push(job.attempt);
            Box::pin(async { Ok(()) }) as BoxFuture<'static, Result<()>>
        }
    });
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, Arc::new(handler))]).await;
    until_jobs(&app, tenant, &[]).await;
    assert_eq!(*attempts.lock().unwrap(), [2]);
    assert!(process.stop().await);
}

#[tokio::test]
async fn a_living_workers_job_is_left_alone_and_a_job_that_kills_is_given_up() {
    let (app, tenant) = app().await;
    enqueue(&app.app.kernel.db, tenant, [job(1).attempts(3)]).await;
    let (log, handler) = recorder();
    // It is connected, though it said nothing for a while.
    let silent = Process::start(&app, Vec::new()).await;
    as_if_claimed(&app, &silent.id, 11, 3).await;
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, handler)]).await;
    enqueue(&process.db, tenant, [job(2)]).await;
    until_logged(&log, 1).await;
    assert_eq!(jobs(&app, tenant).await[0], "1 running 3");
    // When the lease is over, connected or not: and it was the third worker that fell silent over it.
    app.advance(chrono::TimeDelta::seconds(12));
    until_jobs(&app, tenant, &["1 failed 3"]).await;
    assert!(process.stop().await);
    drop(silent);
}

#[tokio::test]
async fn who_lost_the_lease_has_no_effect() {
    let (app, tenant) = app().await;
    let gate = Arc::new(Semaphore::new(0));
    let codes: Arc<Mutex<Vec<String>>> = Arc::default();
    let db = app.app.kernel.db.clone();
    let handler = Doing({
        let (gate, codes) = (Arc::clone(&gate), Arc::clone(&codes));
        move |job: Job| {
            let (gate, codes, db) = (Arc::clone(&gate), Arc::clone(&codes), db.clone());
            Box::pin(async move {
                gate.acquire().await.unwrap().forget();
                let mut tx = db.tenant(&job.ctx()).await?;
                sqlx::query("UPDATE tenants SET name = name || '!' WHERE tenant_id = $1").bind(job.tenant_id).execute(&mut *tx).await?;
                let finished = job.finish(&mut tx).await;
                codes.lock().unwrap().push(finished.as_ref().map_or_else(|problem| problem.code.to_owned(), |()| "done".into()));
                finished?;
                tx.commit().await
            }) as BoxFuture<'static, Result<()>>
        }
    });
    let process = Process::start(&app, vec![Queue::new("test", 1).on(KIND, Arc::new(handler))]).await;
    enqueue(&process.db, tenant, [job(1)]).await;
    until_jobs(&app, tenant, &["1 running 1"]).await;
    as_if_claimed(&app, "dealsmart another", 600, 2).await;
    gate.add_permits(1);
    wait_until("the first worker ends", || async { (codes.lock().unwrap().len() == 1).then_some(()) }).await;
    assert_eq!(*codes.lock().unwrap(), ["lease_lost"]);
    assert_eq!(jobs(&app, tenant).await, ["1 running 2"], "the other's lease stands");
    let name: String = sqlx::query_scalar("SELECT name FROM tenants WHERE tenant_id = $1")
        .bind(tenant)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(name, "Northwind");
    assert!(process.stop().await);
}

#[tokio::test]
async fn a_long_job_keeps_its_lease_and_hears_when_it_is_lost() {
    let (app, tenant) = app().await;
    let heard = Arc::new(Semaphore::new(0));
    let handler = Doing({
        let heard = Arc::clone(&heard);
        move |job: Job| {
            let heard = Arc::clone(&heard);
            Box::pin(async move {
                job.stopped().await;
                heard.add_permits(1);
                job.go_on()
            }) as BoxFuture<'static, Result<()>>
        }
    });
    let process = Process::start(&app, vec![Queue::new("test", 1).on(KIND, Arc::new(handler))]).await;
    enqueue(&process.db, tenant, [job(1)]).await;
    until_jobs(&app, tenant, &["1 running 1"]).await;
    app.advance(chrono::TimeDelta::seconds(15));
    let now = app.now();
    wait_until("the lease is extended", || async {
        let until: chrono::DateTime<chrono::Utc> =
            sqlx::query_scalar("SELECT lease_until FROM jobs WHERE state = 'running'").fetch_one(&mut app.superuser().await).await.unwrap();
        (until > now + chrono::TimeDelta::seconds(19)).then_some(())
    })
    .await;
    as_if_claimed(&app, "dealsmart another", 600, 2).await;
    let _ = heard.acquire().await.unwrap();
    assert!(process.stop().await);
    assert_eq!(jobs(&app, tenant).await, ["1 running 2"]);
}

#[tokio::test]
async fn who_stops_ends_what_is_under_way_and_begins_nothing() {
    let (app, tenant) = app().await;
    let (log, gate, handler) = gated();
    let process = Process::start(&app, vec![Queue::new("test", 2).on(KIND, handler)]).await;
    enqueue(&process.db, tenant, (1..=5).map(job)).await;
    until_logged(&log, 2).await;
    let stopping = process.tasks.stopping();
    let stopped = async {
        stopping.cancelled().await;
        gate.add_permits(2);
    };
    let (ended, ()) = tokio::join!(process.stop(), stopped);
    assert!(ended);
    let mut left = jobs(&app, tenant).await;
    left.retain(|job| job.ends_with("queued 0"));
    let done = log.lock().unwrap().len();
    assert_eq!((left.len(), done, jobs(&app, tenant).await.len()), (3, 2, 3), "two are done, three untouched");
}

#[tokio::test]
async fn who_stops_gives_back_what_takes_too_long_and_no_attempt_is_lost() {
    let (app, tenant) = app().await;
    let (log, gate, handler) = gated();
    let process = Process::start(&app, vec![Queue::new("test", 2).on(KIND, handler)]).await;
    enqueue(&process.db, tenant, [job(1).attempts(1)]).await;
    until_logged(&log, 1).await;
    let tasks = process.tasks.clone();
    tasks.stopping().cancel();
    until_jobs(&app, tenant, &["1 queued 0"]).await;
    let (again, handler) = recorder();
    let next = Process::start(&app, vec![Queue::new("test", 2).on(KIND, handler)]).await;
    until_logged(&again, 1).await;
    until_jobs(&app, tenant, &[]).await;
    gate.add_permits(1);
    assert!(process.stop().await && next.stop().await);
}

#[tokio::test]
async fn a_job_whose_end_cannot_be_written_yet_is_ended_later() {
    let (app, tenant) = app().await;
    let (log, gate, handler) = gated();
    let process = Process::start(&app, vec![Queue::new("test", 1).on(KIND, handler)]).await;
    enqueue(&process.db, tenant, [job(1)]).await;
    until_logged(&log, 1).await;
    // The row is held by somebody, and every connection of the worker is cut meanwhile.
    let id = only_id(&app, tenant).await;
    let mut superuser = app.superuser().await;
    let mut lock = sqlx::Connection::begin(&mut superuser).await.unwrap();
    sqlx::query("SELECT FROM jobs WHERE id = $1 FOR UPDATE").bind(id).execute(&mut *lock).await.unwrap();
    gate.add_permits(1);
    let mut killer = app.superuser().await;
    wait_until("the end waits for the lock", || async {
        let mut other = app.superuser().await;
        let waits: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%end_jobs%')",
        )
        .fetch_one(&mut other)
        .await
        .unwrap();
        waits.then_some(())
    })
    .await;
    sqlx::query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1")
        .bind(&process.id)
        .execute(&mut killer)
        .await
        .unwrap();
    lock.rollback().await.unwrap();
    until_jobs(&app, tenant, &[]).await;
    assert_eq!(log.lock().unwrap().len(), 1, "and it did not run again");
    assert!(process.stop().await);
}
