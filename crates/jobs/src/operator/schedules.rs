use chrono::{DateTime, Utc};
use kernel::{IsOperator, Page, Result};
use serde::Serialize;
use utoipa::ToSchema;

/// What recurs, and how it went last.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobSchedule {
    pub name: String,
    /// Five fields, as cron has them.
    pub expression: String,
    pub time_zone: String,
    pub next_at: DateTime<Utc>,
    pub last_started_at: Option<DateTime<Utc>>,
    pub last_ended_at: Option<DateTime<Utc>>,
    pub last_result: Option<String>,
    pub last_error: Option<String>,
}

/// Every schedule of the installation.
#[utoipa::path(get, path = "/admin/jobs/schedules", tag = "operator", security(("operator" = [])), responses((status = 200, body = Page<JobSchedule>)))]
pub(crate) async fn list_job_schedules(operator: IsOperator) -> Result<Page<JobSchedule>> {
    let mut tx = operator.tx().await?;
    let schedules = sqlx::query_as!(
        JobSchedule,
        "SELECT name, expression, time_zone, next_at, last_started_at, last_ended_at, last_result, last_error FROM job_schedules ORDER BY name"
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::whole(schedules))
}
