//! Puts jobs into the queue when their time has come: delayed ones, and those that wait for their next attempt.

use crate::worker::Worker;
use kernel::Result;
use std::{sync::Arc, time::Duration};

const MOST: i32 = 1_000;
/// How late a delayed job may be noticed.
const LOOK: Duration = Duration::from_millis(500);
const SOON: Duration = Duration::from_millis(5);

pub(crate) async fn run(worker: Arc<Worker>) {
    let stopping = worker.tasks.stopping();
    while !stopping.is_cancelled() {
        let pause = match promote(&worker).await {
            Ok(pause) => pause,
            Err(problem) => {
                tracing::debug!(%problem, "could not look for jobs that are due");
                LOOK
            }
        };
        tokio::select! { () = tokio::time::sleep(pause) => {}, () = stopping.cancelled() => {} }
    }
}

/// How long nothing more is due.
async fn promote(worker: &Worker) -> Result<Duration> {
    let now = worker.now();
    let row = sqlx::query!(r#"SELECT promoted AS "promoted!", kinds AS "kinds!", next_at FROM app.promote_jobs($1, $2)"#, now, MOST)
        .fetch_one(worker.db.outside_tenants())
        .await?;
    worker.wake(row.kinds.iter().map(String::as_str));
    if row.promoted == MOST {
        return Ok(Duration::ZERO);
    }
    let until = row.next_at.and_then(|next| next.signed_duration_since(now).to_std().ok());
    Ok(until.map_or(LOOK, |until| until.clamp(SOON, LOOK)))
}
