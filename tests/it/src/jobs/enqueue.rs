//! Delay, unique keys, and what happens when two want the same.

use super::rig::{KIND, Process, app, enqueue, job, jobs, numbers, recorder, until_jobs, until_logged};
use chrono::TimeDelta;
use jobs::Queue;
use testkit::TestApp;

#[tokio::test]
async fn a_delayed_job_waits_for_its_time() {
    let (app, tenant) = app().await;
    let (log, handler) = recorder();
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, handler)]).await;
    let at = app.now() + TimeDelta::minutes(10);
    enqueue(&process.db, tenant, [job(1).after(TimeDelta::minutes(5)), job(2).at(at), job(3)]).await;
    until_logged(&log, 1).await;
    until_jobs(&app, tenant, &["1 scheduled 0", "2 scheduled 0"]).await;
    app.advance(TimeDelta::minutes(5));
    until_jobs(&app, tenant, &["2 scheduled 0"]).await;
    app.advance(TimeDelta::minutes(5));
    until_jobs(&app, tenant, &[]).await;
    assert_eq!(numbers(&log), [3, 1, 2]);
}

#[tokio::test]
async fn of_jobs_with_one_key_one_waits() {
    let (app, tenant) = app().await;
    let db = &app.app.kernel.db;
    for n in 1..=3 {
        enqueue(db, tenant, [job(n).unique("replaced"), job(n * 10).unless_waiting("kept"), job(n * 100)]).await;
    }
    assert_eq!(jobs(&app, tenant).await, ["3 queued 0", "10 queued 0", "100 queued 0", "200 queued 0", "300 queued 0"]);
    let other = app.register("Badger").await.tenant_id;
    enqueue(db, other, [job(4).unique("replaced")]).await;
    assert_eq!(jobs(&app, other).await, ["4 queued 0"], "another tenant's key is another key");
}

#[tokio::test]
async fn a_debounced_job_is_put_off_but_not_for_ever() {
    let (app, tenant) = app().await;
    let db = &app.app.kernel.db;
    let start = app.now();
    let debounced = |n| job(n).debounced("quiet", TimeDelta::seconds(30), TimeDelta::seconds(70));
    let due = async || -> i64 {
        let at: chrono::DateTime<chrono::Utc> = sqlx::query_scalar("SELECT run_at FROM jobs WHERE tenant_id = $1")
            .bind(tenant)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
        (at - start).num_seconds()
    };
    let mut seen = Vec::new();
    for n in 1..=5 {
        enqueue(db, tenant, [debounced(n)]).await;
        seen.push(due().await);
        app.advance(TimeDelta::seconds(20));
    }
    assert_eq!(seen, [30, 50, 70, 70, 70], "70 s after the first at the latest");
    assert_eq!(jobs(&app, tenant).await, ["5 queued 0"], "the latest payload, and due by now");
}

#[tokio::test]
async fn a_key_is_free_again_once_its_job_runs() {
    let (app, tenant) = app().await;
    let (log, gate, handler) = super::rig::gated();
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, handler)]).await;
    enqueue(&process.db, tenant, [job(1).unless_waiting("key")]).await;
    until_logged(&log, 1).await;
    // What came after the first had begun is not lost on it.
    enqueue(&process.db, tenant, [job(2).unless_waiting("key")]).await;
    until_logged(&log, 2).await;
    gate.add_permits(2);
    until_jobs(&app, tenant, &[]).await;
    assert_eq!(numbers(&log), [1, 2]);
}

#[tokio::test]
async fn however_many_enqueue_at_once_one_waits() {
    let (app, tenant) = app().await;
    let db = &app.app.kernel.db;
    let race = |n: i64| async move {
        let new = match n % 3 {
            0 => job(n).unique("key"),
            1 => job(n).unless_waiting("key"),
            _ => job(n).debounced("key", TimeDelta::zero(), TimeDelta::seconds(60)),
        };
        enqueue(db, tenant, [new]).await;
    };
    futures_util::future::join_all((0..60).map(race)).await;
    assert_eq!(jobs(&app, tenant).await.len(), 1);
}

#[tokio::test]
async fn a_job_with_a_failed_attempt_leaves_its_key_to_a_twin() {
    let (app, tenant) = app().await;
    let fails = super::rig::Doing(|_: jobs::Job| {
        Box::pin(async { Err(kernel::Problem::unavailable("down", "It is down.")) }) as futures_util::future::BoxFuture<'static, _>
    });
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, std::sync::Arc::new(fails))]).await;
    enqueue(&process.db, tenant, [job(1).unique("key")]).await;
    until_jobs(&app, tenant, &["1 scheduled 1"]).await;
    assert!(process.stop().await);
    enqueue(&app.app.kernel.db, tenant, [job(2).unique("key")]).await;
    assert_eq!(jobs(&app, tenant).await, ["1 scheduled 1", "2 queued 0"]);
}

#[tokio::test]
async fn a_job_of_a_process_without_workers_is_run_by_another() {
    let (app, tenant) = app().await;
    let (log, handler) = recorder();
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, handler)]).await;
    let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(tenant)).await.unwrap();
    tx.enqueue(job(1));
    tx.commit().await.unwrap();
    until_logged(&log, 1).await;
    assert!(process.stop().await);
    assert!(jobs(&app, tenant).await.is_empty());
}
