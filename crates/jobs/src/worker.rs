use crate::job::{Handler, Job};
use chrono::{DateTime, Utc};
use kernel::{
    Db, Problem, Result, Tasks,
    record::{CommitListener, CommittedEvent},
};
use sqlx::postgres::types::PgInterval;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// How long a claim holds without a sign of life, in seconds.
const LEASE_SECONDS: i64 = 20;
/// How long a worker that is not connected may be silent before its jobs are taken.
const SILENCE_SECONDS: i64 = 8;
const HEARTBEAT: Duration = Duration::from_secs(5);
/// How long a job may wait when nobody in this process knows of it.
const POLL: Duration = Duration::from_millis(1000);

/// Job kinds that share a number of places, so that heavy work never takes those of quick work.
pub struct Queue {
    name: &'static str,
    places: usize,
    handlers: HashMap<&'static str, Arc<dyn Handler>>,
}

impl Queue {
    #[must_use]
    pub fn new(name: &'static str, places: usize) -> Self {
        Self { name, places, handlers: HashMap::new() }
    }
    #[must_use]
    pub fn on(mut self, kind: &'static str, handler: Arc<dyn Handler>) -> Self {
        self.handlers.insert(kind, handler);
        self
    }
}

/// Claims and runs jobs.
pub struct Worker {
    id: String,
    db: Db,
    wake: HashMap<&'static str, Arc<Notify>>,
    running: Arc<Mutex<HashSet<Uuid>>>,
}

impl Worker {
    /// Starts the queues' loops. `id` names this process in the jobs that it holds.
    #[must_use]
    pub fn start(db: &Db, tasks: &Tasks, id: String, queues: Vec<Queue>) -> Arc<Self> {
        let wake = queues
            .iter()
            .flat_map(|queue| {
                let notify = Arc::new(Notify::new());
                queue.handlers.keys().map(move |kind| (*kind, Arc::clone(&notify))).collect::<Vec<_>>()
            })
            .collect();
        let worker = Arc::new(Self { id, db: db.clone(), wake, running: Arc::default() });
        for queue in queues {
            tasks.spawn("jobs", Arc::clone(&worker).claim_loop(queue, tasks.clone()));
        }
        tasks.spawn("job leases", Arc::clone(&worker).lease_loop(tasks.clone()));
        worker
    }

    async fn claim_loop(self: Arc<Self>, queue: Queue, tasks: Tasks) {
        let stopping = tasks.stopping();
        let kinds: Vec<String> = queue.handlers.keys().map(|kind| (*kind).to_owned()).collect();
        let places = Arc::new(Semaphore::new(queue.places));
        let handlers = Arc::new(queue.handlers);
        let Some(wake) = handlers.keys().next().and_then(|kind| self.wake.get(kind)).cloned() else { return };
        loop {
            if stopping.is_cancelled() {
                break;
            }
            // Wait for one place, then claim for all that are free.
            let Ok(first) = Arc::clone(&places).acquire_owned().await else { break };
            let mut permits: Vec<OwnedSemaphorePermit> = vec![first];
            while let Ok(permit) = Arc::clone(&places).try_acquire_owned() {
                permits.push(permit);
            }
            let claimed = match self.claim(&kinds, permits.len()).await {
                Ok(jobs) => jobs,
                Err(problem) => {
                    tracing::warn!(queue = queue.name, %problem, "could not claim jobs");
                    tokio::select! { () = tokio::time::sleep(POLL) => {}, () = stopping.cancelled() => {} }
                    continue;
                }
            };
            let empty = claimed.is_empty();
            for job in claimed {
                let (Some(permit), Some(handler)) = (permits.pop(), handlers.get(job.kind.as_str())) else { continue };
                let (worker, handler) = (Arc::clone(&self), Arc::clone(handler));
                self.running().insert(job.id);
                tasks.spawn("job", async move {
                    worker.run(handler, &job).await;
                    worker.running().remove(&job.id);
                    drop(permit);
                });
            }
            drop(permits);
            if empty {
                tokio::select! {
                    () = wake.notified() => {}
                    () = tokio::time::sleep(POLL) => {}
                    () = stopping.cancelled() => {}
                }
            }
        }
    }

    async fn claim(&self, kinds: &[String], places: usize) -> Result<Vec<Job>> {
        let rows = sqlx::query!(
            r#"SELECT tenant_id AS "tenant_id!", id AS "id!", kind AS "kind!", payload AS "payload!", attempt AS "attempt!", max_attempts AS "max_attempts!"
               FROM app.claim_jobs($1, $2, $3, $4, $5)"#,
            self.id,
            kinds,
            i32::try_from(places).unwrap_or(1),
            self.now(),
            lease()
        )
        .fetch_all(self.db.outside_tenants())
        .await?;
        Ok(rows
            .into_iter()
            .map(|r| Job {
                id: r.id,
                tenant_id: r.tenant_id,
                kind: r.kind,
                payload: r.payload,
                attempt: r.attempt,
                max_attempts: r.max_attempts,
            })
            .collect())
    }

    #[allow(clippy::disallowed_methods, reason = "the task is awaited right here")]
    async fn run(&self, handler: Arc<dyn Handler>, job: &Job) {
        let started = std::time::Instant::now();
        // A task of its own, so that a panic in a handler is a failed attempt and nothing more.
        let attempt = {
            let job = job.clone();
            tokio::spawn(async move { handler.run(&job).await })
        };
        let outcome = match attempt.await {
            Ok(outcome) => outcome,
            Err(error) => Err(Problem::internal(format!("the job's handler panicked: {error}"))),
        };
        metrics::histogram!("dealsmart_job_seconds", "kind" => job.kind.clone()).record(started.elapsed().as_secs_f64());
        let ended = match &outcome {
            Ok(()) => self.remove(job).await,
            Err(problem) => {
                tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempt, tenant = %job.tenant_id, %problem, "job failed");
                self.put_back(job, problem).await
            }
        };
        if let Err(problem) = ended {
            // The lease runs out and the job comes back.
            tracing::warn!(job = %job.id, %problem, "could not end a job");
        }
    }

    /// Removes a job whose handler did not do so itself.
    async fn remove(&self, job: &Job) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        sqlx::query!(
            "DELETE FROM jobs WHERE tenant_id = $1 AND id = $2 AND state = 'running' AND attempt = $3",
            job.tenant_id,
            job.id,
            job.attempt
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }

    async fn put_back(&self, job: &Job, problem: &Problem) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let state = if job.is_last_attempt() { "failed" } else { "queued" };
        let run_at = self.now() + backoff(job.attempt);
        // A queued twin with the same unique key keeps the key.
        sqlx::query!(
            "UPDATE jobs SET state = $4, run_at = $5, last_error = $6, worker = NULL, lease_until = NULL, unique_key = NULL
             WHERE tenant_id = $1 AND id = $2 AND state = 'running' AND attempt = $3",
            job.tenant_id,
            job.id,
            job.attempt,
            state,
            run_at,
            problem.to_string()
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }

    /// Keeps this process's jobs and frees those of processes that died.
    async fn lease_loop(self: Arc<Self>, tasks: Tasks) {
        let stopping = tasks.stopping();
        loop {
            let ids: Vec<Uuid> = self.running().iter().copied().collect();
            if stopping.is_cancelled() && ids.is_empty() {
                break;
            }
            if let Err(error) = self.keep_and_recover(&ids).await {
                tracing::warn!(%error, "could not extend the leases of jobs");
            }
            let pause = if stopping.is_cancelled() { Duration::from_millis(200) } else { HEARTBEAT };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = stopping.cancelled(), if !stopping.is_cancelled() => {}
            }
        }
    }

    async fn keep_and_recover(&self, ids: &[Uuid]) -> Result<(), sqlx::Error> {
        let pool = self.db.outside_tenants();
        if !ids.is_empty() {
            sqlx::query_scalar!("SELECT app.extend_leases($1, $2, $3, $4)", self.id, ids, self.now(), lease()).fetch_one(pool).await?;
        }
        let living = self.living(pool).await?;
        let now = self.now();
        // A lease that was extended at the last heartbeat but one ends there.
        let last_sign = now + chrono::Duration::seconds(LEASE_SECONDS.saturating_sub(SILENCE_SECONDS));
        let freed = sqlx::query_scalar!(r#"SELECT app.recover_jobs($1, $2, $3) AS "freed!""#, now, living.as_deref(), last_sign)
            .fetch_one(pool)
            .await?;
        if freed > 0 {
            tracing::info!(freed, "jobs of a dead worker went back to the queue");
            self.wake.values().for_each(|notify| notify.notify_one());
        }
        Ok(())
    }

    /// The processes that are connected now. None when they cannot be told: a login that takes the program's role does
    /// not see even itself.
    async fn living(&self, pool: &sqlx::PgPool) -> Result<Option<Vec<String>>, sqlx::Error> {
        let names = sqlx::query_scalar!(
            r#"SELECT DISTINCT application_name AS "name!" FROM pg_stat_activity WHERE datname = current_database() AND application_name IS NOT NULL"#
        )
        .fetch_all(pool)
        .await?;
        Ok(names.contains(&self.id).then_some(names))
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashSet<Uuid>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> DateTime<Utc> {
        self.db.clock().now()
    }
}

/// Wakes the queues of a process when one of its own transactions enqueued something.
impl CommitListener for Worker {
    fn events(&self, _: Uuid, _: &[CommittedEvent]) {}
    fn jobs(&self, kinds: &[&'static str]) {
        for kind in kinds {
            if let Some(notify) = self.wake.get(kind) {
                notify.notify_one();
            }
        }
    }
}

fn lease() -> PgInterval {
    PgInterval { months: 0, days: 0, microseconds: LEASE_SECONDS.saturating_mul(1_000_000) }
}

/// 1 s, 2 s, 4 s … up to ten minutes.
fn backoff(attempt: i32) -> chrono::Duration {
    let doublings = u32::try_from(attempt.saturating_sub(1)).unwrap_or(0).min(10);
    chrono::Duration::seconds(2_i64.saturating_pow(doublings).min(600))
}

/// Jobs of the whole installation by state.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub queued: i64,
    pub running: i64,
    pub failed: i64,
}

/// # Errors
/// When the database is not there.
pub async fn counts(db: &Db) -> Result<Counts> {
    let rows = sqlx::query!(r#"SELECT state AS "state!", jobs AS "jobs!" FROM app.job_counts()"#).fetch_all(db.outside_tenants()).await?;
    let mut counts = Counts::default();
    for row in rows {
        match row.state.as_str() {
            "queued" => counts.queued = row.jobs,
            "running" => counts.running = row.jobs,
            _ => counts.failed = row.jobs,
        }
    }
    Ok(counts)
}
