use super::lock;
use kernel::{Audit, Can, NoContent, PathId, Result, grants};

/// Removes an endpoint with its deliveries and their attempts.
#[utoipa::path(delete, path = "/webhooks/endpoints/{id}", tag = "webhooks", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204)))]
pub async fn delete_webhook_endpoint(ctx: Can<grants::WebhooksWrite>, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let before = lock(&mut tx, id).await?;
    sqlx::query!("DELETE FROM webhook_endpoints WHERE tenant_id = $1 AND id = $2", ctx.principal.tenant_id, id).execute(&mut *tx).await?;
    tx.audit(Audit::new("webhook_endpoint.deleted", "webhook_endpoint").target(id).before(&before));
    tx.commit().await?;
    Ok(NoContent)
}
