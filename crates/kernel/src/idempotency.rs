//! A request that comes twice is done once.
//!
//! Its answer is kept under the key that the sender gave it, in the very transaction of what it did. For that, the commit of
//! such a request waits until the answer is there: [`crate::TenantTx::commit`] puts the transaction aside, and whoever runs the
//! request ([`scope`]) adds the answer and commits. Killed before, nothing was done; killed after, the answer is there. Of
//! two that run at once in different processes, one commits; the other's insert meets the first's key, and is rolled back.
//!
//! A handler with several transactions has all but the last committed at once, when the next begins; those before must
//! be harmless to repeat, as they have to be anyway. A commit in another tenant than the sender's is not put aside.

use crate::{
    clock::Clock,
    db::{Db, TenantCtx, TenantTx},
    problem::{Problem, Result},
    record::NewJob,
    seal::Sealer,
    secret,
};
use chrono::Duration;
use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// How long an answer is kept.
pub const KEPT_HOURS: i64 = 24;
/// The job that throws out a tenant's old answers.
pub const PRUNE: &str = "idempotency.prune";
/// What answers are sealed for.
pub const PURPOSE: &str = "idempotency";

tokio::task_local! {
    static UNDER_WAY: Arc<UnderWay>;
}

/// A request with a key, while it runs.
struct UnderWay {
    tenant_id: Uuid,
    key: String,
    aside: Mutex<Option<TenantTx>>,
}

impl UnderWay {
    fn swap(&self, tx: Option<TenantTx>) -> Option<TenantTx> {
        std::mem::replace(&mut *self.aside.lock().unwrap_or_else(PoisonError::into_inner), tx)
    }
}

/// Runs a request under its key. Gives what it answered, and the transaction that waits to be committed with the answer.
pub async fn scope<T>(tenant_id: Uuid, key: &str, run: impl Future<Output = T>) -> (T, Option<TenantTx>) {
    let under_way = Arc::new(UnderWay { tenant_id, key: key.to_owned(), aside: Mutex::default() });
    let answer = UNDER_WAY.scope(Arc::clone(&under_way), run).await;
    let tx = under_way.swap(None);
    (answer, tx)
}

fn under_way() -> Option<Arc<UnderWay>> {
    UNDER_WAY.try_with(Arc::clone).ok()
}

/// Stands for the key of the request under way where something is done in batches, outside of its transaction.
#[must_use]
pub fn stand_in() -> Option<String> {
    let key = under_way()?.key.clone();
    let hash: String = secret::hash(key.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Some(format!("idempotency-{hash}"))
}

/// Puts a transaction aside, or gives it back to be committed at once.
pub(crate) async fn put_aside(tx: TenantTx) -> Result<Option<TenantTx>> {
    let Some(under_way) = under_way().filter(|under_way| under_way.tenant_id == tx.tenant_id()) else { return Ok(Some(tx)) };
    if let Some(before) = under_way.swap(Some(tx)) {
        before.commit_now().await?;
    }
    Ok(None)
}

/// Commits what was put aside, since the same request goes on with another transaction: by itself with the next one of this
/// task, and to be called where another task or process must find what was done.
///
/// # Errors
/// 503 when the database went away.
pub async fn settle() -> Result<()> {
    match under_way().and_then(|under_way| under_way.swap(None)) {
        Some(before) => before.commit_now().await,
        None => Ok(()),
    }
}

/// Whose request, and which.
#[derive(Debug, Clone)]
pub struct Repeat {
    pub tenant_id: Uuid,
    pub actor_id: Uuid,
    pub key: String,
    /// SHA-256 of what was asked for.
    pub fingerprint: [u8; 32],
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Headers and body, as whoever keeps them writes them.
    pub bytes: Vec<u8>,
}

/// Answers that were given.
#[derive(Clone)]
pub struct Answers {
    db: Db,
    sealer: Sealer,
}

impl Answers {
    #[must_use]
    pub fn new(db: Db, secret: &secret::MasterSecret) -> Self {
        Self { db, sealer: secret.sealer(PURPOSE) }
    }

    fn about(repeat: &Repeat) -> String {
        about(repeat.tenant_id, repeat.actor_id, &repeat.key)
    }

    /// The answer to the same request of before.
    ///
    /// # Errors
    /// 422 `idempotency_key_reused` when the key was another request's; 409 `answer_lost` when it cannot be read any more.
    pub async fn find(&self, repeat: &Repeat) -> Result<Option<Answer>> {
        let mut tx = self.db.tenant(&TenantCtx::system(repeat.tenant_id)).await?;
        let kept_since = tx.now() - Duration::hours(KEPT_HOURS);
        let row = sqlx::query!(
            "SELECT fingerprint, status, answer FROM idempotency_keys
             WHERE tenant_id = $1 AND actor_id = $2 AND key = $3 AND created_at > $4",
            repeat.tenant_id,
            repeat.actor_id,
            repeat.key,
            kept_since
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        if row.fingerprint != repeat.fingerprint {
            return Err(Problem::unprocessable(
                "idempotency_key_reused",
                "This Idempotency-Key was sent with another request. Take a new one for each.",
            ));
        }
        let lost = || Problem::conflict("answer_lost", "This request was done; its answer cannot be shown any more.");
        let bytes = self.sealer.open(&Self::about(repeat), &row.answer).ok_or_else(lost)?;
        Ok(Some(Answer { status: u16::try_from(row.status).map_err(Problem::internal)?, bytes }))
    }

    /// Adds an answer to the transaction of what it tells of, and commits both. `false`, and all rolled back, when the same
    /// request was done meanwhile.
    ///
    /// # Errors
    /// 503 when the database went away: nothing was done then.
    pub async fn commit(&self, mut tx: TenantTx, repeat: &Repeat, answer: &Answer) -> Result<bool> {
        let now = tx.now();
        let kept_since = now - Duration::hours(KEPT_HOURS);
        // Once an hour is enough to see to it that somebody throws out the old ones.
        let first = sqlx::query_scalar!(
            r#"SELECT NOT EXISTS (SELECT FROM idempotency_keys WHERE tenant_id = $1 AND created_at > $2) AS "first!""#,
            repeat.tenant_id,
            now - Duration::hours(1)
        )
        .fetch_one(&mut *tx)
        .await?;
        let kept = sqlx::query_scalar!(
            r#"INSERT INTO idempotency_keys (tenant_id, actor_id, key, fingerprint, status, answer, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (tenant_id, actor_id, key) DO UPDATE
                 SET fingerprint = excluded.fingerprint, status = excluded.status, answer = excluded.answer, created_at = excluded.created_at
                 WHERE idempotency_keys.created_at <= $8
               RETURNING 1 AS "kept!""#,
            repeat.tenant_id,
            repeat.actor_id,
            repeat.key,
            &repeat.fingerprint,
            i16::try_from(answer.status).map_err(Problem::internal)?,
            self.sealer.seal(&Self::about(repeat), &answer.bytes)?,
            now,
            kept_since
        )
        .fetch_optional(&mut *tx)
        .await?;
        if kept.is_none() {
            return Ok(false);
        }
        if first {
            tx.enqueue(prune_at(now + Duration::hours(KEPT_HOURS + 1)));
        }
        tx.commit_now().await?;
        Ok(true)
    }

    /// Keeps an answer by itself, where there was no transaction to add it to.
    ///
    /// # Errors
    /// 503 when the database is not there.
    pub async fn keep(&self, repeat: &Repeat, answer: &Answer) -> Result<bool> {
        let tx = self.db.tenant(&TenantCtx::system(repeat.tenant_id)).await?;
        self.commit(tx, repeat, answer).await
    }
}

/// What an answer is sealed to.
fn about(tenant_id: Uuid, actor_id: Uuid, key: &str) -> String {
    format!("{tenant_id} {actor_id} {key}")
}

fn prune_at(at: chrono::DateTime<chrono::Utc>) -> NewJob {
    NewJob::new(PRUNE, serde_json::json!({})).unique("old").at(at).priority(100)
}

/// Throws out a tenant's old answers; comes back while there are others. Returns how many went.
///
/// # Errors
/// 503 when the database is not there.
pub async fn prune(tx: &mut TenantTx, clock: &dyn Clock) -> Result<u64> {
    let (tenant_id, now) = (tx.tenant_id(), clock.now());
    let gone = sqlx::query!(
        "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND created_at <= $2",
        tenant_id,
        now - Duration::hours(KEPT_HOURS)
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    let more = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM idempotency_keys WHERE tenant_id = $1) AS "more!""#, tenant_id)
        .fetch_one(&mut **tx)
        .await?;
    if more {
        tx.enqueue(prune_at(now + Duration::hours(1)));
    }
    Ok(gone)
}
