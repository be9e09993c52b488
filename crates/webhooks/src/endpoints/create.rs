use super::{MOST_ENDPOINTS, WebhookEndpointWithSecret, input, load};
use crate::{Webhooks, dispatch, secret};
use axum::Extension;
use garde::Validate;
use kernel::{Audit, Can, Created, Data, Problem, Result, Valid, grants};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewWebhookEndpoint {
    /// `https://…`.
    #[garde(length(min = 1, max = 2_000))]
    pub url: String,
    #[serde(default)]
    #[garde(length(chars, max = 200))]
    pub description: String,
    /// Types of the catalogue; empty: every type, also those of later versions.
    #[serde(default)]
    #[garde(length(max = 100))]
    pub event_types: Vec<String>,
    /// Ten at the most. Their values are not shown again.
    #[serde(default)]
    #[garde(skip)]
    pub headers: BTreeMap<String, String>,
    /// Requests a second at the most.
    #[garde(inner(range(min = 1, max = 1_000)))]
    pub rate_limit: Option<i32>,
}

/// Adds an endpoint, which is told of what happens from now on. Its secret is shown this once. 409 `too_many_endpoints` above
/// twenty.
#[utoipa::path(post, path = "/webhooks/endpoints", tag = "webhooks", security(("bearer" = [])), request_body = NewWebhookEndpoint, responses((status = 201, body = Data<WebhookEndpointWithSecret>)))]
pub async fn create_webhook_endpoint(
    ctx: Can<grants::WebhooksWrite>,
    Extension(webhooks): Extension<Arc<Webhooks>>,
    Valid(new): Valid<NewWebhookEndpoint>,
) -> Result<Created<WebhookEndpointWithSecret>> {
    let url = input::url(&webhooks, &new.url)?;
    let kinds = input::event_types(new.event_types)?;
    let headers = input::headers(new.headers)?;
    let mut tx = ctx.tenant_tx().await?;
    let (tenant_id, id, now) = (tx.tenant_id(), tx.new_id(), tx.now());
    // Whoever else adds one waits, so that the count holds.
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('webhook endpoints ' || $1::text, 0))", tenant_id.to_string())
        .execute(&mut *tx)
        .await?;
    let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM webhook_endpoints WHERE tenant_id = $1"#, tenant_id)
        .fetch_one(&mut *tx)
        .await?;
    if count >= MOST_ENDPOINTS {
        return Err(Problem::conflict("too_many_endpoints", format!("A workspace has {MOST_ENDPOINTS} webhook endpoints at the most.")));
    }
    let secret = secret::new();
    let names: Vec<String> = headers.keys().cloned().collect();
    sqlx::query!(
        "INSERT INTO webhook_endpoints (tenant_id, id, url, description, kinds, secret, headers, header_names, rate, seq, created_at, updated_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, event_seq, $10, $10 FROM tenants WHERE tenant_id = $1",
        tenant_id,
        id,
        url,
        new.description.trim(),
        &kinds,
        webhooks.seal_secret(id, &secret)?,
        webhooks.seal_headers(id, &headers)?,
        &names,
        new.rate_limit,
        now
    )
    .execute(&mut *tx)
    .await?;
    let endpoint = load(&mut tx, id).await?;
    tx.audit(Audit::new("webhook_endpoint.created", "webhook_endpoint").target(id).after(&endpoint));
    // What is committed before this is not known to have a follower.
    tx.enqueue(dispatch::job());
    tx.commit().await?;
    Ok(Created(WebhookEndpointWithSecret { endpoint, secret }))
}
