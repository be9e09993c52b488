//! The engine's own schedules: what is old goes.

use crate::{
    cron::CronError,
    schedule::{Chore, Schedule},
};
use async_trait::async_trait;
use chrono::TimeDelta;
use kernel::{Db, Result};
use std::sync::Arc;

/// How many go at once: a statement's locks are held for moments only.
const AT_ONCE: i32 = 1_000;
/// How long figures per minute are kept.
const FIGURES_DAYS: i64 = 8;

/// Dead letters go after `failed_days`, figures after eight days.
///
/// # Errors
/// Never: the expressions are tested.
pub fn schedules(failed_days: u32) -> Result<Vec<Schedule>, CronError> {
    Ok(vec![
        Schedule::installation("jobs.prune_failed", "20 3 * * *", "UTC", Arc::new(PruneFailed { days: i64::from(failed_days) }))?,
        Schedule::installation("jobs.prune_figures", "25 3 * * *", "UTC", Arc::new(PruneFigures))?,
    ])
}

struct PruneFailed {
    days: i64,
}

#[async_trait]
impl Chore for PruneFailed {
    async fn run(&self, db: &Db) -> Result<String> {
        let before = db.clock().now() - TimeDelta::days(self.days);
        let mut gone = 0_i64;
        loop {
            let some = sqlx::query_scalar!(r#"SELECT app.prune_failed_jobs($1, $2) AS "gone!""#, before, AT_ONCE)
                .fetch_one(db.outside_tenants())
                .await?;
            gone = gone.saturating_add(some);
            if some < i64::from(AT_ONCE) {
                return Ok(format!("{gone} failed jobs older than {} days removed", self.days));
            }
        }
    }
}

struct PruneFigures;

#[async_trait]
impl Chore for PruneFigures {
    async fn run(&self, db: &Db) -> Result<String> {
        let before = db.clock().now() - TimeDelta::days(FIGURES_DAYS);
        let gone = sqlx::query!("DELETE FROM job_minutes WHERE minute < $1", before).execute(db.outside_tenants()).await?;
        Ok(format!("{} lines of figures removed", gone.rows_affected()))
    }
}
