use super::{WebhookEndpointWithSecret, load, lock};
use crate::{Webhooks, secret};
use axum::Extension;
use chrono::Duration;
use garde::Validate;
use kernel::{Audit, Can, Data, PathId, Result, Valid, grants};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;

const USUAL_OVERLAP: i64 = 24;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct SecretRotation {
    /// For so many hours the secret of before signs as well; 24 when absent, 0: from now on it does not.
    #[garde(inner(range(min = 0, max = 168)))]
    pub overlap_hours: Option<i64>,
}

/// Gives an endpoint a new secret, which is shown this once. Until the overlap is over, requests carry a signature by each.
#[utoipa::path(post, path = "/webhooks/endpoints/{id}/rotate-secret", tag = "webhooks", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = SecretRotation, responses((status = 200, body = Data<WebhookEndpointWithSecret>)))]
pub async fn rotate_webhook_secret(
    ctx: Can<grants::WebhooksWrite>,
    Extension(webhooks): Extension<Arc<Webhooks>>,
    PathId(id): PathId,
    rotation: Option<Valid<SecretRotation>>,
) -> Result<Data<WebhookEndpointWithSecret>> {
    let hours = rotation.and_then(|Valid(rotation)| rotation.overlap_hours).unwrap_or(USUAL_OVERLAP);
    let mut tx = ctx.tenant_tx().await?;
    lock(&mut tx, id).await?;
    let secret = secret::new();
    let until = (hours > 0).then(|| tx.now() + Duration::hours(hours));
    sqlx::query!(
        "UPDATE webhook_endpoints SET previous_secret = CASE WHEN $4::timestamptz IS NOT NULL THEN secret END, previous_until = $4, secret = $3, updated_at = $5
         WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        webhooks.seal_secret(id, &secret)?,
        until,
        tx.now()
    )
    .execute(&mut *tx)
    .await?;
    tx.audit(Audit::new("webhook_endpoint.rotated", "webhook_endpoint").target(id).after(&json!({ "overlap_hours": hours })));
    let endpoint = load(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Data { data: WebhookEndpointWithSecret { endpoint, secret } })
}
