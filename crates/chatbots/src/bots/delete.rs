use crate::public::PublicChatbots;
use axum::Extension;
use kernel::{Audit, Can, NoContent, PathId, Result, grants};

/// Deletes a chatbot. Its conversations stay; widgets with its key stop working.
#[utoipa::path(delete, path = "/chatbots/{id}", tag = "chatbots", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Deleted")))]
pub async fn delete_chatbot(
    ctx: Can<grants::ChatbotsWrite>,
    Extension(public): Extension<PublicChatbots>,
    PathId(id): PathId,
) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let bot = super::load(&mut tx, id).await?;
    sqlx::query!("DELETE FROM chatbots WHERE tenant_id = $1 AND id = $2", ctx.principal.tenant_id, id).execute(&mut *tx).await?;
    tx.audit(Audit::new("chatbot.deleted", "chatbot").target(id).before(&bot));
    tx.commit().await?;
    public.forget(ctx.principal.tenant_id, &bot).await;
    Ok(NoContent)
}
