//! Status, priority, assignment.

use contracts::{Conversation, ConversationStatus, Priority};
use garde::Validate;
use kernel::{Can, ConstraintExt, Data, PathId, Problem, Result, TenantTx, Valid, grants};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct ConversationChange {
    #[garde(skip)]
    pub status: Option<ConversationStatus>,
    #[garde(skip)]
    pub priority: Option<Priority>,
    #[garde(inner(length(chars, max = 200)))]
    pub subject: Option<String>,
}

/// Changes the fields that are given.
#[utoipa::path(patch, path = "/conversations/{id}", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = ConversationChange, responses((status = 200, body = Data<Conversation>)))]
pub async fn update_conversation(
    ctx: Can<grants::ConversationsWrite>,
    PathId(id): PathId,
    Valid(change): Valid<ConversationChange>,
) -> Result<Data<Conversation>> {
    let mut tx = ctx.tenant_tx().await?;
    super::lock(&mut tx, id).await?;
    let conversation = change_fields(&mut tx, id, &change).await?;
    tx.commit().await?;
    Ok(Data { data: conversation })
}

/// Resolves a conversation. Resolving a resolved one is fine.
#[utoipa::path(post, path = "/conversations/{id}/close", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<Conversation>)))]
pub async fn close_conversation(ctx: Can<grants::ConversationsWrite>, PathId(id): PathId) -> Result<Data<Conversation>> {
    let mut tx = ctx.tenant_tx().await?;
    super::lock(&mut tx, id).await?;
    let change = ConversationChange { status: Some(ConversationStatus::Resolved), priority: None, subject: None };
    let conversation = change_fields(&mut tx, id, &change).await?;
    tx.commit().await?;
    Ok(Data { data: conversation })
}

async fn change_fields(tx: &mut TenantTx, id: Uuid, change: &ConversationChange) -> Result<Conversation> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "UPDATE conversations SET
           status = coalesce($3, status), priority = coalesce($4, priority), subject = coalesce($5, subject), updated_at = $6,
           resolved_at = CASE WHEN $3 = 'resolved' THEN coalesce(resolved_at, $6) WHEN $3 IS NULL THEN resolved_at END,
           unread_count = CASE WHEN $3 = 'resolved' THEN 0 ELSE unread_count END
         WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        change.status.map(ConversationStatus::as_str),
        change.priority.map(Priority::as_str),
        change.subject,
        now
    )
    .execute(&mut **tx)
    .await?;
    super::announce(tx, id).await
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Assignment {
    /// A member's user id, or null for nobody.
    #[garde(skip)]
    pub assignee_id: Option<Uuid>,
}

/// Gives the conversation to a member, or to nobody.
#[utoipa::path(post, path = "/conversations/{id}/assign", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = Assignment, responses((status = 200, body = Data<Conversation>)))]
pub async fn assign_conversation(
    ctx: Can<grants::ConversationsAssign>,
    PathId(id): PathId,
    Valid(assignment): Valid<Assignment>,
) -> Result<Data<Conversation>> {
    let mut tx = ctx.tenant_tx().await?;
    super::lock(&mut tx, id).await?;
    let now = tx.now();
    sqlx::query!(
        "UPDATE conversations SET assignee_id = $3, updated_at = $4 WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        assignment.assignee_id,
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("conversations_tenant_id_assignee_id_fkey", || {
        Problem::invalid("assignee_id", "unknown_member", "is not a member of this workspace")
    })?;
    let conversation = super::announce(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Data { data: conversation })
}
