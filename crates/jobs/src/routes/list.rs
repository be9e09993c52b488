use super::view::{JobState, JobView, Row};
use crate::directory::Directory;
use axum::Extension;
use kernel::{Can, Cursor, Data, Page, PageQuery, PathId, Problem, Query, Result, TenantTx, grants};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct JobFilter {
    pub state: Option<JobState>,
    pub kind: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// The workspace's jobs, the newest first. Those that are done are gone.
#[utoipa::path(get, path = "/jobs", tag = "jobs", security(("bearer" = [])), params(JobFilter), responses((status = 200, body = Page<JobView>)))]
pub(crate) async fn list_jobs(
    ctx: Can<grants::JobsRead>,
    Extension(directory): Extension<Directory>,
    Query(filter): Query<JobFilter>,
) -> Result<Page<JobView>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let mut tx = ctx.tenant_tx().await?;
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, kind, state, priority, attempt, max_attempts, created_at, run_at, started_at, failed_at, cancel_at, progress,
           progress_note, last_error, payload
         FROM jobs
         WHERE tenant_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR kind = $3) AND ($4::uuid IS NULL OR id < $4)
         ORDER BY id DESC LIMIT $5",
        tx.tenant_id(),
        filter.state.map(JobState::as_str),
        filter.kind,
        cursor.map(|cursor| cursor.id),
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let jobs = rows.into_iter().map(|row| row.shown(&directory)).collect();
    Ok(Page::new(jobs, limit, |job: &JobView| Cursor::text("", job.id)))
}

/// One job.
#[utoipa::path(get, path = "/jobs/{id}", tag = "jobs", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<JobView>)))]
pub(crate) async fn get_job(
    ctx: Can<grants::JobsRead>,
    Extension(directory): Extension<Directory>,
    PathId(id): PathId,
) -> Result<Data<JobView>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: row(&mut tx, id).await?.shown(&directory) })
}

pub(crate) async fn row(tx: &mut TenantTx, id: Uuid) -> Result<Row> {
    sqlx::query_as!(
        Row,
        "SELECT id, kind, state, priority, attempt, max_attempts, created_at, run_at, started_at, failed_at, cancel_at, progress,
           progress_note, last_error, payload
         FROM jobs WHERE tenant_id = $1 AND id = $2",
        tx.tenant_id(),
        id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("job"))
}

/// How many jobs of a kind are in each state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct JobCounts {
    pub kind: String,
    pub queue: Option<String>,
    pub scheduled: i64,
    pub queued: i64,
    pub running: i64,
    pub failed: i64,
}

impl JobCounts {
    pub(crate) fn add(&mut self, state: &str, jobs: i64) {
        let count = match state {
            "scheduled" => &mut self.scheduled,
            "running" => &mut self.running,
            "failed" => &mut self.failed,
            _ => &mut self.queued,
        };
        *count = count.saturating_add(jobs);
    }
}

/// How many jobs the workspace has, by kind and state. Kinds without any are left out.
#[utoipa::path(get, path = "/jobs/counts", tag = "jobs", security(("bearer" = [])), responses((status = 200, body = Data<Vec<JobCounts>>)))]
pub(crate) async fn count_jobs(ctx: Can<grants::JobsRead>, Extension(directory): Extension<Directory>) -> Result<Data<Vec<JobCounts>>> {
    let mut tx = ctx.tenant_tx().await?;
    let rows = sqlx::query!(
        r#"SELECT kind, state, count(*) AS "jobs!" FROM jobs WHERE tenant_id = $1 GROUP BY kind, state ORDER BY kind"#,
        tx.tenant_id()
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut counts: Vec<JobCounts> = Vec::new();
    for row in rows {
        if counts.last().is_none_or(|last| last.kind != row.kind) {
            let queue = directory.queue(&row.kind).map(str::to_owned);
            counts.push(JobCounts { kind: row.kind.clone(), queue, ..JobCounts::default() });
        }
        if let Some(last) = counts.last_mut() {
            last.add(&row.state, row.jobs);
        }
    }
    Ok(Data { data: counts })
}
