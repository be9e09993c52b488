//! Keeps this process's jobs, frees those of processes that died, and at the end gives back what is left.

use crate::{
    backlog::{self, Backlog},
    worker::{HEARTBEAT, LEASE_SECONDS, Worker, lease},
};
use kernel::Result;
use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long a worker that is not connected may be silent before its jobs are taken.
const SILENCE_SECONDS: i64 = 8;
/// How long handlers may go on when the program stops; then their jobs are given back. Less than the program waits for its tasks.
const GRACE: Duration = Duration::from_secs(6);
/// Heartbeats between two looks at the backlog, for the metrics.
const BEATS_PER_LOOK: u32 = 3;

/// `queues` says which queue each kind is in.
pub(crate) async fn run(worker: Arc<Worker>, queues: BTreeMap<&'static str, &'static str>) {
    let stopping = worker.tasks.stopping();
    let mut beats = 0_u32;
    while !stopping.is_cancelled() {
        if let Err(problem) = keep_and_recover(&worker).await {
            tracing::warn!(%problem, "could not extend the leases of jobs");
        }
        worker.figures.flush(&worker.db).await;
        if beats.is_multiple_of(BEATS_PER_LOOK) {
            show(&worker, &queues).await;
        }
        beats = beats.wrapping_add(1);
        tokio::select! { () = tokio::time::sleep(HEARTBEAT) => {}, () = stopping.cancelled() => {} }
    }
    wind_up(&worker).await;
    worker.figures.flush(&worker.db).await;
    worker.at_rest.cancel();
}

async fn keep_and_recover(worker: &Worker) -> Result<()> {
    let pool = worker.db.outside_tenants();
    let held = worker.held();
    if !held.is_empty() {
        let (tenants, ids, attempts) = columns(&held);
        let kept = sqlx::query!(
            r#"SELECT id AS "id!", attempt AS "attempt!", cancelled AS "cancelled!" FROM app.extend_leases($1, $2, $3, $4, $5, $6)"#,
            &*worker.id,
            &tenants,
            &ids,
            &attempts,
            worker.now(),
            lease()
        )
        .fetch_all(pool)
        .await?;
        for row in kept.iter().filter(|row| row.cancelled) {
            worker.stop(row.id);
        }
        let mine: HashSet<(Uuid, i32)> = kept.iter().map(|row| (row.id, row.attempt)).collect();
        let running = worker.running();
        // Another worker's by now, or removed by its own handler just now, which ends it anyway.
        for lost in held.iter().map(|(_, id, attempt)| (*id, *attempt)).filter(|mark| !mine.contains(mark)) {
            if let Some(lost) = running.get(&lost) {
                lost.held.stop.cancel();
            }
        }
    }
    let living = living(worker).await?;
    let now = worker.now();
    // A lease that was extended at the last heartbeat but one ends there.
    let last_sign = now + chrono::Duration::seconds(LEASE_SECONDS.saturating_sub(SILENCE_SECONDS));
    let freed = sqlx::query_scalar!(r#"SELECT app.recover_jobs($1, $2, $3) AS "freed!""#, now, living.as_deref(), last_sign)
        .fetch_one(pool)
        .await?;
    if freed > 0 {
        tracing::info!(freed, "jobs of a dead worker went back to the queue");
        worker.wake_all();
    }
    Ok(())
}

/// The processes that are connected now. None when they cannot be told: a login that takes the program's role does
/// not see even itself.
async fn living(worker: &Worker) -> Result<Option<Vec<String>>, sqlx::Error> {
    let names = sqlx::query_scalar!(
        r#"SELECT DISTINCT application_name AS "name!" FROM pg_stat_activity WHERE datname = current_database() AND application_name IS NOT NULL"#
    )
    .fetch_all(worker.db.outside_tenants())
    .await?;
    Ok(names.iter().any(|name| **name == *worker.id).then_some(names))
}

/// Waits for what is under way, and gives back what takes too long.
async fn wind_up(worker: &Worker) {
    let began = Instant::now();
    loop {
        let held = worker.held();
        if held.is_empty() && worker.claiming.load(Ordering::SeqCst) == 0 {
            return;
        }
        if began.elapsed() >= GRACE {
            match release(worker, &held).await {
                Ok(freed) => tracing::info!(freed, "jobs that did not end in time were given back"),
                Err(problem) => tracing::warn!(%problem, "could not give jobs back; their leases run out"),
            }
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Gives jobs back that were not failed and not done. Who still works on them finds at the end that they are another's.
pub(crate) async fn release(worker: &Worker, jobs: &[(Uuid, Uuid, i32)]) -> Result<i32> {
    if jobs.is_empty() {
        return Ok(0);
    }
    let (tenants, ids, attempts) = columns(jobs);
    let freed = sqlx::query_scalar!(r#"SELECT app.release_jobs($1, $2, $3, $4) AS "freed!""#, &*worker.id, &tenants, &ids, &attempts)
        .fetch_one(worker.db.outside_tenants())
        .await?;
    Ok(freed)
}

fn columns(jobs: &[(Uuid, Uuid, i32)]) -> (Vec<Uuid>, Vec<Uuid>, Vec<i32>) {
    let mut columns = (Vec::with_capacity(jobs.len()), Vec::with_capacity(jobs.len()), Vec::with_capacity(jobs.len()));
    for (tenant_id, id, attempt) in jobs {
        columns.0.push(*tenant_id);
        columns.1.push(*id);
        columns.2.push(*attempt);
    }
    columns
}

/// The backlog as metrics. What is no longer there is zero.
async fn show(worker: &Worker, queues: &BTreeMap<&'static str, &'static str>) {
    let rows = match backlog::backlog(&worker.db).await {
        Ok(rows) => rows,
        Err(problem) => {
            tracing::debug!(%problem, "could not count jobs");
            return;
        }
    };
    let now = worker.now();
    for (kind, queue) in queues {
        for state in ["scheduled", "queued", "running", "failed"] {
            let row: Option<&Backlog> = rows.iter().find(|row| row.kind == *kind && row.state == state);
            metrics::gauge!("dealsmart_jobs", "queue" => *queue, "kind" => *kind, "state" => state)
                .set(row.and_then(|row| i32::try_from(row.jobs).ok()).map_or(0.0, f64::from));
            if state == "queued" {
                let age = row.and_then(|row| row.oldest).map(|oldest| now.signed_duration_since(oldest).to_std().unwrap_or_default());
                metrics::gauge!("dealsmart_job_oldest_seconds", "queue" => *queue, "kind" => *kind)
                    .set(age.unwrap_or_default().as_secs_f64());
            }
        }
    }
}
