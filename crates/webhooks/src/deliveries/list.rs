use super::{WebhookDelivery, WebhookDeliveryState};
use kernel::{Can, Cursor, Page, PageQuery, Query, Result, grants};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveryFilter {
    endpoint_id: Option<Uuid>,
    state: Option<WebhookDeliveryState>,
    event_type: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// The workspace's deliveries, the newest first.
#[utoipa::path(get, path = "/webhooks/deliveries", tag = "webhooks", security(("bearer" = [])), params(DeliveryFilter), responses((status = 200, body = Page<WebhookDelivery>)))]
pub async fn list_webhook_deliveries(
    ctx: Can<grants::WebhooksRead>,
    Query(filter): Query<DeliveryFilter>,
) -> Result<Page<WebhookDelivery>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let (before, before_id) = cursor.map_or((None, None), |cursor| (cursor.at, Some(cursor.id)));
    let mut tx = ctx.tenant_tx().await?;
    let deliveries = sqlx::query_as!(
        WebhookDelivery,
        r#"SELECT id, endpoint_id, event_id, kind AS event_type, event_seq IS NULL AS "test!", state AS "state: WebhookDeliveryState", attempts, next_at,
             last_status, last_error, created_at, ended_at
           FROM webhook_deliveries
           WHERE tenant_id = $1 AND ($2::uuid IS NULL OR endpoint_id = $2) AND ($3::text IS NULL OR state = $3) AND ($4::text IS NULL OR kind = $4)
             AND ($5::timestamptz IS NULL OR (created_at, id) < ($5, $6))
           ORDER BY created_at DESC, id DESC LIMIT $7"#,
        ctx.principal.tenant_id,
        filter.endpoint_id,
        filter.state.map(WebhookDeliveryState::as_str),
        filter.event_type,
        before,
        before_id,
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::new(deliveries, limit, |delivery: &WebhookDelivery| Cursor::at(delivery.created_at, delivery.id)))
}
