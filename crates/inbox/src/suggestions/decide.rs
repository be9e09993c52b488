//! Staff decide on a draft.

use super::suggestion_query;
use crate::messages::{self, NewMessage};
use contracts::{Message, SenderKind, Suggestion, SuggestionStatus, events::SuggestionUpdated};
use garde::Validate;
use kernel::{Can, Created, Data, PathId, Problem, Result, TenantTx, Valid, grants};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
pub struct Acceptance {
    /// The text to send where staff changed it; the draft as it is when absent.
    #[garde(inner(length(chars, min = 1, max = 10_000)))]
    pub content: Option<String>,
}

/// Sends a draft, as it is or edited. 409 `already_decided`.
#[utoipa::path(post, path = "/messages/{id}/accept", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path, description = "The suggestion's id")), request_body = Acceptance, responses((status = 201, body = Data<Message>)))]
pub async fn accept_suggestion(
    ctx: Can<grants::ConversationsWrite>,
    PathId(id): PathId,
    acceptance: Option<Valid<Acceptance>>,
) -> Result<Created<Message>> {
    let mut tx = ctx.tenant_tx().await?;
    let suggestion = pending(&mut tx, id).await?;
    let edited = acceptance.and_then(|Valid(a)| a.content).filter(|content| *content != suggestion.content);
    if edited.as_deref().is_some_and(|content| content.trim().is_empty()) {
        return Err(Problem::invalid("content", "blank", "must not be blank"));
    }
    let status = if edited.is_some() { SuggestionStatus::Edited } else { SuggestionStatus::Accepted };
    let message =
        NewMessage { citations: suggestion.citations.clone(), ..NewMessage::new(SenderKind::Staff, edited.unwrap_or(suggestion.content)) };
    let message = messages::send::as_staff(&mut tx, suggestion.conversation_id, &ctx.principal, message).await?;
    decide(&mut tx, id, status, ctx.principal.user(), Some(message.id)).await?;
    tx.commit().await?;
    Ok(Created(message))
}

/// Puts a draft aside. 409 `already_decided`.
#[utoipa::path(post, path = "/messages/{id}/reject", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path, description = "The suggestion's id")), responses((status = 200, body = Data<Suggestion>)))]
pub async fn reject_suggestion(ctx: Can<grants::ConversationsWrite>, PathId(id): PathId) -> Result<Data<Suggestion>> {
    let mut tx = ctx.tenant_tx().await?;
    pending(&mut tx, id).await?;
    let suggestion = decide(&mut tx, id, SuggestionStatus::Rejected, ctx.principal.user(), None).await?;
    tx.commit().await?;
    Ok(Data { data: suggestion })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Feedback {
    #[garde(range(min = 1, max = 5))]
    pub rating: i16,
    #[garde(inner(length(chars, max = 2_000)))]
    pub comment: Option<String>,
}

/// Rates a draft from 1 to 5; a second rating replaces the first.
#[utoipa::path(post, path = "/messages/{id}/feedback", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path, description = "The suggestion's id")), request_body = Feedback, responses((status = 200, body = Data<Suggestion>)))]
pub async fn rate_suggestion(
    ctx: Can<grants::ConversationsWrite>,
    PathId(id): PathId,
    Valid(feedback): Valid<Feedback>,
) -> Result<Data<Suggestion>> {
    let mut tx = ctx.tenant_tx().await?;
    let rated = sqlx::query!(
        "UPDATE suggestions SET rating = $3, comment = $4 WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        feedback.rating,
        feedback.comment
    )
    .execute(&mut *tx)
    .await?;
    if rated.rows_affected() == 0 {
        return Err(Problem::not_found("suggestion"));
    }
    let suggestion = load(&mut tx, id).await?;
    tx.emit(&SuggestionUpdated(suggestion.clone()))?;
    tx.commit().await?;
    Ok(Data { data: suggestion })
}

async fn load(tx: &mut TenantTx, id: Uuid) -> Result<Suggestion> {
    let tenant_id = tx.tenant_id();
    let row = suggestion_query!("WHERE tenant_id = $1 AND id = $2", tenant_id, id).fetch_optional(&mut **tx).await?;
    row.map(Suggestion::from).ok_or_else(|| Problem::not_found("suggestion"))
}

/// The draft, locked: two who decide at once follow one another, and the second is told.
async fn pending(tx: &mut TenantTx, id: Uuid) -> Result<Suggestion> {
    let tenant_id = tx.tenant_id();
    let row = suggestion_query!("WHERE tenant_id = $1 AND id = $2 FOR UPDATE", tenant_id, id).fetch_optional(&mut **tx).await?;
    let suggestion = row.map(Suggestion::from).ok_or_else(|| Problem::not_found("suggestion"))?;
    if suggestion.status == SuggestionStatus::Pending {
        Ok(suggestion)
    } else {
        Err(Problem::conflict("already_decided", format!("This draft was {} already.", suggestion.status.as_str())))
    }
}

async fn decide(
    tx: &mut TenantTx,
    id: Uuid,
    status: SuggestionStatus,
    user_id: Option<Uuid>,
    message_id: Option<Uuid>,
) -> Result<Suggestion> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "UPDATE suggestions SET status = $3, decided_by = $4, decided_at = $5, message_id = $6 WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        status.as_str(),
        user_id,
        now,
        message_id
    )
    .execute(&mut **tx)
    .await?;
    let suggestion = load(tx, id).await?;
    tx.emit(&SuggestionUpdated(suggestion.clone()))?;
    Ok(suggestion)
}
