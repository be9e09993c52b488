//! What goes by age: old entries of the audit log, as the workspace's policy says, and answers kept for repeated requests.

use crate::erase::{ERASE, EraseTenant};
use async_trait::async_trait;
use contracts::tenancy::{PRUNE_AUDIT_LOG, prune_audit_log};
use jobs::{CronError, Handler, Job, Queue, Schedule};
use kernel::{Db, Result, idempotency};
use std::sync::Arc;

struct PruneAuditLog {
    db: Db,
}

#[async_trait]
impl Handler for PruneAuditLog {
    async fn run(&self, job: &Job) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let days = sqlx::query_scalar!("SELECT audit_days FROM tenants WHERE tenant_id = $1", job.tenant_id).fetch_one(&mut *tx).await?;
        let gone = sqlx::query_scalar!(r#"SELECT app.prune_audit_log($1) AS "gone!""#, days).fetch_one(&mut *tx).await?;
        job.finish(&mut tx).await?;
        tx.commit().await?;
        if gone > 0 {
            tracing::info!(tenant = %job.tenant_id, gone, "old entries of the audit log were removed");
        }
        Ok(())
    }
}

/// Answers that were kept for repeated requests go after a day.
struct PruneAnswers {
    db: Db,
}

#[async_trait]
impl Handler for PruneAnswers {
    async fn run(&self, job: &Job) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        idempotency::prune(&mut tx, self.db.clock().as_ref()).await?;
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}

/// The queue of this feature's jobs.
#[must_use]
pub fn queue(db: &Db) -> Queue {
    let erase = EraseTenant { db: db.clone() };
    Queue::new("tenancy", 1)
        .on(PRUNE_AUDIT_LOG, Arc::new(PruneAuditLog { db: db.clone() }))
        .on(idempotency::PRUNE, Arc::new(PruneAnswers { db: db.clone() }))
        .on(ERASE, Arc::new(erase))
}

/// What recurs in every workspace.
///
/// # Errors
/// Never: the expression is tested.
pub fn schedules() -> Result<Vec<Schedule>, CronError> {
    Ok(vec![Schedule::each_tenant("tenancy.prune_audit_log", "40 3 * * *", "UTC", prune_audit_log())?])
}
