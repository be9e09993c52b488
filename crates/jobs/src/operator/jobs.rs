use crate::{
    directory::Directory,
    routes::{
        act::{self, CancelledJob},
        view::{JobState, JobView, Row},
    },
};
use axum::Extension;
use kernel::{Cursor, Data, IsOperator, NoContent, OperatorEntry, Page, PageQuery, Problem, Query, Result, Segments, TenantTx};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A job, and whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AnyJob {
    pub tenant_id: Uuid,
    pub tenant_name: String,
    /// The process that runs it.
    pub worker: Option<String>,
    pub job: JobView,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AnyJobFilter {
    pub state: Option<JobState>,
    pub kind: Option<String>,
    pub tenant_id: Option<Uuid>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Everybody's jobs. Failed ones the newest first; others by workspace, the oldest first.
#[utoipa::path(get, path = "/admin/jobs", tag = "operator", security(("operator" = [])), params(AnyJobFilter), responses((status = 200, body = Page<AnyJob>)))]
pub(crate) async fn list_all_jobs(
    operator: IsOperator,
    Extension(directory): Extension<Directory>,
    Query(filter): Query<AnyJobFilter>,
) -> Result<Page<AnyJob>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let after_tenant = cursor.as_ref().and_then(|cursor| cursor.text.as_deref()).and_then(|text| Uuid::parse_str(text).ok());
    let mut tx = operator.tx().await?;
    let rows = sqlx::query!(
        r#"SELECT tenant_id AS "tenant_id!", tenant_name AS "tenant_name!", id AS "id!", kind AS "kind!", payload AS "payload!", state AS "state!",
             priority AS "priority!", attempt AS "attempt!", max_attempts AS "max_attempts!", created_at AS "created_at!", run_at AS "run_at!",
             started_at, failed_at, cancel_at, progress, progress_note, last_error, worker
           FROM app.operator_jobs($1, $2, $3, $4, $5, $6)"#,
        filter.state.map(JobState::as_str),
        filter.kind,
        filter.tenant_id,
        after_tenant,
        cursor.map(|cursor| cursor.id),
        i32::try_from(limit.saturating_add(1)).unwrap_or(i32::MAX)
    )
    .fetch_all(&mut *tx)
    .await?;
    let jobs = rows
        .into_iter()
        .map(|row| AnyJob {
            tenant_id: row.tenant_id,
            tenant_name: row.tenant_name,
            worker: row.worker,
            job: Row {
                id: row.id,
                kind: row.kind,
                state: row.state,
                priority: row.priority,
                attempt: row.attempt,
                max_attempts: row.max_attempts,
                created_at: row.created_at,
                run_at: row.run_at,
                started_at: row.started_at,
                failed_at: row.failed_at,
                cancel_at: row.cancel_at,
                progress: row.progress,
                progress_note: row.progress_note,
                last_error: row.last_error,
                payload: row.payload,
            }
            .shown(&directory),
        })
        .collect();
    Ok(Page::new(jobs, limit, |job: &AnyJob| Cursor::text(job.tenant_id.to_string(), job.job.id)))
}

/// Whose job, and which.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    tenant_id: Uuid,
    id: Uuid,
}

/// The job's tenant, with what is about to be done in the operator log.
async fn enter(operator: &IsOperator, Which { tenant_id, id }: Which, action: &'static str) -> Result<(TenantTx, Uuid)> {
    let mut tx = operator.tx().await?;
    let kind = sqlx::query_scalar!(r#"SELECT app.operator_job_kind($1, $2) AS "kind!""#, tenant_id, id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(|| Problem::not_found("job"))?;
    tx.log(OperatorEntry::new(action, "job").target(id, kind).tenant(tenant_id));
    Ok((tx.enter(tenant_id).await?, id))
}

/// As `retry_job`, in any workspace.
#[utoipa::path(post, path = "/admin/jobs/{tenant_id}/{id}/retry", tag = "operator", security(("operator" = [])), params(("tenant_id" = Uuid, Path), ("id" = Uuid, Path)), responses((status = 204)))]
pub(crate) async fn retry_any_job(operator: IsOperator, Segments(which): Segments<Which>) -> Result<NoContent> {
    let (mut tx, id) = enter(&operator, which, "job.retried").await?;
    act::retry(&mut tx, id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// As `cancel_job`, in any workspace.
#[utoipa::path(post, path = "/admin/jobs/{tenant_id}/{id}/cancel", tag = "operator", security(("operator" = [])), params(("tenant_id" = Uuid, Path), ("id" = Uuid, Path)), responses((status = 200, body = Data<CancelledJob>)))]
pub(crate) async fn cancel_any_job(
    operator: IsOperator,
    Extension(directory): Extension<Directory>,
    Segments(which): Segments<Which>,
) -> Result<Data<CancelledJob>> {
    let (mut tx, id) = enter(&operator, which, "job.cancelled").await?;
    let data = act::cancel(&mut tx, &directory, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}

/// As `delete_job`, in any workspace.
#[utoipa::path(delete, path = "/admin/jobs/{tenant_id}/{id}", tag = "operator", security(("operator" = [])), params(("tenant_id" = Uuid, Path), ("id" = Uuid, Path)), responses((status = 204)))]
pub(crate) async fn delete_any_job(
    operator: IsOperator,
    Extension(directory): Extension<Directory>,
    Segments(which): Segments<Which>,
) -> Result<NoContent> {
    let (mut tx, id) = enter(&operator, which, "job.deleted").await?;
    act::delete(&mut tx, &directory, id).await?;
    tx.commit().await?;
    Ok(NoContent)
}
