//! Events that are older than the policy says go, unless a webhook endpoint has yet to be told of them.

use async_trait::async_trait;
use chrono::Duration;
use jobs::{Handler, Job};
use kernel::{Db, NewJob, Result};
use serde_json::json;

pub const PRUNE: &str = "events.prune";
/// In one transaction.
const BATCH: i64 = 5_000;

pub struct Prune {
    pub db: Db,
    pub keep_days: i32,
}

#[async_trait]
impl Handler for Prune {
    async fn run(&self, job: &Job) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let before = tx.now() - Duration::days(i64::from(self.keep_days));
        // From the oldest on: numbers stay dense, so that whoever goes on from one can tell that something is gone.
        let gone = sqlx::query!(
            "DELETE FROM events WHERE tenant_id = $1 AND seq IN (
               SELECT seq FROM events WHERE tenant_id = $1 AND seq < app.event_seq_at($2)
                 AND seq <= coalesce((SELECT min(w.seq) FROM webhook_endpoints w WHERE w.tenant_id = $1 AND w.enabled), 9223372036854775807)
               ORDER BY seq LIMIT $3)",
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
