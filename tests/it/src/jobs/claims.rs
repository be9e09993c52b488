//! Order, fairness between tenants, caps, pauses, and that nothing is claimed twice.

use super::rig::{Doing, KIND, OTHER, Process, app, enqueue, flood, gated, job, numbers, recorder, until_jobs, until_logged};
use futures_util::future::BoxFuture;
use jobs::{Job, Queue};
use kernel::{NewJob, Result};
use serde_json::json;
use sqlx::{Connection, Executor, PgConnection};
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use testkit::wait_until;
use uuid::Uuid;

#[tokio::test]
async fn priority_then_age_order_a_tenants_jobs_over_all_kinds_of_a_queue() {
    let (app, tenant) = app().await;
    for n in [1, 2] {
        enqueue(&app.app.kernel.db, tenant, [job(n), job(n + 20).priority(5), NewJob::new(OTHER, json!({ "n": n + 10 })).priority(-1)])
            .await;
        app.advance(chrono::TimeDelta::seconds(1));
    }
    let (log, handler) = recorder();
    let process = Process::start(&app, vec![Queue::new("test", 1).on(KIND, handler.clone()).on(OTHER, handler)]).await;
    until_logged(&log, 6).await;
    assert_eq!(numbers(&log), [11, 12, 1, 2, 21, 22]);
    assert!(process.stop().await);
}

#[tokio::test]
async fn a_flood_of_one_tenant_does_not_delay_anothers_only_job() {
    let (app, flooder) = app().await;
    let patient = app.register("Badger").await.tenant_id;
    flood(&mut app.superuser().await, &app, flooder, 20_000).await;
    let (log, gate, handler) = gated();
    // One place, so that the order in which jobs begin is the order of claims.
    let process = Process::start(&app, vec![Queue::new("test", 1).on(KIND, handler)]).await;
    until_logged(&log, 1).await;
    gate.add_permits(3);
    until_logged(&log, 4).await;
    enqueue(&process.db, patient, [job(-1)]).await;
    gate.add_permits(2);
    until_logged(&log, 6).await;
    let began: Vec<Uuid> = log.lock().unwrap().iter().map(|(tenant, _)| *tenant).collect();
    assert!(began[4..6].contains(&patient), "one of the next two claims was the other tenant's");
    gate.add_permits(1_000_000);
}

/// More tenants than a claim looks at, each with three jobs, and one with many.
const MANY: &str = "
INSERT INTO tenants (tenant_id, slug, name, created_at) SELECT md5('t' || t)::uuid, 'turn-' || t, 'Turn', now() FROM generate_series(1, 150) t;
INSERT INTO jobs (tenant_id, id, kind, payload, run_at, created_at)
  SELECT md5('t' || t)::uuid, gen_random_uuid(), 'test.work', '{\"n\": 1}', '2020-01-01', now() FROM generate_series(1, 150) t, generate_series(1, 3)";

#[tokio::test]
async fn with_many_tenants_each_has_its_turn() {
    let (app, first) = app().await;
    let mut superuser = app.superuser().await;
    superuser.execute(MANY).await.unwrap();
    flood(&mut superuser, &app, first, 500).await;
    let (log, handler) = recorder();
    // One place, so that the order in which jobs begin is the order of claims.
    let process = Process::start(&app, vec![Queue::new("test", 1).on(KIND, handler)]).await;
    until_logged(&log, 302).await;
    assert!(process.stop().await);
    let began: Vec<Uuid> = log.lock().unwrap().iter().map(|(tenant, _)| *tenant).collect();
    for round in [&began[..151], &began[151..302]] {
        assert_eq!(round.iter().collect::<HashSet<_>>().len(), 151, "somebody had two turns before everybody had one");
    }
}

#[tokio::test]
async fn a_claim_of_some_places_goes_on_where_the_last_one_ended() {
    let (app, first) = app().await;
    let mut superuser = app.superuser().await;
    superuser.execute(MANY).await.unwrap();
    flood(&mut superuser, &app, first, 500).await;
    let (mut program, mut after, mut served) = (app.program().await, Uuid::nil(), Vec::new());
    while served.len() < 151 {
        let claimed: Vec<(i32, Uuid)> = sqlx::query_as(
            "SELECT lane, tenant_id FROM app.claim_jobs('x', 'test', ARRAY['test.work'], 7, NULL, $1, $2, interval '20 s') ORDER BY lane",
        )
        .bind(after)
        .bind(app.now())
        .fetch_all(&mut program)
        .await
        .unwrap();
        assert_eq!(claimed.len(), 7);
        after = claimed[6].1;
        served.extend(claimed.into_iter().map(|(_, tenant)| tenant));
    }
    assert_eq!(served[..151].iter().collect::<HashSet<_>>().len(), 151);
}

#[tokio::test]
async fn a_tenant_has_no_more_running_than_its_cap_over_all_processes() {
    let (app, tenant) = app().await;
    let other = app.register("Badger").await.tenant_id;
    let now_running: Arc<Mutex<HashMap<Uuid, usize>>> = Arc::default();
    let most = Arc::new(AtomicUsize::new(0));
    let done = Arc::new(AtomicUsize::new(0));
    let handler = || {
        let (now_running, most, done) = (Arc::clone(&now_running), Arc::clone(&most), Arc::clone(&done));
        Arc::new(Doing(move |job: Job| {
            let (now_running, most, done) = (Arc::clone(&now_running), Arc::clone(&most), Arc::clone(&done));
            Box::pin(async move {
                let count = {
                    let mut running = now_running.lock().unwrap();
                    let count = running.entry(job.tenant_id).or_default();
                    *count += 1;
                    *count
                };
                most.fetch_max(count, Ordering::SeqCst);
                for _ in 0..20 {
                    tokio::task::yield_now().await;
                }
                *now_running.lock().unwrap().get_mut(&job.tenant_id).unwrap() -= 1;
                done.fetch_add(1, Ordering::SeqCst);
                Ok(())
            }) as BoxFuture<'static, Result<()>>
        }))
    };
    let mut superuser = app.superuser().await;
    flood(&mut superuser, &app, tenant, 60).await;
    flood(&mut superuser, &app, other, 60).await;
    let queue = || Queue::new("capped", 16).per_tenant(3).on(KIND, handler());
    let (one, two) = (Process::start(&app, vec![queue()]).await, Process::start(&app, vec![queue()]).await);
    wait_until("all are done", || async { (done.load(Ordering::SeqCst) == 120).then_some(()) }).await;
    assert!((1..=3).contains(&most.load(Ordering::SeqCst)), "{most:?} of one tenant ran at once");
    assert!(one.stop().await && two.stop().await);
}

#[tokio::test]
async fn two_workers_run_each_job_once() {
    let (app, tenant) = app().await;
    flood(&mut app.superuser().await, &app, tenant, 3_000).await;
    let (log, handler) = recorder();
    let queue = || Queue::new("test", 100).on(KIND, handler.clone());
    let (one, two) = (Process::start(&app, vec![queue()]).await, Process::start(&app, vec![queue()]).await);
    until_jobs(&app, tenant, &[]).await;
    let mut ran = numbers(&log);
    ran.sort_unstable();
    assert_eq!(ran, (1..=3_000).collect::<Vec<_>>());
    assert!(one.stop().await && two.stop().await);
}

#[tokio::test]
async fn what_is_paused_is_not_claimed() {
    let (app, tenant) = app().await;
    let mut superuser = app.superuser().await;
    let pause = async |superuser: &mut PgConnection, scope: &str, name: &str| {
        sqlx::query("INSERT INTO job_pauses (scope, name, paused_at) VALUES ($1, $2, now())")
            .bind(scope)
            .bind(name)
            .execute(superuser)
            .await
            .unwrap();
    };
    pause(&mut superuser, "kind", OTHER).await;
    enqueue(&app.app.kernel.db, tenant, [job(1), NewJob::new(OTHER, json!({ "n": 2 }))]).await;
    let (log, handler) = recorder();
    let process = Process::start(&app, vec![Queue::new("test", 4).on(KIND, handler.clone()).on(OTHER, handler)]).await;
    until_jobs(&app, tenant, &["2 queued 0"]).await;
    pause(&mut superuser, "queue", "test").await;
    enqueue(&process.db, tenant, [job(3)]).await;
    superuser.execute("DELETE FROM job_pauses WHERE scope = 'kind'").await.unwrap();
    // A claim that would take them finds nothing, as the worker would.
    let claimed: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM app.claim_jobs('x', 'test', ARRAY['test.work', 'test.other'], 9, NULL, gen_random_uuid(), $1, interval '1 s')",
    )
    .bind(app.now())
    .fetch_one(&mut app.program().await)
    .await
    .unwrap();
    assert_eq!(claimed, 0);
    until_jobs(&app, tenant, &["2 queued 0", "3 queued 0"]).await;
    superuser.execute("DELETE FROM job_pauses").await.unwrap();
    until_jobs(&app, tenant, &[]).await;
    assert_eq!(log.lock().unwrap().len(), 3);
    assert!(process.stop().await);
}

/// A hundred thousand of one tenant, as many that wait for their time, and one of another, with statistics of an empty table.
#[tokio::test]
async fn a_claim_reads_its_index_however_much_there_is() {
    let (app, tenant) = app().await;
    let other = app.register("Badger").await.tenant_id;
    let mut superuser = app.superuser().await;
    superuser.execute("ANALYZE jobs; ALTER TABLE jobs SET (autovacuum_enabled = off)").await.unwrap();
    flood(&mut superuser, &app, tenant, 100_000).await;
    sqlx::query(
        "INSERT INTO jobs (tenant_id, id, kind, payload, state, priority, run_at, created_at)
         SELECT $1, gen_random_uuid(), $2, '{}', 'scheduled', -5, $3::timestamptz + interval '1 day', $3 FROM generate_series(1, 100000)",
    )
    .bind(tenant)
    .bind(KIND)
    .bind(app.now())
    .execute(&mut superuser)
    .await
    .unwrap();
    enqueue(&app.app.kernel.db, other, [job(7)]).await;
    let mut program = app.program().await;
    for analysed in [false, true] {
        if analysed {
            superuser.execute("ANALYZE jobs").await.unwrap();
        }
        for cap in [None, Some(50)] {
            let mut tx = program.begin().await.unwrap();
            let of: Vec<Uuid> = sqlx::query_scalar(
                "SELECT tenant_id FROM app.claim_jobs('x', 'test', ARRAY['test.work'], 200, $2, $3, $1, interval '20 s')",
            )
            .bind(app.now())
            .bind(cap)
            .bind(Uuid::nil())
            .fetch_all(&mut *tx)
            .await
            .unwrap();
            assert_eq!(of.len(), cap.map_or(200, |_| 51));
            assert!(of.contains(&other), "the other tenant's only job is in the first claim");
            assert_eq!(read(&mut tx, "seq_tup_read", "jobs").await, 0, "the table was read from end to end");
            assert!(read(&mut tx, "idx_tup_fetch", "jobs").await < 2_000, "a claim of 200 reads no more than it must");
            tx.rollback().await.unwrap();
        }
    }
}

/// What this transaction read of a table.
async fn read(db: &mut PgConnection, what: &str, table: &str) -> i64 {
    let query = format!("SELECT {what} FROM pg_stat_xact_user_tables WHERE relname = $1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(query)).bind(table).fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn a_claim_takes_only_its_kinds_and_nothing_twice() {
    let (app, tenant) = app().await;
    enqueue(&app.app.kernel.db, tenant, [job(1), NewJob::new(OTHER, json!({ "n": 2 }))]).await;
    let mut program = app.program().await;
    let mut claim = async |kind: &str| -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM app.claim_jobs('x', 'test', ARRAY[$1], 9, NULL, $2, $3, interval '20 s')")
            .bind(kind)
            .bind(Uuid::nil())
            .bind(app.now())
            .fetch_one(&mut program)
            .await
            .unwrap()
    };
    assert_eq!((claim(OTHER).await, claim(OTHER).await, claim("test.none").await, claim(KIND).await), (1, 0, 0, 1));
}
