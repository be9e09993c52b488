//! Staff write: a reply or a private note.

use super::{NewMessage, append, with_client_id};
use crate::conversations;
use axum::http::StatusCode;
use contracts::{ConversationStatus, Message, SenderKind};
use garde::Validate;
use kernel::{Can, Created, Data, PathId, Principal, Problem, Result, TenantTx, Valid, grants};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewStaffMessage {
    #[garde(length(chars, min = 1, max = 10_000), custom(not_blank))]
    pub content: String,
    /// A note that the customer never sees.
    #[garde(skip)]
    #[serde(default)]
    pub private: bool,
    /// The client's own id; sent again, it gives the same message.
    #[garde(inner(length(min = 1, max = 64)))]
    pub client_id: Option<String>,
}

fn not_blank(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

/// Writes to the customer, or a note among staff. The first to reply has the conversation.
#[utoipa::path(post, path = "/conversations/{id}/messages", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = NewStaffMessage, responses((status = 201, body = Data<Message>)))]
pub async fn send_message(
    ctx: Can<grants::ConversationsWrite>,
    PathId(id): PathId,
    Valid(new): Valid<NewStaffMessage>,
) -> Result<Created<Message>> {
    let mut tx = ctx.tenant_tx().await?;
    let message = NewMessage { private: new.private, client_id: new.client_id, ..NewMessage::new(SenderKind::Staff, new.content) };
    let message = as_staff(&mut tx, id, &ctx.principal, message).await?;
    tx.commit().await?;
    Ok(Created(message))
}

/// Adds a message of a member or an API key; a public one of a member takes an unassigned conversation, and any public one
/// reopens a resolved one.
pub(crate) async fn as_staff(tx: &mut TenantTx, id: Uuid, principal: &Principal, mut new: NewMessage) -> Result<Message> {
    let user_id = principal.user();
    let conversation = conversations::lock(tx, id).await?;
    if let Some(client_id) = &new.client_id
        && let Some(message) = with_client_id(tx, id, SenderKind::Staff, client_id).await?
    {
        return Ok(message);
    }
    new.sender_id = user_id;
    new.sender_name = Some(match user_id {
        Some(user_id) => member_name(tx, user_id).await?,
        None => key_name(tx, principal.user_id).await?,
    });
    let private = new.private;
    let message = append(tx, id, new).await?;
    let changes = !private && (conversation.assignee.is_none() || conversation.status == ConversationStatus::Resolved);
    if changes {
        let tenant_id = tx.tenant_id();
        sqlx::query!(
            "UPDATE conversations SET assignee_id = coalesce(assignee_id, $3), resolved_at = NULL,
               status = CASE WHEN status = 'resolved' THEN 'open' ELSE status END
             WHERE tenant_id = $1 AND id = $2",
            tenant_id,
            id,
            user_id
        )
        .execute(&mut **tx)
        .await?;
    }
    if changes || (!private && conversation.unread_count > 0) {
        conversations::announce(tx, id).await?;
    }
    Ok(message)
}

async fn key_name(tx: &mut TenantTx, key_id: Uuid) -> Result<String> {
    let tenant_id = tx.tenant_id();
    Ok(sqlx::query_scalar!("SELECT name FROM api_keys WHERE tenant_id = $1 AND id = $2", tenant_id, key_id).fetch_one(&mut **tx).await?)
}

/// An access token is good for some minutes after the membership has ended; it writes nothing more.
async fn member_name(tx: &mut TenantTx, user_id: Uuid) -> Result<String> {
    let tenant_id = tx.tenant_id();
    sqlx::query_scalar!(
        "SELECT u.name FROM members m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = $1 AND m.user_id = $2",
        tenant_id,
        user_id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::new(StatusCode::FORBIDDEN, "no_workspace", "You are no longer a member of this workspace."))
}
