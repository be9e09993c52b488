use super::{
    list,
    view::{JobState, JobView, Row},
};
use crate::{directory::Directory, relay};
use axum::Extension;
use garde::Validate;
use kernel::{Audit, Can, Data, NoContent, PathId, Problem, Result, TenantTx, Valid, grants};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// The most that one call retries.
const MOST_AT_ONCE: i64 = 1_000;

/// The job, held until the transaction ends: no worker claims or ends it meanwhile.
async fn locked(tx: &mut TenantTx, id: Uuid) -> Result<Row> {
    let tenant_id = tx.tenant_id();
    sqlx::query!("SELECT id FROM jobs WHERE tenant_id = $1 AND id = $2 FOR UPDATE", tenant_id, id).fetch_optional(&mut **tx).await?;
    list::row(tx, id).await
}

fn audited(tx: &mut TenantTx, action: &'static str, job: &Row) {
    tx.audit(Audit::new(action, "job").target(job.id).before(&json!({ "kind": job.kind, "state": job.state, "attempt": job.attempt })));
}

/// Runs a failed job again, with all its attempts, or one that waits now. 409 `job_running`.
#[utoipa::path(post, path = "/jobs/{id}/retry", tag = "jobs", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<JobView>)))]
pub(crate) async fn retry_job(
    ctx: Can<grants::JobsWrite>,
    Extension(directory): Extension<Directory>,
    PathId(id): PathId,
) -> Result<Data<JobView>> {
    let mut tx = ctx.tenant_tx().await?;
    retry(&mut tx, id).await?;
    let job = list::row(&mut tx, id).await?.shown(&directory);
    tx.commit().await?;
    Ok(Data { data: job })
}

pub(crate) async fn retry(tx: &mut TenantTx, id: Uuid) -> Result<()> {
    let job = locked(tx, id).await?;
    if JobState::of(&job.state) == JobState::Running {
        return Err(running());
    }
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "UPDATE jobs SET state = 'queued', run_at = least(run_at, $3), failed_at = NULL, run_before = NULL,
           attempt = CASE WHEN state = 'failed' THEN 0 ELSE attempt END
         WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        now
    )
    .execute(&mut **tx)
    .await?;
    audited(tx, "job.retried", &job);
    relay::tell_of(tx, &job.kind).await
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CancelledJob {
    /// True when it is gone. False when it runs: it was told to stop, and is gone when it does.
    pub removed: bool,
}

/// Takes a job that waits out of its queue, or asks a running one to stop. 409 `job_failed` for one that has failed.
#[utoipa::path(post, path = "/jobs/{id}/cancel", tag = "jobs", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<CancelledJob>)))]
pub(crate) async fn cancel_job(
    ctx: Can<grants::JobsWrite>,
    Extension(directory): Extension<Directory>,
    PathId(id): PathId,
) -> Result<Data<CancelledJob>> {
    let mut tx = ctx.tenant_tx().await?;
    let data = cancel(&mut tx, &directory, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}

pub(crate) async fn cancel(tx: &mut TenantTx, directory: &Directory, id: Uuid) -> Result<CancelledJob> {
    let job = locked(tx, id).await?;
    let removed = match JobState::of(&job.state) {
        JobState::Failed => return Err(Problem::conflict("job_failed", "This job has failed. Retry it, or delete it.")),
        JobState::Scheduled | JobState::Queued => remove(tx, directory, &job).await.map(|()| true)?,
        JobState::Running => {
            let (tenant_id, now) = (tx.tenant_id(), tx.now());
            sqlx::query!("UPDATE jobs SET cancel_at = coalesce(cancel_at, $3) WHERE tenant_id = $1 AND id = $2", tenant_id, id, now)
                .execute(&mut **tx)
                .await?;
            relay::tell_to_stop(tx, id).await?;
            false
        }
    };
    audited(tx, "job.cancelled", &job);
    Ok(CancelledJob { removed })
}

/// Deletes a job that does not run. 409 `job_running`: cancel it instead.
#[utoipa::path(delete, path = "/jobs/{id}", tag = "jobs", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204)))]
pub(crate) async fn delete_job(
    ctx: Can<grants::JobsWrite>,
    Extension(directory): Extension<Directory>,
    PathId(id): PathId,
) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    delete(&mut tx, &directory, id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub(crate) async fn delete(tx: &mut TenantTx, directory: &Directory, id: Uuid) -> Result<()> {
    let job = locked(tx, id).await?;
    if JobState::of(&job.state) == JobState::Running {
        return Err(running());
    }
    remove(tx, directory, &job).await?;
    audited(tx, "job.deleted", &job);
    Ok(())
}

async fn remove(tx: &mut TenantTx, directory: &Directory, job: &Row) -> Result<()> {
    let tenant_id = tx.tenant_id();
    sqlx::query!("DELETE FROM jobs WHERE tenant_id = $1 AND id = $2", tenant_id, job.id).execute(&mut **tx).await?;
    match directory.handler(&job.kind) {
        Some(handler) if JobState::of(&job.state) != JobState::Failed => handler.removed(tx, &job.payload).await,
        _ => Ok(()),
    }
}

fn running() -> Problem {
    Problem::conflict("job_running", "This job is running. Cancel it first, or wait until it ends.")
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct RetryFailedJobs {
    /// Of this kind only.
    #[garde(length(max = 200))]
    pub kind: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RetriedJobs {
    pub retried: i64,
    /// Whether there are more; call again.
    pub more: bool,
}

/// Runs failed jobs again, the oldest first, a thousand at most.
#[utoipa::path(post, path = "/jobs/retry-failed", tag = "jobs", security(("bearer" = [])), request_body = RetryFailedJobs, responses((status = 200, body = Data<RetriedJobs>)))]
pub(crate) async fn retry_failed_jobs(ctx: Can<grants::JobsWrite>, Valid(asked): Valid<RetryFailedJobs>) -> Result<Data<RetriedJobs>> {
    let mut tx = ctx.tenant_tx().await?;
    let data = retry_failed(&mut tx, asked.kind.as_deref()).await?;
    tx.commit().await?;
    Ok(Data { data })
}

pub(crate) async fn retry_failed(tx: &mut TenantTx, kind: Option<&str>) -> Result<RetriedJobs> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let kinds = sqlx::query_scalar!(
        "WITH old AS (
           SELECT id FROM jobs WHERE tenant_id = $1 AND state = 'failed' AND ($2::text IS NULL OR kind = $2) ORDER BY id LIMIT $4 FOR UPDATE
         )
         UPDATE jobs SET state = 'queued', run_at = $3, failed_at = NULL, attempt = 0
         WHERE tenant_id = $1 AND id = ANY (ARRAY(SELECT id FROM old)) RETURNING kind",
        tenant_id,
        kind,
        now,
        MOST_AT_ONCE
    )
    .fetch_all(&mut **tx)
    .await?;
    let retried = i64::try_from(kinds.len()).unwrap_or(i64::MAX);
    tx.audit(Audit::new("jobs.retried", "jobs").after(&json!({ "kind": kind, "jobs": retried })));
    let kinds: std::collections::BTreeSet<&str> = kinds.iter().map(String::as_str).collect();
    for kind in kinds {
        relay::tell_of(tx, kind).await?;
    }
    Ok(RetriedJobs { retried, more: retried == MOST_AT_ONCE })
}
