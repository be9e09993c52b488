use super::{WebhookDisabledReason, WebhookEndpoint};
use kernel::{Can, Page, Result, grants};

/// The workspace's endpoints, the newest first; twenty at most.
#[utoipa::path(get, path = "/webhooks/endpoints", tag = "webhooks", security(("bearer" = [])), responses((status = 200, body = Page<WebhookEndpoint>)))]
pub async fn list_webhook_endpoints(ctx: Can<grants::WebhooksRead>) -> Result<Page<WebhookEndpoint>> {
    let mut tx = ctx.tenant_tx().await?;
    let endpoints = sqlx::query_as!(
        WebhookEndpoint,
        r#"SELECT id, url, description, kinds AS event_types, enabled, disabled_reason AS "disabled_reason: WebhookDisabledReason", disabled_at, header_names,
             rate AS rate_limit, previous_until AS previous_secret_until, failing_since, created_at, updated_at
           FROM webhook_endpoints WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC"#,
        ctx.principal.tenant_id
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::whole(endpoints))
}
