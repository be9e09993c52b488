//! A queue's loop: waits for places, claims for them, and starts what it got.

use crate::{
    ending::Ending,
    figures::Ended,
    job::{Handler, Held, Job},
    retry::{Outcome, outcome},
    worker::{POLL, Running, Served, Worker, lease},
};
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use kernel::{Problem, Result};
use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The most that one claim takes.
const MOST: usize = 1_000;
/// How long a claim waits for more places while there is a backlog: few large claims cost less than many small ones.
const GATHER: Duration = Duration::from_millis(5);

struct Claimed {
    job: Job,
    run_at: DateTime<Utc>,
}

pub(crate) async fn run(worker: Arc<Worker>, queue: Served) {
    let stopping = worker.tasks.stopping();
    let queue = Arc::new(queue);
    let places = Arc::new(Semaphore::new(queue.places));
    // The tenant that was served last.
    let mut after = Uuid::nil();
    let mut backlog = false;
    while !stopping.is_cancelled() {
        let permits = tokio::select! {
            permits = take(&places, queue.places, backlog) => permits,
            () = stopping.cancelled() => break,
        };
        let Some(mut permits) = permits else { break };
        let limit = permits.num_permits();
        match claim(&worker, &queue, limit, &mut after).await {
            Ok(claimed) => {
                backlog = claimed.len() >= limit;
                if stopping.is_cancelled() {
                    give_back(&worker, &claimed).await;
                    break;
                }
                for claimed in claimed {
                    let Some(permit) = permits.split(1) else { break };
                    start(&worker, &queue, claimed, permit);
                }
                drop(permits);
                if !backlog {
                    wait(&queue.bell, &stopping).await;
                }
            }
            Err(problem) => {
                tracing::warn!(queue = queue.name, %problem, "could not claim jobs");
                drop(permits);
                tokio::select! { () = tokio::time::sleep(POLL) => {}, () = stopping.cancelled() => {} }
            }
        }
    }
    worker.claiming.fetch_sub(1, Ordering::SeqCst);
}

async fn wait(bell: &Notify, stopping: &CancellationToken) {
    tokio::select! {
        () = bell.notified() => {}
        () = tokio::time::sleep(POLL) => {}
        () = stopping.cancelled() => {}
    }
}

/// Every free place, at least one; while there is a backlog it waits a moment for half of them.
async fn take(places: &Arc<Semaphore>, all: usize, backlog: bool) -> Option<OwnedSemaphorePermit> {
    let some = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let half = (all.min(MOST) / 2).max(1);
    let gathered =
        if backlog && half > 1 { tokio::time::timeout(GATHER, Arc::clone(places).acquire_many_owned(some(half))).await.ok() } else { None };
    let mut permits = match gathered {
        Some(permits) => permits.ok()?,
        None => Arc::clone(places).acquire_owned().await.ok()?,
    };
    let more = places.available_permits().min(MOST.saturating_sub(permits.num_permits()));
    if more > 0
        && let Ok(more) = Arc::clone(places).try_acquire_many_owned(some(more))
    {
        permits.merge(more);
    }
    Some(permits)
}

async fn claim(worker: &Worker, queue: &Served, places: usize, after: &mut Uuid) -> Result<Vec<Claimed>> {
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let rows = sqlx::query!(
        r#"SELECT lane AS "lane!", tenant_id AS "tenant_id!", id AS "id!", kind AS "kind!", payload AS "payload!", attempt AS "attempt!",
             max_attempts AS "max_attempts!", run_at AS "run_at!"
           FROM app.claim_jobs($1, $2, $3, $4, $5, $6, $7, $8)"#,
        &*worker.id,
        queue.name,
        &queue.kinds,
        count(places),
        queue.per_tenant.map(count),
        *after,
        worker.now(),
        lease()
    )
    .fetch_all(worker.db.outside_tenants())
    .await?;
    if let Some(last) = rows.iter().max_by_key(|row| row.lane) {
        *after = last.tenant_id;
    }
    let mut running = worker.running();
    Ok(rows
        .into_iter()
        .map(|row| {
            let held = Arc::new(Held {
                db: worker.db.clone(),
                worker: Arc::clone(&worker.id),
                stop: CancellationToken::new(),
                wanted: AtomicBool::new(false),
                said: Mutex::new(None),
            });
            running.insert((row.id, row.attempt), Running { tenant_id: row.tenant_id, held: Arc::clone(&held) });
            let job = Job {
                id: row.id,
                tenant_id: row.tenant_id,
                kind: row.kind,
                payload: row.payload,
                attempt: row.attempt,
                max_attempts: row.max_attempts,
                held,
            };
            Claimed { job, run_at: row.run_at }
        })
        .collect())
}

/// What was claimed in the moment in which the program began to stop.
async fn give_back(worker: &Worker, claimed: &[Claimed]) {
    let jobs: Vec<(Uuid, Uuid, i32)> = claimed.iter().map(|Claimed { job, .. }| (job.tenant_id, job.id, job.attempt)).collect();
    if let Err(problem) = crate::lease::release(worker, &jobs).await {
        tracing::warn!(%problem, "could not give jobs back; their leases run out");
    }
    let mut running = worker.running();
    for (_, id, attempt) in jobs {
        running.remove(&(id, attempt));
    }
}

fn start(worker: &Arc<Worker>, queue: &Arc<Served>, claimed: Claimed, permit: OwnedSemaphorePermit) {
    let Some((kind, handler)) = queue.handlers.get_key_value(claimed.job.kind.as_str()) else { return };
    let (kind, handler) = (*kind, Arc::clone(handler));
    let (worker, queue) = (Arc::clone(worker), Arc::clone(queue));
    worker.tasks.clone().spawn_many(async move {
        attempt(&worker, &queue, kind, handler, claimed).await;
        drop(permit);
    });
}

async fn attempt(worker: &Worker, queue: &Served, kind: &'static str, handler: Arc<dyn Handler>, Claimed { job, run_at }: Claimed) {
    let waited = worker.now().signed_duration_since(run_at).to_std().unwrap_or_default();
    let started = Instant::now();
    // A panic in a handler is a failed attempt and nothing more.
    let result = match AssertUnwindSafe(handler.run(&job)).catch_unwind().await {
        Ok(result) => result,
        Err(panic) => Err(Problem::internal(format!("the job's handler panicked: {}", words(panic.as_ref())))),
    };
    let now = worker.now();
    if let Err(problem) = &result {
        tracing::warn!(job = %job.id, kind, attempt = job.attempt, tenant = %job.tenant_id, %problem, "job failed");
    }
    let mark = (job.id, job.attempt);
    let outcome = outcome(result, job.id, job.attempt, job.max_attempts, job.is_cancelled(), now);
    let ended = match outcome {
        Outcome::Done | Outcome::Stopped => Ended::Done,
        Outcome::Again { .. } => Ended::Retried,
        Outcome::Failed { .. } => Ended::Failed,
    };
    worker.figures.add(queue.name, kind, now, ended, waited, started.elapsed());
    let bell = queue.per_tenant.map(|_| Arc::clone(&queue.bell));
    let mut running = worker.running();
    // Nobody reads any more only when the process is about to end; the lease runs out then.
    let _ = worker.endings.send(Ending { tenant_id: job.tenant_id, id: job.id, attempt: job.attempt, outcome, bell });
    // Afterwards: who winds up waits for what is still here. Its lease is not renewed from now on, and its end is written within moments.
    running.remove(&mark);
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a word")
}
