//! How attempts end, written in batches: what ends while a batch is being written goes into the next.

use crate::{retry::Outcome, worker::Worker};
use kernel::Result;
use std::{sync::Arc, time::Duration};
use tokio::sync::{Notify, mpsc::UnboundedReceiver};
use uuid::Uuid;

const MOST: usize = 1_000;
/// The database may restart meanwhile. Longer than a lease would be in vain.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(500);

pub(crate) struct Ending {
    pub tenant_id: Uuid,
    pub id: Uuid,
    pub attempt: i32,
    pub outcome: Outcome,
    /// Rung afterwards, where the end of one lets another of its tenant begin.
    pub bell: Option<Arc<Notify>>,
}

pub(crate) async fn run(worker: Arc<Worker>, mut ended: UnboundedReceiver<Ending>) {
    let mut batch = Vec::with_capacity(MOST);
    loop {
        tokio::select! {
            biased;
            count = ended.recv_many(&mut batch, MOST) => {
                if count == 0 {
                    return;
                }
                write(&worker, &batch).await;
                batch.clear();
            }
            () = worker.at_rest.cancelled() => return,
        }
    }
}

async fn write(worker: &Worker, batch: &[Ending]) {
    for tried in 1..=TRIES {
        match try_write(worker, batch).await {
            Ok(()) => break,
            Err(problem) if tried == TRIES => {
                // Their leases run out and the jobs come back.
                tracing::warn!(jobs = batch.len(), %problem, "could not end jobs");
            }
            Err(problem) => {
                tracing::debug!(jobs = batch.len(), %problem, "could not end jobs yet");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    for bell in batch.iter().filter_map(|ending| ending.bell.as_ref()) {
        bell.notify_one();
    }
}

/// Twice does no harm: each ends only what is still this worker's attempt.
async fn try_write(worker: &Worker, batch: &[Ending]) -> Result<()> {
    let (gone, back): (Vec<&Ending>, Vec<&Ending>) =
        batch.iter().partition(|ending| matches!(ending.outcome, Outcome::Done | Outcome::Stopped));
    if !gone.is_empty() {
        sqlx::query_scalar!(
            "SELECT app.end_jobs($1, $2, $3, $4)",
            &*worker.id,
            &gone.iter().map(|ending| ending.tenant_id).collect::<Vec<_>>(),
            &gone.iter().map(|ending| ending.id).collect::<Vec<_>>(),
            &gone.iter().map(|ending| ending.attempt).collect::<Vec<_>>()
        )
        .fetch_one(worker.db.outside_tenants())
        .await?;
    }
    if back.is_empty() {
        return Ok(());
    }
    let now = worker.now();
    let (mut run_at, mut errors, mut last) = (Vec::new(), Vec::new(), Vec::new());
    for ending in &back {
        let (at, error, is_last) = match &ending.outcome {
            Outcome::Again { run_at, error } => (*run_at, error.clone(), false),
            Outcome::Failed { error } => (now, error.clone(), true),
            Outcome::Done | Outcome::Stopped => (now, String::new(), false),
        };
        run_at.push(at);
        // PostgreSQL keeps no U+0000.
        errors.push(error.replace('\0', "\u{fffd}"));
        last.push(is_last);
    }
    sqlx::query_scalar!(
        "SELECT app.put_back_jobs($1, $2, $3, $4, $5, $6, $7, $8)",
        &*worker.id,
        &back.iter().map(|ending| ending.tenant_id).collect::<Vec<_>>(),
        &back.iter().map(|ending| ending.id).collect::<Vec<_>>(),
        &back.iter().map(|ending| ending.attempt).collect::<Vec<_>>(),
        &run_at,
        &errors,
        &last,
        now
    )
    .fetch_one(worker.db.outside_tenants())
    .await?;
    Ok(())
}
