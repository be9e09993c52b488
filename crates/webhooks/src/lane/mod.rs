//! The job that delivers to one endpoint: what is due, some at a time, for a while; then it makes way, and comes back when
//! something is due again. One at a time has the endpoint (its lane), so the number of requests that an endpoint has open is
//! bounded, and its slowness holds up nothing else.

mod record;
mod schedule;
mod send;

use crate::Webhooks;
use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use futures_util::{StreamExt, stream};
use jobs::{Handler, Job};
use kernel::{Db, NewJob, Result};
use send::{Due, Target};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration as Wait, Instant},
};
use uuid::Uuid;

pub const DELIVER: &str = "webhooks.deliver";
/// Requests that an endpoint has open at once.
const AT_ONCE: usize = 8;
/// Deliveries that are read at once.
const BATCH: i64 = 200;
/// Then it makes way for others that wait for a place.
const SLICE: Wait = Wait::from_secs(10);
/// Longer than a slice and the slowest answer after it. Should a process be gone for good, the endpoint is free after that.
const LANE: Duration = Duration::seconds(120);
/// It must not be given up while there are deliveries.
const ATTEMPTS: i32 = 1_000_000;

#[derive(Debug, Serialize, Deserialize)]
struct Lane {
    endpoint_id: Uuid,
}

/// Delivers what is due.
pub fn job(endpoint_id: Uuid) -> NewJob {
    NewJob::new(DELIVER, json!(Lane { endpoint_id })).unique(format!("now {endpoint_id}")).attempts(ATTEMPTS)
}

/// Delivers what is due then. One job for each time: a waiting one would keep its own.
fn job_at(endpoint_id: Uuid, at: DateTime<Utc>) -> NewJob {
    NewJob { unique_key: Some(format!("{} {endpoint_id}", at.timestamp_millis())), ..job(endpoint_id) }.at(at)
}

pub struct Deliver {
    pub db: Db,
    pub webhooks: Arc<Webhooks>,
}

#[async_trait]
impl Handler for Deliver {
    async fn run(&self, job: &Job) -> Result<()> {
        let Lane { endpoint_id } = job.payload()?;
        let began = Instant::now();
        let (mut pace, mut held) = (Pace::default(), false);
        loop {
            let Some(target) = self.take(job, endpoint_id).await? else {
                if held {
                    // Disabled meanwhile.
                    break;
                }
                // Another job has it, and looks again before it lets go; or nothing is to be sent there.
                return Ok(());
            };
            held = true;
            let now = self.db.clock().now();
            if target.not_before.is_some_and(|at| at > now) || began.elapsed() >= SLICE || job.go_on().is_err() {
                break;
            }
            let due = self.due(job, endpoint_id).await?;
            if due.is_empty() {
                break;
            }
            self.send(job, &target, due, began, &mut pace).await?;
        }
        self.release(job, endpoint_id).await
    }
}

/// When the next request may go, where an endpoint has a rate.
#[derive(Default)]
struct Pace {
    next: Option<tokio::time::Instant>,
}

impl Pace {
    fn place(&mut self, rate: Option<i32>) -> Option<tokio::time::Instant> {
        let rate = u32::try_from(rate?).ok()?.max(1);
        let now = tokio::time::Instant::now();
        let at = self.next.map_or(now, |next| next.max(now));
        self.next = Some(at + Wait::from_secs(1) / rate);
        Some(at)
    }
}

impl Deliver {
    /// Takes the endpoint, or keeps it, and says how it is now.
    async fn take(&self, job: &Job, endpoint_id: Uuid) -> Result<Option<Target>> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let now = tx.now();
        let row = sqlx::query!(
            "UPDATE webhook_endpoints SET lane_job = $3, lane_until = $4
             WHERE tenant_id = $1 AND id = $2 AND enabled AND (lane_job IS NULL OR lane_job = $3 OR lane_until < $5)
             RETURNING url, secret, previous_secret, previous_until, headers, rate, not_before",
            job.tenant_id,
            endpoint_id,
            job.id,
            now + LANE,
            now
        )
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        let Some(row) = row else { return Ok(None) };
        let mut secrets = vec![self.webhooks.open_secret(endpoint_id, &row.secret)?];
        if let Some(previous) = row.previous_secret.filter(|_| row.previous_until.is_some_and(|until| until > now)) {
            secrets.push(self.webhooks.open_secret(endpoint_id, &previous)?);
        }
        let headers = self.webhooks.open_headers(endpoint_id, row.headers.as_deref())?;
        Ok(Some(Target { id: endpoint_id, url: row.url, secrets, headers, rate: row.rate, not_before: row.not_before }))
    }

    async fn due(&self, job: &Job, endpoint_id: Uuid) -> Result<Vec<Due>> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let due = sqlx::query_as!(
            Due,
            r#"SELECT d.id, d.event_id, d.event_seq, d.kind, d.attempts, d.step, d.created_at, e.seq AS "seq?", e.version AS "version?",
                 e.conversation_id, e.data AS "data?", e.created_at AS "happened_at?"
               FROM webhook_deliveries d LEFT JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
               WHERE d.tenant_id = $1 AND d.endpoint_id = $2 AND d.state = 'pending' AND d.next_at <= $3
               ORDER BY d.next_at, d.event_seq LIMIT $4"#,
            job.tenant_id,
            endpoint_id,
            tx.now(),
            BATCH
        )
        .fetch_all(&mut *tx)
        .await?;
        Ok(due)
    }

    async fn send(&self, job: &Job, target: &Target, due: Vec<Due>, began: Instant, pace: &mut Pace) -> Result<()> {
        let left_alone = AtomicBool::new(false);
        let goes_on = || began.elapsed() < SLICE && job.go_on().is_ok() && !left_alone.load(Ordering::Relaxed);
        let sends = stream::iter(due)
            .take_while(|_| std::future::ready(goes_on()))
            .map(|due| {
                let at = pace.place(target.rate);
                async move {
                    if let Some(at) = at {
                        tokio::time::sleep_until(at).await;
                    }
                    send::send(&self.webhooks.caller, target, due, self.db.clock().as_ref()).await
                }
            })
            .buffer_unordered(AT_ONCE)
            .ready_chunks(AT_ONCE);
        let mut sends = std::pin::pin!(sends);
        while let Some(outcomes) = sends.next().await {
            // Once it asked to be left alone, or is disabled, what is under way still ends, and nothing else begins.
            if record::record(&self.db, job, target.id, outcomes).await? {
                left_alone.store(true, Ordering::Relaxed);
            }
        }
        Ok(())
    }

    /// Lets go of the endpoint, and comes back when something is due. What others wrote before they gave up taking it is seen here.
    async fn release(&self, job: &Job, endpoint_id: Uuid) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let endpoint = sqlx::query!(
            "UPDATE webhook_endpoints SET lane_job = NULL, lane_until = NULL
             WHERE tenant_id = $1 AND id = $2 AND lane_job = $3 RETURNING enabled, not_before",
            job.tenant_id,
            endpoint_id,
            job.id
        )
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(endpoint) = endpoint.filter(|endpoint| endpoint.enabled) {
            let next = sqlx::query_scalar!(
                "SELECT min(next_at) FROM webhook_deliveries WHERE tenant_id = $1 AND endpoint_id = $2 AND state = 'pending'",
                job.tenant_id,
                endpoint_id
            )
            .fetch_one(&mut *tx)
            .await?;
            if let Some(next) = next.map(|next| endpoint.not_before.map_or(next, |at| next.max(at))) {
                let now = tx.now();
                tx.enqueue(if next > now { job_at(endpoint_id, next) } else { self::job(endpoint_id) });
            }
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}
