use crate::retry;
use async_trait::async_trait;
use kernel::{Db, Problem, Result, TenantCtx, TenantTx};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often a job's progress is written at most.
const PROGRESS_PAUSE: Duration = Duration::from_millis(500);
/// Characters of a progress note that are kept.
const MOST_NOTE: usize = 200;

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
    pub(crate) held: Arc<Held>,
}

/// What a worker holds of a job that it runs.
pub(crate) struct Held {
    pub db: Db,
    pub worker: Arc<str>,
    /// Fires when somebody wants the job stopped, or when its lease went to another worker.
    pub stop: CancellationToken,
    /// Whether it was a person who wants it stopped.
    pub wanted: AtomicBool,
    pub said: Mutex<Option<Instant>>,
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").field("worker", &self.worker).field("stop", &self.stop.is_cancelled()).finish_non_exhaustive()
    }
}

impl Job {
    #[must_use]
    pub fn ctx(&self) -> TenantCtx {
        TenantCtx::system(self.tenant_id)
    }

    /// # Errors
    /// When the payload has another shape. Permanent: it will have no other the next time.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_value(self.payload.clone()).map_err(|error| Problem::internal(error).permanent())
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
            "DELETE FROM jobs WHERE tenant_id = $1 AND id = $2 AND attempt = $3 AND worker = $4",
            self.tenant_id,
            self.id,
            self.attempt,
            &*self.held.worker
        )
        .execute(&mut **tx)
        .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(lease_lost()) }
    }

    /// Says how far it is, from 0 to 1, for a screen. Written twice a second at most, so it may be called as often as one likes.
    ///
    /// # Errors
    /// 409 when the lease was lost, or when somebody wants the job stopped.
    pub async fn progress(&self, done: f32, note: &str) -> Result<()> {
        self.go_on()?;
        if !self.may_say(done >= 1.0) {
            return Ok(());
        }
        let note: String = note.chars().take(MOST_NOTE).collect();
        let mut tx = self.held.db.tenant(&self.ctx()).await?;
        let said = sqlx::query!(
            "UPDATE jobs SET progress = $5, progress_note = $6
             WHERE tenant_id = $1 AND id = $2 AND attempt = $3 AND worker = $4",
            self.tenant_id,
            self.id,
            self.attempt,
            &*self.held.worker,
            done.clamp(0.0, 1.0),
            note
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        if said.rows_affected() == 1 { Ok(()) } else { Err(lease_lost()) }
    }

    fn may_say(&self, whole: bool) -> bool {
        let mut said = self.held.said.lock().unwrap_or_else(PoisonError::into_inner);
        let may = whole || said.is_none_or(|at| at.elapsed() >= PROGRESS_PAUSE);
        if may {
            *said = Some(Instant::now());
        }
        may
    }

    /// For the places in a long handler where it can stop.
    ///
    /// # Errors
    /// 409 `job_stopped` when somebody wants the job stopped, or another worker has it; let the handler end with it.
    pub fn go_on(&self) -> Result<()> {
        if self.held.stop.is_cancelled() { Err(retry::stopped()) } else { Ok(()) }
    }

    /// Whether somebody asked for it to stop, and not only the lease was lost: time to leave a trace that a person sees.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.held.wanted.load(Ordering::SeqCst)
    }

    /// Resolves when the job is to stop; for `select!` beside what takes long.
    pub async fn stopped(&self) {
        self.held.stop.cancelled().await;
    }
}

fn lease_lost() -> Problem {
    Problem::conflict("lease_lost", "Another worker has this job now.")
}

/// What is done for one kind of job. It may run more than once: finish in the transaction of the effect.
#[async_trait]
pub trait Handler: Send + Sync {
    /// # Errors
    /// Any error makes the job wait and run again, until its attempts are used up: after 1 s, 2 s, 4 s … up to ten minutes, and
    /// not before [`Problem::retry_after`] says. A [`Problem::permanent`] one makes it fail at once.
    async fn run(&self, job: &Job) -> Result<()>;

    /// Called in the transaction in which somebody removes a job that never ran to its end, so that what waits for it does not
    /// wait for ever. One that runs hears by [`Job::stopped`] instead.
    ///
    /// # Errors
    /// Any error keeps the job.
    async fn removed(&self, _tx: &mut TenantTx, _payload: &Value) -> Result<()> {
        Ok(())
    }

    /// The payload's fields that a screen may show. Of all others it shows only that they are there, save ids.
    fn shows(&self) -> &'static [&'static str] {
        &[]
    }
}
