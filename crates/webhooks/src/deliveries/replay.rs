use super::{WebhookDelivery, WebhookDeliveryState, known_time, load};
use crate::{endpoints, lane};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Accepted, Audit, Can, Data, PathId, Problem, Result, Valid, grants};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// That one call may send again.
const MOST: i64 = 10_000;

/// Sends a delivery again, at once and then by the schedule from its beginning. 409 `endpoint_disabled`.
#[utoipa::path(post, path = "/webhooks/deliveries/{id}/replay", tag = "webhooks", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 202, body = Data<WebhookDelivery>)))]
pub async fn replay_webhook_delivery(ctx: Can<grants::WebhooksWrite>, PathId(id): PathId) -> Result<Accepted<WebhookDelivery>> {
    let mut tx = ctx.tenant_tx().await?;
    let delivery = load(&mut tx, id).await?;
    enabled(endpoints::lock(&mut tx, delivery.endpoint_id).await?.enabled)?;
    sqlx::query!(
        "UPDATE webhook_deliveries SET state = 'pending', step = 0, next_at = $3, ended_at = NULL WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        tx.now()
    )
    .execute(&mut *tx)
    .await?;
    let delivery = load(&mut tx, id).await?;
    tx.audit(Audit::new("webhook_delivery.replayed", "webhook_delivery").target(id));
    tx.enqueue(lane::job(delivery.endpoint_id));
    tx.commit().await?;
    Ok(Accepted(delivery))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Replay {
    #[garde(skip)]
    pub endpoint_id: Uuid,
    /// Deliveries that were made from then on.
    #[garde(skip)]
    pub since: DateTime<Utc>,
    /// And before; now when absent.
    #[garde(skip)]
    pub until: Option<DateTime<Utc>>,
    /// Only those in this state, such as `failed`; when absent, whatever arrived and whatever did not.
    #[garde(skip)]
    pub state: Option<WebhookDeliveryState>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Replayed {
    pub replayed: i64,
}

/// Sends an endpoint's deliveries of a span of time again. 422 `too_many` above ten thousand; 409 `endpoint_disabled`.
#[utoipa::path(post, path = "/webhooks/deliveries/replay", tag = "webhooks", security(("bearer" = [])), request_body = Replay, responses((status = 202, body = Data<Replayed>)))]
pub async fn replay_webhook_deliveries(ctx: Can<grants::WebhooksWrite>, Valid(replay): Valid<Replay>) -> Result<Accepted<Replayed>> {
    let since = known_time("since", replay.since)?;
    let mut tx = ctx.tenant_tx().await?;
    let until = replay.until.map_or(Ok(tx.now()), |until| known_time("until", until))?;
    let endpoint = endpoints::lock(&mut tx, replay.endpoint_id).await;
    enabled(endpoint.map_err(|_| Problem::invalid("endpoint_id", "unknown_endpoint", "is no endpoint of this workspace"))?.enabled)?;
    let replayed = sqlx::query!(
        "UPDATE webhook_deliveries SET state = 'pending', step = 0, next_at = $6, ended_at = NULL
         WHERE tenant_id = $1 AND endpoint_id = $2 AND created_at >= $3 AND created_at <= $4 AND ($5::text IS NULL OR state = $5)",
        ctx.principal.tenant_id,
        replay.endpoint_id,
        since,
        until,
        replay.state.map(WebhookDeliveryState::as_str),
        tx.now()
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    let replayed = i64::try_from(replayed).unwrap_or(i64::MAX);
    if replayed > MOST {
        // The transaction ends here, and nothing of it stays.
        return Err(Problem::invalid("since", "too_many", format!("leads to {replayed} deliveries; {MOST} may be replayed at once")));
    }
    tx.audit(
        Audit::new("webhook_deliveries.replayed", "webhook_endpoint")
            .target(replay.endpoint_id)
            .after(&json!({ "since": since, "until": until, "state": replay.state, "replayed": replayed })),
    );
    tx.enqueue(lane::job(replay.endpoint_id));
    tx.commit().await?;
    Ok(Accepted(Replayed { replayed }))
}

fn enabled(enabled: bool) -> Result<()> {
    if enabled { Ok(()) } else { Err(Problem::conflict("endpoint_disabled", "The endpoint is disabled; enable it first.")) }
}
