//! Queues: what waits in them, how fast they are, and whether somebody has stopped them.

use crate::{backlog::backlog, directory::Directory, figures::LIMITS_MS};
use axum::Extension;
use chrono::{DateTime, Duration, Utc};
use garde::Validate;
use kernel::{Data, IsOperator, OperatorEntry, Page, Problem, Result, Segments, Valid};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use utoipa::ToSchema;

/// A queue of the whole installation, with its figures of the last hour.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct JobQueue {
    pub name: String,
    pub kinds: Vec<String>,
    /// Nothing of it is begun.
    pub paused: bool,
    /// Wait for their time, or for their next attempt.
    pub scheduled: i64,
    /// Are due.
    pub queued: i64,
    pub running: i64,
    pub failed: i64,
    /// Since when the oldest is due.
    pub oldest_due_at: Option<DateTime<Utc>>,
    /// In the last hour.
    pub done: i64,
    pub retried: i64,
    /// For good, in the last hour.
    pub given_up: i64,
    /// Milliseconds from being due to being begun, of half of them and of 99 in 100; none where nothing ran, or for longer than
    /// ten minutes.
    pub wait_p50_ms: Option<u32>,
    pub wait_p99_ms: Option<u32>,
    /// Milliseconds that 99 in 100 ran at the most.
    pub run_p99_ms: Option<u32>,
}

#[derive(Default)]
struct Histograms {
    waits: Vec<i64>,
    runs: Vec<i64>,
}

fn add(sum: &mut Vec<i64>, counts: &[i64]) {
    sum.resize(sum.len().max(counts.len()), 0);
    for (sum, count) in sum.iter_mut().zip(counts) {
        *sum = sum.saturating_add(*count);
    }
}

/// The upper limit of the place in which so many per cent end.
fn quantile(counts: &[i64], percent: i64) -> Option<u32> {
    let all: i64 = counts.iter().sum();
    let mut below = 0_i64;
    let place = counts.iter().position(|count| {
        below = below.saturating_add(*count);
        all > 0 && below.saturating_mul(100) >= all.saturating_mul(percent)
    })?;
    LIMITS_MS.get(place).copied()
}

/// Every queue, with what there is to do in it and how fast that goes.
#[utoipa::path(get, path = "/admin/jobs/queues", tag = "operator", security(("operator" = [])), responses((status = 200, body = Page<JobQueue>)))]
pub(crate) async fn list_job_queues(operator: IsOperator, Extension(directory): Extension<Directory>) -> Result<Page<JobQueue>> {
    let db = &operator.kernel().db;
    let mut tx = operator.tx().await?;
    let paused: HashSet<String> =
        sqlx::query_scalar!("SELECT name FROM job_pauses WHERE scope = 'queue'").fetch_all(&mut *tx).await?.into_iter().collect();
    let minutes =
        sqlx::query!("SELECT queue, done, retried, failed, waits, runs FROM job_minutes WHERE minute >= $1", tx.now() - Duration::hours(1))
            .fetch_all(&mut *tx)
            .await?;
    let mut queues: BTreeMap<String, (JobQueue, Histograms)> = BTreeMap::new();
    for (kind, name) in directory.kinds() {
        let (queue, _) = queues.entry(name.to_owned()).or_default();
        queue.kinds.push(kind.to_owned());
    }
    for minute in minutes {
        let Some((queue, histograms)) = queues.get_mut(&minute.queue) else { continue };
        queue.done = queue.done.saturating_add(minute.done);
        queue.retried = queue.retried.saturating_add(minute.retried);
        queue.given_up = queue.given_up.saturating_add(minute.failed);
        add(&mut histograms.waits, &minute.waits);
        add(&mut histograms.runs, &minute.runs);
    }
    for part in backlog(db).await? {
        let Some((queue, _)) = directory.queue(&part.kind).and_then(|name| queues.get_mut(name)) else { continue };
        let count = match part.state.as_str() {
            "scheduled" => &mut queue.scheduled,
            "running" => &mut queue.running,
            "failed" => &mut queue.failed,
            _ => &mut queue.queued,
        };
        *count = count.saturating_add(part.jobs);
        if part.state == "queued" {
            queue.oldest_due_at = queue.oldest_due_at.into_iter().chain(part.oldest).min();
        }
    }
    let shown = queues.into_iter().map(|(name, (queue, histograms))| JobQueue {
        paused: paused.contains(&name),
        wait_p50_ms: quantile(&histograms.waits, 50),
        wait_p99_ms: quantile(&histograms.waits, 99),
        run_p99_ms: quantile(&histograms.runs, 99),
        name,
        ..queue
    });
    Ok(Page::whole(shown.collect()))
}

#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
pub struct JobQueuePause {
    #[garde(skip)]
    pub paused: bool,
}

/// Stops a queue in every process, or lets it go on. What runs goes on to its end; what comes waits.
#[utoipa::path(put, path = "/admin/jobs/queues/{name}/pause", tag = "operator", security(("operator" = [])), params(("name" = String, Path)), request_body = JobQueuePause, responses((status = 200, body = Data<JobQueuePause>)))]
pub(crate) async fn pause_job_queue(
    operator: IsOperator,
    Extension(directory): Extension<Directory>,
    Segments(name): Segments<String>,
    Valid(JobQueuePause { paused }): Valid<JobQueuePause>,
) -> Result<Data<JobQueuePause>> {
    if !directory.kinds().any(|(_, queue)| queue == name) {
        return Err(Problem::not_found("queue"));
    }
    let mut tx = operator.tx().await?;
    let (now, by) = (tx.now(), tx.operator_id());
    let changed = if paused {
        sqlx::query!(
            "INSERT INTO job_pauses (scope, name, paused_at, paused_by) VALUES ('queue', $1, $2, $3) ON CONFLICT DO NOTHING",
            name,
            now,
            by
        )
        .execute(&mut *tx)
        .await?
    } else {
        sqlx::query!("DELETE FROM job_pauses WHERE scope = 'queue' AND name = $1", name).execute(&mut *tx).await?
    };
    if changed.rows_affected() > 0 {
        tx.log(OperatorEntry::new(if paused { "queue.paused" } else { "queue.resumed" }, "queue").target(&name, &name));
        tx.commit().await?;
    }
    Ok(Data { data: JobQueuePause { paused } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_the_limits_of_their_places() {
        assert_eq!(quantile(&[], 50), None);
        assert_eq!(quantile(&[0; 16], 99), None);
        let mut counts = [0; 16];
        (counts[0], counts[3], counts[15]) = (90, 9, 1);
        assert_eq!((quantile(&counts, 50), quantile(&counts, 99), quantile(&counts, 100)), (Some(1), Some(10), None));
    }
}
