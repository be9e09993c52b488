//! What recurs: once for each time, once for all that were missed, by the clocks of its place.

use super::rig::{KIND, Log, Process, app, job, jobs, recorder, until_jobs, until_logged};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use jobs::{Chore, Cron, Queue, Schedule};
use kernel::{Db, NewJob, Problem, Result};
use serde_json::json;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use testkit::{TestApp, wait_until};

fn hourly() -> Vec<Schedule> {
    vec![Schedule::each_tenant("test.hourly", "0 * * * *", "UTC", job(1)).unwrap()]
}

async fn next_at(app: &TestApp, name: &str) -> Option<DateTime<Utc>> {
    sqlx::query_scalar("SELECT next_at FROM job_schedules WHERE name = $1")
        .bind(name)
        .fetch_optional(&mut app.superuser().await)
        .await
        .unwrap()
}

async fn until_next(app: &TestApp, name: &str, wanted: &str) {
    let wanted: DateTime<Utc> = wanted.parse().unwrap();
    wait_until(&format!("{name} is due at {wanted}"), || async { (next_at(app, name).await == Some(wanted)).then_some(()) }).await;
}

#[tokio::test]
async fn it_fires_once_for_each_time_in_every_tenant_however_many_workers_there_are() {
    let (app, _) = app().await; // 2026-03-10, ten o'clock
    app.register("Badger").await;
    let (log, handler) = recorder();
    let queue = || vec![Queue::new("test", 4).on(KIND, handler.clone())];
    let mut processes = Vec::new();
    for _ in 0..3 {
        processes.push(Process::with_schedules(&app, queue(), hourly()).await);
    }
    until_next(&app, "test.hourly", "2026-03-10T11:00:00Z").await;
    for hour in 1..=3 {
        app.advance(TimeDelta::hours(1));
        until_next(&app, "test.hourly", &format!("2026-03-10T{}:00:00Z", 11 + hour)).await;
        until_logged(&log, 2 * hour).await;
    }
    let tenants: std::collections::HashSet<_> = log.lock().unwrap().iter().map(|(tenant, _)| *tenant).collect();
    for process in processes {
        assert!(process.stop().await);
    }
    assert_eq!((tenants.len(), log.lock().unwrap().len()), (2, 6));
}

#[tokio::test]
async fn times_that_were_missed_are_made_up_for_by_one() {
    let (app, tenant) = app().await;
    let (log, handler) = recorder();
    let queue = || vec![Queue::new("test", 4).on(KIND, handler.clone())];
    let process = Process::with_schedules(&app, queue(), hourly()).await;
    until_next(&app, "test.hourly", "2026-03-10T11:00:00Z").await;
    assert!(process.stop().await);
    app.advance(TimeDelta::minutes(7 * 60 + 20));
    let process = Process::with_schedules(&app, queue(), hourly()).await;
    until_next(&app, "test.hourly", "2026-03-10T18:00:00Z").await;
    until_logged(&log, 1).await;
    assert!(process.stop().await);
    assert_eq!(log.lock().unwrap().len(), 1);
    assert!(jobs(&app, tenant).await.is_empty());
}

#[tokio::test]
async fn a_tenant_that_still_waits_gets_no_second_job() {
    let (app, tenant) = app().await;
    let process = Process::with_schedules(&app, Vec::new(), hourly()).await;
    for hour in 11..=13 {
        until_next(&app, "test.hourly", &format!("2026-03-10T{hour}:00:00Z")).await;
        app.advance(TimeDelta::hours(1));
    }
    until_next(&app, "test.hourly", "2026-03-10T14:00:00Z").await;
    until_jobs(&app, tenant, &["1 queued 0"]).await;
    assert!(process.stop().await);
}

#[tokio::test]
async fn clocks_that_go_forward_and_back_leave_none_out_and_repeat_none() {
    let (app, _) = app().await;
    let nightly = || vec![Schedule::each_tenant("test.nightly", "30 2 * * *", "Europe/Berlin", job(1)).unwrap()];
    let (log, handler) = recorder();
    let process = Process::with_schedules(&app, vec![Queue::new("test", 4).on(KIND, handler)], nightly()).await;
    // To the night of the 29th of March, in which 02:30 is left out, and of the 25th of October, in which it comes twice.
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let mut fired = 0;
    for (start, times) in [
        ("2026-03-28T12:00:00Z", ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z"]),
        ("2026-10-24T12:00:00Z", ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z"]),
    ] {
        wait_until("the last one has fired", || async { next_at(&app, "test.nightly").await.filter(|next| *next > app.now()) }).await;
        until_logged(&log, fired).await;
        // One firing for all the nights until there.
        app.advance(at(start) - app.now());
        fired += 1;
        for time in times {
            until_next(&app, "test.nightly", time).await;
            until_logged(&log, fired).await;
            app.advance(at(time) - TimeDelta::seconds(1) - app.now());
            assert_eq!(log.lock().unwrap().len(), fired, "not before {time}");
            app.advance(TimeDelta::seconds(1));
            fired += 1;
        }
    }
    until_logged(&log, fired).await;
    assert!(process.stop().await);
    assert_eq!(log.lock().unwrap().len(), fired);
}

#[tokio::test]
async fn another_expression_counts_from_now_and_the_same_one_does_not() {
    let (app, _) = app().await;
    for (minute, expression, next) in
        [(0, "0 * * * *", "2026-03-10T11:00:00Z"), (30, "0 * * * *", "2026-03-10T11:00:00Z"), (0, "45 * * * *", "2026-03-10T10:45:00Z")]
    {
        app.advance(TimeDelta::minutes(minute));
        let schedule = Schedule::each_tenant("test.changed", expression, "UTC", job(1)).unwrap();
        let process = Process::with_schedules(&app, Vec::new(), vec![schedule]).await;
        until_next(&app, "test.changed", next).await;
        assert!(process.stop().await);
    }
}

/// Fails as often as it says.
struct Failing {
    fails: usize,
    ran: AtomicUsize,
    log: Log,
}

#[async_trait]
impl Chore for Failing {
    async fn run(&self, _: &Db) -> Result<String> {
        self.log.lock().unwrap().push((uuid::Uuid::nil(), json!({ "n": 0 })));
        if self.ran.fetch_add(1, Ordering::SeqCst) < self.fails {
            Err(Problem::unavailable("down", "It is down."))
        } else {
            Ok("done".into())
        }
    }
}

#[tokio::test]
async fn a_chore_runs_in_one_process_is_repeated_when_it_fails_and_given_up_until_its_next_time() {
    let (app, _) = app().await;
    let log = Log::default();
    let chore = Arc::new(Failing { fails: 5, ran: AtomicUsize::new(0), log: Arc::clone(&log) });
    let schedules = || vec![Schedule::installation("test.chore", "0 * * * *", "UTC", chore.clone()).unwrap()];
    let processes =
        [Process::with_schedules(&app, Vec::new(), schedules()).await, Process::with_schedules(&app, Vec::new(), schedules()).await];
    until_next(&app, "test.chore", "2026-03-10T11:00:00Z").await;
    app.advance(TimeDelta::hours(1));
    let state = async || -> (i32, Option<String>, Option<String>, bool) {
        sqlx::query_as("SELECT attempt, last_error, last_result, worker IS NULL FROM job_schedules WHERE name = 'test.chore'")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap()
    };
    let error = Some("503 down: It is down.".to_owned());
    for attempt in 1..=4 {
        wait_until(&format!("attempt {attempt} failed"), || async {
            (state().await == (attempt, error.clone(), None, true)).then_some(())
        })
        .await;
        app.advance(TimeDelta::seconds(20));
    }
    wait_until("it is given up", || async { (state().await == (0, error.clone(), None, true)).then_some(()) }).await;
    until_next(&app, "test.chore", "2026-03-10T12:00:00Z").await;
    app.advance(TimeDelta::hours(1));
    wait_until("it is done", || async { (state().await == (0, None, Some("done".into()), true)).then_some(()) }).await;
    assert_eq!(log.lock().unwrap().len(), 6);
    for process in processes {
        assert!(process.stop().await);
    }
}

#[tokio::test]
async fn a_dead_workers_chore_is_taken_over() {
    let (app, _) = app().await;
    let log: Log = Arc::new(Mutex::default());
    let chore = Arc::new(Failing { fails: 0, ran: AtomicUsize::new(0), log: Arc::clone(&log) });
    let schedules = || vec![Schedule::installation("test.chore", "0 * * * *", "UTC", chore.clone()).unwrap()];
    let process = Process::with_schedules(&app, Vec::new(), schedules()).await;
    until_next(&app, "test.chore", "2026-03-10T11:00:00Z").await;
    sqlx::query("UPDATE job_schedules SET worker = 'dealsmart dead', lease_until = $1, attempt = 1 WHERE name = 'test.chore'")
        .bind(app.now() - TimeDelta::seconds(1))
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    until_logged(&log, 1).await;
    assert!(process.stop().await);
}

/// The program's own.
#[tokio::test]
async fn dead_letters_go_when_they_are_old() {
    let app = TestApp::start().await;
    let tenant = app.register("Northwind").await.tenant_id;
    let mut superuser = app.superuser().await;
    for (n, days) in [(1, 40), (2, 31), (3, 29)] {
        sqlx::query(
            "INSERT INTO jobs (tenant_id, id, kind, payload, state, run_at, failed_at, created_at)
             VALUES ($1, gen_random_uuid(), 'test.none', jsonb_build_object('n', $2::int), 'failed', $3, $3, $3)",
        )
        .bind(tenant)
        .bind(n)
        .bind(app.now() - TimeDelta::days(days))
        .execute(&mut superuser)
        .await
        .unwrap();
    }
    until_next(&app, "jobs.prune_failed", "2026-03-11T03:20:00Z").await;
    // The third is not old enough, and will not be by then.
    app.advance(TimeDelta::hours(18));
    until_jobs(&app, tenant, &["3 failed 0"]).await;
    let result = wait_until("it is written down", || async {
        let result: Option<String> = sqlx::query_scalar("SELECT last_result FROM job_schedules WHERE name = 'jobs.prune_failed'")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
        result
    })
    .await;
    assert_eq!(result, "2 failed jobs older than 30 days removed");
}

#[test]
fn every_schedule_of_the_program_has_a_time() {
    for schedule in [jobs::schedules(30).unwrap(), tenancy::schedules().unwrap()] {
        assert!(!schedule.is_empty());
    }
    assert!(Cron::parse("0 9 * * MON-FRI", "Asia/Kolkata").is_ok());
    assert!(Schedule::each_tenant("x", "never", "UTC", NewJob::new(KIND, json!({}))).is_err());
}
