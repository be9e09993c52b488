use super::{WebhookEndpoint, load};
use kernel::{Can, Data, PathId, Result, grants};

/// One endpoint.
#[utoipa::path(get, path = "/webhooks/endpoints/{id}", tag = "webhooks", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<WebhookEndpoint>)))]
pub async fn get_webhook_endpoint(ctx: Can<grants::WebhooksRead>, PathId(id): PathId) -> Result<Data<WebhookEndpoint>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: load(&mut tx, id).await? })
}
