//! Status, priority, assignment.

use contracts::{
    Conversation, ConversationStatus, Priority,
    events::{ConversationMoved, Placement},
};
use garde::Validate;
use kernel::{Can, Data, PathId, Problem, Result, TenantTx, Valid, extract::given, grants};
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

/// What is absent stays as it is; null takes it away.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Assignment {
    /// A member's user id, or null for nobody.
    #[garde(skip)]
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub assignee_id: Option<Option<Uuid>>,
    /// A team's id, or null for none.
    #[garde(skip)]
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub team_id: Option<Option<Uuid>>,
}

/// Gives the conversation to a member, to a team, to both, or to nobody. Who sees only their own may give away what they have,
/// and sees it no more.
#[utoipa::path(post, path = "/conversations/{id}/assign", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = Assignment, responses((status = 200, body = Data<Conversation>)))]
pub async fn assign_conversation(
    ctx: Can<grants::ConversationsAssign>,
    PathId(id): PathId,
    Valid(assignment): Valid<Assignment>,
) -> Result<Data<Conversation>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = super::lock(&mut tx, id).await?;
    tx.see_every_conversation().await?;
    let from = Placement::from(&before);
    let to =
        Placement { assignee_id: assignment.assignee_id.unwrap_or(from.assignee_id), team_id: assignment.team_id.unwrap_or(from.team_id) };
    place(&mut tx, id, to).await?;
    let conversation = super::announce(&mut tx, id).await?;
    if from != to {
        tx.emit(&ConversationMoved { id, from, to })?;
    }
    tx.commit().await?;
    Ok(Data { data: conversation })
}

async fn place(tx: &mut TenantTx, id: Uuid, to: Placement) -> Result<()> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "UPDATE conversations SET assignee_id = $3, team_id = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        to.assignee_id,
        to.team_id,
        now
    )
    .execute(&mut **tx)
    .await
    .map_err(|error| match &error {
        sqlx::Error::Database(inner) if inner.constraint() == Some("conversations_tenant_id_assignee_id_fkey") => {
            Problem::invalid("assignee_id", "unknown_member", "is not a member of this workspace")
        }
        sqlx::Error::Database(inner) if inner.constraint() == Some("conversations_team_fkey") => {
            Problem::invalid("team_id", "unknown_team", "is no team of this workspace")
        }
        _ => error.into(),
    })?;
    Ok(())
}
