//! Looking at one conversation.

use crate::Shared;
use axum::Extension;
use contracts::{
    Conversation, ConversationStatus,
    inbox::{Assignee, Handover},
};
use garde::Validate;
use kernel::{Can, Data, NoContent, PathId, Result, Valid, grants};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One conversation.
#[utoipa::path(get, path = "/conversations/{id}", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<Conversation>)))]
pub async fn get_conversation(ctx: Can<grants::ConversationsRead>, PathId(id): PathId) -> Result<Data<Conversation>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: super::load(&mut tx, id).await? })
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ConversationStanding {
    pub id: Uuid,
    pub status: ConversationStatus,
    pub handover: Option<Handover>,
    pub assignee: Option<Assignee>,
}

/// Where a conversation stands.
#[utoipa::path(get, path = "/conversations/{id}/status", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<ConversationStanding>)))]
pub async fn get_conversation_status(ctx: Can<grants::ConversationsRead>, PathId(id): PathId) -> Result<Data<ConversationStanding>> {
    let mut tx = ctx.tenant_tx().await?;
    let c = super::load(&mut tx, id).await?;
    Ok(Data { data: ConversationStanding { id: c.id, status: c.status, handover: c.handover, assignee: c.assignee } })
}

/// Staff have read everything in it.
#[utoipa::path(post, path = "/conversations/{id}/read", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Read")))]
pub async fn mark_conversation_read(ctx: Can<grants::ConversationsWrite>, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let conversation = super::lock(&mut tx, id).await?;
    if conversation.unread_count > 0 {
        sqlx::query!("UPDATE conversations SET unread_count = 0 WHERE tenant_id = $1 AND id = $2", ctx.principal.tenant_id, id)
            .execute(&mut *tx)
            .await?;
        super::announce(&mut tx, id).await?;
    }
    tx.commit().await?;
    Ok(NoContent)
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Typing {
    #[garde(skip)]
    pub typing: bool,
}

/// Shows colleagues and the visitor that the caller writes, or stopped.
#[utoipa::path(post, path = "/conversations/{id}/typing", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = Typing, responses((status = 204, description = "Shown")))]
pub async fn show_typing(
    ctx: Can<grants::ConversationsWrite>,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Valid(typing): Valid<Typing>,
) -> Result<NoContent> {
    let user_id = ctx.principal.person()?;
    let mut tx = ctx.tenant_tx().await?;
    super::load(&mut tx, id).await?;
    let name = sqlx::query_scalar!("SELECT name FROM users WHERE id = $1", user_id).fetch_one(&mut *tx).await?;
    realtime::routes::staff_types(&shared.hub, ctx.principal.tenant_id, id, user_id, &name, typing.typing);
    Ok(NoContent)
}
