//! What there is to do, over all tenants.

use chrono::{DateTime, Utc};
use kernel::{Db, Result};

/// The jobs of one kind in one state.
#[derive(Debug, Clone)]
pub struct Backlog {
    pub kind: String,
    /// `scheduled`, `queued`, `running` or `failed`.
    pub state: String,
    pub jobs: i64,
    /// Since when the oldest is due; of running ones, since when it runs.
    pub oldest: Option<DateTime<Utc>>,
}

/// # Errors
/// When the database is not there.
pub async fn backlog(db: &Db) -> Result<Vec<Backlog>> {
    let rows = sqlx::query!(r#"SELECT kind AS "kind!", state AS "state!", jobs AS "jobs!", oldest FROM app.job_backlog()"#)
        .fetch_all(db.outside_tenants())
        .await?;
    Ok(rows.into_iter().map(|row| Backlog { kind: row.kind, state: row.state, jobs: row.jobs, oldest: row.oldest }).collect())
}

/// Jobs of the whole installation by state; those that wait for their time are queued.
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
        let count = match row.state.as_str() {
            "running" => &mut counts.running,
            "failed" => &mut counts.failed,
            _ => &mut counts.queued,
        };
        *count = count.saturating_add(row.jobs);
    }
    Ok(counts)
}
