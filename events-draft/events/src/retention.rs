//! For how long events are kept: the installation says how long at the most, the workspace may choose less.

use crate::Policy;
use axum::Extension;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Audit, Can, Data, Problem, Result, TenantTx, Valid, grants};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub struct EventRetention {
    /// What the workspace chose; null: as long as the installation keeps them.
    pub days: Option<i32>,
    /// The installation's, which is the most.
    pub most_days: i32,
    /// The oldest event that is there; null when there is none.
    pub oldest_seq: Option<i64>,
    pub oldest_at: Option<DateTime<Utc>>,
    /// The newest that there ever was.
    pub newest_seq: i64,
}

/// For how long events are kept, and from where on they are there.
#[utoipa::path(get, path = "/events/retention", tag = "events", security(("bearer" = [])), responses((status = 200, body = Data<EventRetention>)))]
pub async fn get_event_retention(ctx: Can<grants::EventsRead>, Extension(policy): Extension<Policy>) -> Result<Data<EventRetention>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: load(&mut tx, policy).await? })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct EventRetentionChange {
    /// 1 to the installation's days; null: as long as the installation keeps them.
    #[garde(inner(range(min = 1, max = 3_650)))]
    pub days: Option<i32>,
}

/// Chooses for how long events are kept. What is older goes within a day and does not come back.
#[utoipa::path(patch, path = "/events/retention", tag = "events", security(("bearer" = [])), request_body = EventRetentionChange, responses((status = 200, body = Data<EventRetention>)))]
pub async fn update_event_retention(
    ctx: Can<grants::TenantWrite>,
    Extension(policy): Extension<Policy>,
    Valid(change): Valid<EventRetentionChange>,
) -> Result<Data<EventRetention>> {
    if change.days.is_some_and(|days| days > policy.days) {
        return Err(Problem::invalid("days", "too_many", format!("must be {} at the most; the installation keeps them no longer", policy.days)));
    }
    let mut tx = ctx.tenant_tx().await?;
    let before = load(&mut tx, policy).await?;
    sqlx::query!("UPDATE tenants SET event_days = $2 WHERE tenant_id = $1", ctx.principal.tenant_id, change.days).execute(&mut *tx).await?;
    if before.days != change.days {
        let (was, is) = (json!({ "days": before.days }), json!({ "days": change.days }));
        tx.audit(Audit::new("event_retention.changed", "tenant").target(ctx.principal.tenant_id).before(&was).after(&is));
    }
    let data = load(&mut tx, policy).await?;
    tx.commit().await?;
    Ok(Data { data })
}

async fn load(tx: &mut TenantTx, policy: Policy) -> Result<EventRetention> {
    let tenant_id = tx.tenant_id();
    let row = sqlx::query!(
        r#"SELECT t.event_days, t.event_seq, e.seq AS "oldest_seq?", e.created_at AS "oldest_at?"
           FROM tenants t
           LEFT JOIN LATERAL (SELECT seq, created_at FROM events WHERE tenant_id = $1 ORDER BY seq LIMIT 1) e ON true
           WHERE t.tenant_id = $1"#,
        tenant_id
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(EventRetention {
        days: row.event_days,
        most_days: policy.days,
        oldest_seq: row.oldest_seq,
        oldest_at: row.oldest_at,
        newest_seq: row.event_seq,
    })
}

/// Whether everything after this point is still there.
pub(crate) async fn is_whole(tx: &mut TenantTx, after: i64) -> Result<bool> {
    let tenant_id = tx.tenant_id();
    let row = sqlx::query!(
        r#"SELECT t.event_seq, (SELECT e.seq FROM events e WHERE e.tenant_id = $1 ORDER BY e.seq LIMIT 1) AS oldest
           FROM tenants t WHERE t.tenant_id = $1"#,
        tenant_id
    )
    .fetch_one(&mut **tx)
    .await?;
    // Numbers are dense, so the oldest that is there tells where the gap ends.
    Ok(after >= row.event_seq || row.oldest.is_some_and(|oldest| oldest <= after.saturating_add(1)))
}
