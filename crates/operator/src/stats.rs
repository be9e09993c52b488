//! The installation in figures.

use crate::Shared;
use axum::Extension;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use kernel::{Data, IsOperator, OperatorTx, Result};
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::Mutex;
use utoipa::ToSchema;

/// Days that are shown one by one, today included.
const DAYS: i64 = 30;
/// Figures are as old as this at most: whole tables are counted for them.
const KEPT_SECONDS: i64 = 30;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InstallationStats {
    pub tenants: i64,
    pub tenants_suspended: i64,
    pub users: i64,
    pub users_suspended: i64,
    pub operators: i64,
    pub conversations: i64,
    /// Not resolved.
    pub conversations_open: i64,
    pub documents: i64,
    /// Spent this month (UTC) by all tenants.
    pub ai_cost_micros: i64,
    pub jobs: JobFigures,
    pub storage: StorageFigures,
    pub versions: InstallationVersions,
    /// The last thirty days in UTC, the oldest first, today last.
    pub days: Vec<DayFigures>,
    pub counted_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JobFigures {
    pub queued: i64,
    pub running: i64,
    pub failed: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StorageFigures {
    pub database_bytes: i64,
    /// The files of documents, which are in the database.
    pub document_bytes: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InstallationVersions {
    pub dealsmart: String,
    pub postgres: String,
    /// The newest migration that the database has.
    pub migration: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DayFigures {
    pub day: NaiveDate,
    pub messages: i64,
    /// Of them, the AI's.
    pub ai_messages: i64,
    pub ai_cost_micros: i64,
    pub new_tenants: i64,
    pub new_users: i64,
}

/// What was counted last. Whoever asks while it is being counted waits for that.
#[derive(Default)]
pub(crate) struct Counted(Mutex<Option<InstallationStats>>);

/// Tenants, users, conversations, messages per day, AI cost, jobs, storage and versions; up to half a minute old.
#[utoipa::path(get, path = "/admin/stats", tag = "operator", security(("operator" = [])), responses((status = 200, body = Data<InstallationStats>)))]
pub async fn admin_get_stats(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    Extension(counted): Extension<Arc<Counted>>,
) -> Result<Data<InstallationStats>> {
    let mut tx = operator.tx().await?;
    let mut kept = counted.0.lock().await;
    let now = tx.now();
    if let Some(stats) = kept.as_ref().filter(|stats| now - stats.counted_at < Duration::seconds(KEPT_SECONDS)) {
        return Ok(Data { data: stats.clone() });
    }
    let jobs = jobs::counts(&operator.kernel().db).await?;
    let jobs = JobFigures { queued: jobs.queued, running: jobs.running, failed: jobs.failed };
    let stats = count(&mut tx, &shared, jobs).await?;
    *kept = Some(stats.clone());
    Ok(Data { data: stats })
}

async fn count(tx: &mut OperatorTx, shared: &Shared, jobs: JobFigures) -> Result<InstallationStats> {
    let now = tx.now();
    let figures = sqlx::query!(
        r#"SELECT tenants AS "tenants!", tenants_suspended AS "tenants_suspended!", users AS "users!", users_suspended AS "users_suspended!",
             operators AS "operators!", conversations AS "conversations!", conversations_open AS "conversations_open!", documents AS "documents!",
             document_bytes AS "document_bytes!", cost_micros AS "cost_micros!", database_bytes AS "database_bytes!",
             current_setting('server_version') AS "postgres!"
           FROM app.operator_figures($1)"#,
        now
    )
    .fetch_one(&mut **tx)
    .await?;
    let days = sqlx::query_as!(
        DayFigures,
        r#"SELECT day AS "day!", messages AS "messages!", ai_messages AS "ai_messages!", cost_micros AS "ai_cost_micros!",
             new_tenants AS "new_tenants!", new_users AS "new_users!"
           FROM app.operator_days($1, $2)"#,
        now - Duration::days(DAYS.saturating_sub(1)),
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    // sqlx makes this table itself, so there is none to check the query against at compile time.
    let migration: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success").fetch_one(&mut **tx).await?;
    Ok(InstallationStats {
        tenants: figures.tenants,
        tenants_suspended: figures.tenants_suspended,
        users: figures.users,
        users_suspended: figures.users_suspended,
        operators: figures.operators,
        conversations: figures.conversations,
        conversations_open: figures.conversations_open,
        documents: figures.documents,
        ai_cost_micros: figures.cost_micros,
        jobs,
        storage: StorageFigures { database_bytes: figures.database_bytes, document_bytes: figures.document_bytes },
        versions: InstallationVersions {
            dealsmart: shared.version.into(),
            postgres: figures.postgres,
            migration: migration.unwrap_or_default(),
        },
        days,
        counted_at: now,
    })
}
