use super::lock;
use crate::{
    deliveries::{self, WebhookDelivery},
    endpoints::input,
    lane,
};
use garde::Validate;
use kernel::{Accepted, Audit, Can, Data, PathId, Problem, Result, Valid, grants};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct TestEvent {
    /// `message.created` when absent.
    #[garde(inner(length(max = 100)))]
    pub event_type: Option<String>,
}

/// Sends the catalogue's example of an event, with `"test": true` in it. 409 `endpoint_disabled`.
#[utoipa::path(post, path = "/webhooks/endpoints/{id}/test", tag = "webhooks", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = TestEvent, responses((status = 202, body = Data<WebhookDelivery>)))]
pub async fn send_test_event(
    ctx: Can<grants::WebhooksWrite>,
    PathId(id): PathId,
    event: Option<Valid<TestEvent>>,
) -> Result<Accepted<WebhookDelivery>> {
    let kind = event.and_then(|Valid(event)| event.event_type).unwrap_or_else(|| "message.created".into());
    input::known("event_type", &kind)?;
    let mut tx = ctx.tenant_tx().await?;
    if !lock(&mut tx, id).await?.enabled {
        return Err(Problem::conflict("endpoint_disabled", "The endpoint is disabled; enable it first."));
    }
    let delivery_id = tx.new_id();
    sqlx::query!(
        "INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, kind, state, next_at, created_at)
         VALUES ($1, $2, $3, $4, $5, 'pending', $6, $6)",
        ctx.principal.tenant_id,
        delivery_id,
        id,
        tx.new_id(),
        kind,
        tx.now()
    )
    .execute(&mut *tx)
    .await?;
    let delivery = deliveries::load(&mut tx, delivery_id).await?;
    tx.audit(Audit::new("webhook_endpoint.tested", "webhook_endpoint").target(id).after(&json!({ "event_type": kind })));
    tx.enqueue(lane::job(id));
    tx.commit().await?;
    Ok(Accepted(delivery))
}
