//! What follows from attempts, written for several at once: the log, the deliveries' states, and the endpoint's.

use crate::{
    endpoints::{self, WebhookDisabledReason as Reason},
    lane::{schedule::next, send::Outcome},
};
use chrono::{DateTime, Duration, Utc};
use jobs::Job;
use kernel::{Db, Result};
use uuid::Uuid;

/// An endpoint that failed for so long, and never succeeded meanwhile, is disabled.
const PATIENCE: Duration = Duration::days(5);

/// Whether nothing else is to be sent to the endpoint for now.
#[allow(clippy::as_conversions, reason = "how sqlx is told that elements may be null")]
pub async fn record(db: &Db, job: &Job, endpoint_id: Uuid, outcomes: Vec<Outcome>) -> Result<bool> {
    let mut tx = db.tenant(&job.ctx()).await?;
    let now = tx.now();
    // First, in the order that everyone takes: the endpoint, then its deliveries.
    let endpoint = sqlx::query!(
        "SELECT url, enabled, failing_since FROM webhook_endpoints WHERE tenant_id = $1 AND id = $2 FOR UPDATE",
        job.tenant_id,
        endpoint_id
    )
    .fetch_optional(&mut *tx)
    .await?;
    // Deleted meanwhile, its deliveries with it.
    let Some(endpoint) = endpoint else { return Ok(true) };
    let states: Vec<(&str, Option<DateTime<Utc>>)> = outcomes
        .iter()
        .map(|outcome| match next(outcome.id, outcome.step, outcome.retry_after, now) {
            _ if outcome.delivered() => ("delivered", None),
            Some(at) if !outcome.last && !outcome.gone() => ("pending", Some(at)),
            _ => ("failed", None),
        })
        .collect();
    let ids: Vec<Uuid> = outcomes.iter().map(|outcome| outcome.id).collect();
    let numbers: Vec<i32> = outcomes.iter().map(|outcome| outcome.attempt).collect();
    let statuses: Vec<Option<i16>> = outcomes.iter().map(|outcome| outcome.status).collect();
    let errors: Vec<Option<String>> = outcomes.iter().map(|outcome| outcome.error.clone()).collect();
    // An attempt that somebody else made and wrote down meanwhile is not written over.
    sqlx::query!(
        "WITH o AS (
           SELECT * FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::timestamptz[], $6::smallint[], $7::text[])
             AS o (id, number, state, next_at, status, error)
         )
         UPDATE webhook_deliveries d SET state = o.state, attempts = o.number, step = d.step + 1, next_at = o.next_at,
           last_status = o.status, last_error = o.error, ended_at = CASE WHEN o.state <> 'pending' THEN $8::timestamptz END
         FROM o WHERE d.tenant_id = $1 AND d.id = o.id AND d.state = 'pending' AND d.attempts = o.number - 1",
        job.tenant_id,
        &ids,
        &numbers,
        &states.iter().map(|(state, _)| (*state).to_owned()).collect::<Vec<_>>(),
        &states.iter().map(|(_, at)| *at).collect::<Vec<_>>() as &[Option<DateTime<Utc>>],
        &statuses as &[Option<i16>],
        &errors as &[Option<String>],
        now
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "INSERT INTO webhook_attempts (tenant_id, delivery_id, number, at, duration_ms, status, error, response)
         SELECT $1, o.id, o.number, o.at, o.duration_ms, o.status, o.error, o.response
         FROM unnest($2::uuid[], $3::integer[], $4::timestamptz[], $5::integer[], $6::smallint[], $7::text[], $8::text[])
           AS o (id, number, at, duration_ms, status, error, response)
         JOIN webhook_deliveries d ON d.tenant_id = $1 AND d.id = o.id
         ON CONFLICT DO NOTHING",
        job.tenant_id,
        &ids,
        &numbers,
        &outcomes.iter().map(|outcome| outcome.at).collect::<Vec<_>>(),
        &outcomes.iter().map(|outcome| outcome.duration_ms).collect::<Vec<_>>(),
        &statuses as &[Option<i16>],
        &errors as &[Option<String>],
        &outcomes.iter().map(|outcome| outcome.response.clone()).collect::<Vec<_>>() as &[Option<String>],
    )
    .execute(&mut *tx)
    .await?;
    let succeeded = outcomes.iter().any(Outcome::delivered);
    let left_alone = outcomes.iter().filter_map(|outcome| outcome.retry_after).max().map(|wait| now + wait);
    let failing_since = if succeeded { None } else { Some(endpoint.failing_since.unwrap_or(now)) };
    if failing_since != endpoint.failing_since || left_alone.is_some() {
        sqlx::query!(
            "UPDATE webhook_endpoints SET failing_since = $3, not_before = greatest(not_before, $4) WHERE tenant_id = $1 AND id = $2",
            job.tenant_id,
            endpoint_id,
            failing_since,
            left_alone
        )
        .execute(&mut *tx)
        .await?;
    }
    let reason = match failing_since {
        _ if outcomes.iter().any(Outcome::gone) => Some(Reason::Gone),
        Some(since) if now - since >= PATIENCE => Some(Reason::Failing),
        _ => None,
    };
    if let Some(reason) = reason.filter(|_| endpoint.enabled) {
        endpoints::disable(&mut tx, endpoint_id, &endpoint.url, reason).await?;
    }
    tx.commit().await?;
    Ok(reason.is_some() || left_alone.is_some() || !endpoint.enabled)
}
