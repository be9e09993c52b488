//! What recurs. Code declares a schedule; the table `job_schedules` remembers when it is due and how it went, and is what workers
//! agree through: whoever moves `next_at` on, or takes the lease, has fired it.

use crate::{
    cron::{Cron, CronError},
    retry::backoff,
    worker::{HEARTBEAT, POLL, Worker, lease},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use kernel::{Db, NewJob, Problem, Result};
use std::{panic::AssertUnwindSafe, sync::Arc};
use uuid::Uuid;

/// A run that failed, or whose process died, so often is left until its next time.
const MOST_ATTEMPTS: i32 = 5;

/// Work for the installation, under one tenant or none.
#[async_trait]
pub trait Chore: Send + Sync {
    /// What was done, in a few words for the operator. It may run more than once.
    ///
    /// # Errors
    /// Any error makes it run again after a while, five times in all, and then at its next time.
    async fn run(&self, db: &Db) -> Result<String>;
}

#[derive(Clone)]
pub(crate) enum Work {
    EachTenant(NewJob),
    Installation(Arc<dyn Chore>),
}

/// Something that recurs.
#[derive(Clone)]
pub struct Schedule {
    pub(crate) name: &'static str,
    pub(crate) cron: Cron,
    pub(crate) work: Work,
}

impl Schedule {
    /// Enqueues `job` in every tenant. A tenant that still waits for the one before gets no second one.
    ///
    /// # Errors
    /// For a cron expression or a time zone that is none.
    pub fn each_tenant(name: &'static str, expression: &str, zone: &str, job: NewJob) -> Result<Self, CronError> {
        Ok(Self { name, cron: Cron::parse(expression, zone)?, work: Work::EachTenant(job) })
    }

    /// Runs `chore` in one of the processes.
    ///
    /// # Errors
    /// For a cron expression or a time zone that is none.
    pub fn installation(name: &'static str, expression: &str, zone: &str, chore: Arc<dyn Chore>) -> Result<Self, CronError> {
        Ok(Self { name, cron: Cron::parse(expression, zone)?, work: Work::Installation(chore) })
    }
}

struct Due {
    name: String,
    next_at: DateTime<Utc>,
    /// Whose lease ran out, if someone began and did not end.
    abandoned: bool,
    attempt: i32,
}

pub(crate) async fn run(worker: Arc<Worker>, schedules: Vec<Schedule>) {
    let stopping = worker.tasks.stopping();
    let mut known = false;
    while !stopping.is_cancelled() {
        let looked = async {
            if !known {
                remember(&worker, &schedules).await?;
                known = true;
            }
            look(&worker, &schedules).await
        };
        if let Err(problem) = looked.await {
            tracing::debug!(%problem, "could not look at the schedules");
        }
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            () = worker.schedules.notified() => {}
            () = stopping.cancelled() => {}
        }
    }
}

/// Writes down what is new, and what has another expression than before.
async fn remember(worker: &Worker, schedules: &[Schedule]) -> Result<()> {
    for Schedule { name, cron, .. } in schedules {
        let next = cron.after(worker.now()).map_err(Problem::internal)?;
        sqlx::query!(
            "INSERT INTO job_schedules AS s (name, expression, time_zone, next_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (name) DO UPDATE SET expression = excluded.expression, time_zone = excluded.time_zone, next_at = excluded.next_at
             WHERE (s.expression, s.time_zone) <> (excluded.expression, excluded.time_zone)",
            *name,
            cron.expression(),
            cron.zone(),
            next
        )
        .execute(worker.db.outside_tenants())
        .await?;
    }
    Ok(())
}

async fn look(worker: &Arc<Worker>, schedules: &[Schedule]) -> Result<()> {
    let names: Vec<String> = schedules.iter().map(|schedule| schedule.name.to_owned()).collect();
    let due = sqlx::query_as!(
        Due,
        r#"SELECT name, next_at, worker IS NOT NULL AS "abandoned!", attempt FROM job_schedules
           WHERE name = ANY ($1) AND ((worker IS NULL AND next_at <= $2) OR lease_until < $2)"#,
        &names,
        worker.now()
    )
    .fetch_all(worker.db.outside_tenants())
    .await?;
    for due in due {
        let Some(schedule) = schedules.iter().find(|schedule| schedule.name == due.name) else { continue };
        // All times that were missed are made up for by one.
        let next = schedule.cron.after(worker.now()).map_err(Problem::internal)?;
        match &schedule.work {
            Work::EachTenant(job) => fire(worker, schedule.name, &due, next, job).await?,
            Work::Installation(chore) => begin(worker, schedule.name, &due, next, Arc::clone(chore)).await?,
        }
    }
    Ok(())
}

async fn fire(worker: &Worker, name: &'static str, due: &Due, next: DateTime<Utc>, job: &NewJob) -> Result<()> {
    let (db, now) = (&worker.db, worker.now());
    let tenants = sqlx::query_scalar!(r#"SELECT tenant_id AS "tenant_id!" FROM app.all_tenants()"#).fetch_all(db.outside_tenants()).await?;
    let ids: Vec<Uuid> = tenants.iter().map(|_| db.clock().id()).collect();
    let made = sqlx::query_scalar!(
        "SELECT app.fire_schedule($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        name,
        due.next_at,
        next,
        now,
        &tenants,
        &ids,
        job.kind,
        job.payload,
        job.priority,
        job.max_attempts
    )
    .fetch_one(db.outside_tenants())
    .await?;
    if let Some(jobs) = made {
        tracing::info!(schedule = name, jobs, "fired");
        worker.wake([job.kind]);
    }
    Ok(())
}

async fn begin(worker: &Arc<Worker>, name: &'static str, due: &Due, next: DateTime<Utc>, chore: Arc<dyn Chore>) -> Result<()> {
    let given_up = due.abandoned && due.attempt >= MOST_ATTEMPTS;
    let attempt = sqlx::query_scalar!(
        "UPDATE job_schedules SET worker = $2, lease_until = $3::timestamptz + $4::interval, next_at = $5, last_started_at = $3,
           last_ended_at = NULL, attempt = attempt + 1
         WHERE name = $1 AND ((worker IS NULL AND next_at = $6) OR lease_until < $3) RETURNING attempt",
        name,
        &*worker.id,
        worker.now(),
        lease(),
        next,
        due.next_at
    )
    .fetch_optional(worker.db.outside_tenants())
    .await?;
    let Some(attempt) = attempt else { return Ok(()) };
    if given_up {
        return end(worker, name, MOST_ATTEMPTS, Err(Problem::unavailable("worker_gone", "The processes that ran it went away."))).await;
    }
    let worker = Arc::clone(worker);
    worker.tasks.clone().spawn("chore", async move {
        let result = run_under_lease(&worker, name, chore.as_ref()).await;
        if let Err(problem) = end(&worker, name, attempt, result).await {
            // The lease runs out, and it runs once more.
            tracing::warn!(schedule = name, %problem, "could not write down how a chore ended");
        }
    });
    Ok(())
}

async fn run_under_lease(worker: &Worker, name: &str, chore: &dyn Chore) -> Result<String> {
    let mut work = std::pin::pin!(AssertUnwindSafe(chore.run(&worker.db)).catch_unwind());
    let mut beat = tokio::time::interval(HEARTBEAT);
    loop {
        tokio::select! {
            result = &mut work => return result.unwrap_or_else(|_| Err(Problem::internal("a chore panicked"))),
            _ = beat.tick() => {
                let kept = sqlx::query!(
                    "UPDATE job_schedules SET lease_until = $3::timestamptz + $4::interval WHERE name = $1 AND worker = $2",
                    name,
                    &*worker.id,
                    worker.now(),
                    lease()
                );
                if let Err(error) = kept.execute(worker.db.outside_tenants()).await {
                    tracing::debug!(%error, "could not keep a chore's lease");
                }
            }
        }
    }
}

async fn end(worker: &Worker, name: &str, attempt: i32, result: Result<String>) -> Result<()> {
    let now = worker.now();
    let (result, error) = match result {
        Ok(result) => (Some(result), None),
        Err(problem) => {
            tracing::warn!(schedule = name, attempt, %problem, "a chore failed");
            (None, Some(problem.to_string()))
        }
    };
    let again = (error.is_some() && attempt < MOST_ATTEMPTS).then(|| now + backoff(Uuid::nil(), attempt));
    sqlx::query!(
        "UPDATE job_schedules SET worker = NULL, lease_until = NULL, last_ended_at = $3, last_result = $4, last_error = $5,
           attempt = CASE WHEN $6::timestamptz IS NULL THEN 0 ELSE attempt END, next_at = least(next_at, $6)
         WHERE name = $1 AND worker = $2",
        name,
        &*worker.id,
        now,
        result,
        error,
        again
    )
    .execute(worker.db.outside_tenants())
    .await?;
    Ok(())
}
