//! Old notifications go.

use async_trait::async_trait;
use chrono::Duration;
use jobs::{Handler, Job};
use kernel::{Db, NewJob, Result};
use serde_json::json;

pub const PRUNE: &str = "notifications.prune";
/// Read or not, nobody looks that far back.
const KEPT: Duration = Duration::days(90);
/// In one transaction.
const BATCH: i64 = 5_000;

pub struct Prune {
    pub db: Db,
}

#[async_trait]
impl Handler for Prune {
    async fn run(&self, job: &Job) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let before = tx.now() - KEPT;
        let gone = sqlx::query!(
            "DELETE FROM notifications WHERE tenant_id = $1 AND id IN (
               SELECT id FROM notifications WHERE tenant_id = $1 AND updated_at < $2 LIMIT $3)",
            job.tenant_id,
            before,
            BATCH
        )
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if i64::try_from(gone).is_ok_and(|gone| gone == BATCH) {
            tx.enqueue(NewJob::new(PRUNE, json!({})));
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}
