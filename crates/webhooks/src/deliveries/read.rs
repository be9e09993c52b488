use super::{WebhookDelivery, load};
use crate::body::{Happened, body, test_body};
use chrono::{DateTime, Utc};
use kernel::{Can, Data, PathId, Result, TenantTx, grants};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Of the log that is shown.
const MOST_ATTEMPTS: i64 = 100;

/// One request, and what came back.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookAttempt {
    /// 1 the first.
    pub number: i32,
    pub at: DateTime<Utc>,
    pub duration_ms: i32,
    /// Null when nothing answered.
    pub status: Option<i16>,
    pub error: Option<String>,
    /// The beginning of the answer.
    pub response: Option<String>,
}

/// A delivery with what is sent and its attempts.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookDeliveryDetail {
    #[serde(flatten)]
    pub delivery: WebhookDelivery,
    /// What is sent; null when the event is not kept any more.
    #[schema(value_type = Option<Object>)]
    pub body: Option<Value>,
    /// The latest first.
    pub log: Vec<WebhookAttempt>,
}

/// One delivery with its attempts.
#[utoipa::path(get, path = "/webhooks/deliveries/{id}", tag = "webhooks", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<WebhookDeliveryDetail>)))]
pub async fn get_webhook_delivery(ctx: Can<grants::WebhooksRead>, PathId(id): PathId) -> Result<Data<WebhookDeliveryDetail>> {
    let mut tx = ctx.tenant_tx().await?;
    let delivery = load(&mut tx, id).await?;
    let log = sqlx::query_as!(
        WebhookAttempt,
        "SELECT number, at, duration_ms, status, error, response FROM webhook_attempts
         WHERE tenant_id = $1 AND delivery_id = $2 ORDER BY number DESC LIMIT $3",
        ctx.principal.tenant_id,
        id,
        MOST_ATTEMPTS
    )
    .fetch_all(&mut *tx)
    .await?;
    let body = sent(&mut tx, &delivery).await?;
    Ok(Data { data: WebhookDeliveryDetail { delivery, body, log } })
}

async fn sent(tx: &mut TenantTx, delivery: &WebhookDelivery) -> Result<Option<Value>> {
    if delivery.test {
        return Ok(Some(test_body(delivery.event_id, &delivery.event_type, delivery.created_at)));
    }
    let tenant_id = tx.tenant_id();
    let happened = sqlx::query_as!(
        Happened,
        "SELECT seq, version, conversation_id, data, created_at AS at FROM events WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        delivery.event_id
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(happened.map(|happened| body(delivery.event_id, &delivery.event_type, &happened)))
}
