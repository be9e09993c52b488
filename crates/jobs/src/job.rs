use async_trait::async_trait;
use kernel::{Problem, Result, TenantCtx, TenantTx};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

/// A claimed job.
#[derive(Debug, Clone)]
pub struct Job {
    pub id: Uuid,
    pub tenant_id: Uuid,
    pub kind: String,
    pub payload: Value,
    /// 1 the first time.
    pub attempt: i32,
    pub max_attempts: i32,
}

impl Job {
    #[must_use]
    pub fn ctx(&self) -> TenantCtx {
        TenantCtx::system(self.tenant_id)
    }

    /// # Errors
    /// When the payload has another shape.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_value(self.payload.clone()).map_err(Problem::internal)
    }

    /// Whether this is the last try: time to leave a trace that a person sees.
    #[must_use]
    pub fn is_last_attempt(&self) -> bool {
        self.attempt >= self.max_attempts
    }

    /// Removes the job in the transaction of its effect, so that the effect happens once.
    ///
    /// # Errors
    /// 409 when the lease was lost to another worker: let the transaction roll back.
    pub async fn finish(&self, tx: &mut TenantTx) -> Result<()> {
        let done = sqlx::query!(
            "DELETE FROM jobs WHERE tenant_id = $1 AND id = $2 AND state = 'running' AND attempt = $3",
            self.tenant_id,
            self.id,
            self.attempt
        )
        .execute(&mut **tx)
        .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(Problem::conflict("lease_lost", "Another worker has this job now.")) }
    }
}

/// What is done for one kind of job. It may run more than once: finish in the transaction of the effect.
#[async_trait]
pub trait Handler: Send + Sync {
    /// # Errors
    /// Any error makes the job wait and run again, until its attempts are used up.
    async fn run(&self, job: &Job) -> Result<()>;
}
