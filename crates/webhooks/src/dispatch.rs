//! From events to deliveries: what was committed since each endpoint's cursor becomes its deliveries.

use crate::lane;
use async_trait::async_trait;
use jobs::{Handler, Job};
use kernel::{Db, NewJob, Result, TenantTx};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Also named in `app.record` (migration 0015), for processes of the version before.
pub const DISPATCH: &str = "webhooks.dispatch";
/// Events that are looked at in one transaction.
const BATCH: i64 = 500;
/// It must not be given up: what it has not looked at, nobody has.
const ATTEMPTS: i32 = 1_000_000;

/// Looks at what was committed. One that waits is enough for all.
pub fn job() -> NewJob {
    NewJob::new(DISPATCH, json!({})).unique("events").attempts(ATTEMPTS)
}

pub struct Dispatch {
    pub db: Db,
}

#[async_trait]
impl Handler for Dispatch {
    async fn run(&self, job: &Job) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let more = dispatch(&mut tx).await?;
        if more {
            tx.enqueue(self::job());
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}

struct Follower {
    id: Uuid,
    seq: i64,
    kinds: Vec<String>,
}

/// Whether there is more.
async fn dispatch(tx: &mut TenantTx) -> Result<bool> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    // Their cursors move under this lock, whoever else dispatches.
    let followers = sqlx::query_as!(
        Follower,
        "SELECT id, seq, kinds FROM webhook_endpoints WHERE tenant_id = $1 AND enabled ORDER BY id FOR UPDATE",
        tenant_id
    )
    .fetch_all(&mut **tx)
    .await?;
    let Some(from) = followers.iter().map(|follower| follower.seq).min() else { return Ok(false) };
    let events = sqlx::query!(
        "SELECT seq, id, kind, created_at FROM events WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        tenant_id,
        from,
        BATCH
    )
    .fetch_all(&mut **tx)
    .await?;
    let Some(to) = events.last().map(|event| event.seq) else { return Ok(false) };
    let wanted: Vec<_> = followers
        .iter()
        .flat_map(|follower| {
            let of_kind = |kind: &String| follower.kinds.is_empty() || follower.kinds.contains(kind);
            events.iter().filter(move |event| event.seq > follower.seq && of_kind(&event.kind)).map(move |event| (follower.id, event))
        })
        .collect();
    let reached = sqlx::query_scalar!(
        "INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_seq, kind, state, next_at, created_at)
         SELECT $1, n.id, n.endpoint_id, n.event_id, n.event_seq, n.kind, 'pending', $7, $7
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[]) AS n (id, endpoint_id, event_id, event_seq, kind)
         ON CONFLICT ON CONSTRAINT webhook_deliveries_event_key DO NOTHING RETURNING endpoint_id",
        tenant_id,
        &wanted.iter().map(|_| tx.new_id()).collect::<Vec<_>>(),
        &wanted.iter().map(|(endpoint_id, _)| *endpoint_id).collect::<Vec<_>>(),
        &wanted.iter().map(|(_, event)| event.id).collect::<Vec<_>>(),
        &wanted.iter().map(|(_, event)| event.seq).collect::<Vec<_>>(),
        &wanted.iter().map(|(_, event)| event.kind.clone()).collect::<Vec<_>>(),
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    sqlx::query!("UPDATE webhook_endpoints SET seq = $2 WHERE tenant_id = $1 AND enabled AND seq < $2", tenant_id, to)
        .execute(&mut **tx)
        .await?;
    for endpoint_id in reached.into_iter().collect::<BTreeSet<_>>() {
        tx.enqueue(lane::job(endpoint_id));
    }
    Ok(i64::try_from(events.len()).is_ok_and(|looked_at| looked_at == BATCH))
}
