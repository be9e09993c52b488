//! A draft on request.

use crate::{Shared, conversations, messages::message_query};
use axum::Extension;
use contracts::{Feature, Message, Question, SenderKind, Suggestion, grounding::Turn};
use kernel::{Can, Created, Data, PathId, Problem, Result, grants};

/// How many messages back the draft looks.
const TURNS: i64 = 20;

/// Drafts a reply to the customer's latest message. Nothing is sent; staff accept, edit or reject it. 403 `feature_off`.
#[utoipa::path(post, path = "/conversations/{id}/ai-suggest", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 201, body = Data<Suggestion>)))]
pub async fn suggest_reply(
    ctx: Can<grants::ConversationsWrite>,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
) -> Result<Created<Suggestion>> {
    let mut tx = ctx.tenant_tx().await?;
    conversations::load(&mut tx, id).await?;
    shared.features.need(&mut tx, Feature::DraftsOnRequest).await?;
    let tenant_id = ctx.principal.tenant_id;
    let rows =
        message_query!("WHERE tenant_id = $1 AND conversation_id = $2 AND NOT private ORDER BY seq DESC LIMIT $3", tenant_id, id, TURNS)
            .fetch_all(&mut *tx)
            .await?;
    // No transaction is held open while a model thinks.
    drop(tx);
    let mut messages: Vec<Message> = rows.into_iter().map(Message::from).filter(|m| m.sender.kind != SenderKind::System).collect();
    messages.reverse();
    let question = messages
        .iter()
        .rposition(|m| m.sender.kind == SenderKind::Customer)
        .ok_or_else(|| Problem::conflict("nothing_to_answer", "The customer has not written anything yet."))?;
    let history = messages.iter().take(question).map(turn).collect();
    let text = messages.get(question).map(|m| m.content.clone()).unwrap_or_default();
    let question = Question { text, history, persona: None, purpose: "suggestion" };
    let mut answer = shared.answerer.answer(&ctx.ctx(), &question).await?;
    if !answer.grounded {
        answer.content = holding_reply().into();
    }
    let mut tx = ctx.tenant_tx().await?;
    conversations::lock(&mut tx, id).await?;
    let suggestion =
        super::insert(&mut tx, id, None, &answer).await?.ok_or_else(|| Problem::internal("a draft on request was taken for a repeat"))?;
    tx.commit().await?;
    Ok(Created(suggestion))
}

pub(crate) fn turn(message: &Message) -> Turn {
    Turn { from_customer: message.sender.kind == SenderKind::Customer, text: message.content.clone() }
}

/// What a person can say at once when nothing supports an answer: true whatever the question was.
pub(crate) fn holding_reply() -> &'static str {
    "Thanks for your question. I'm checking this with a colleague and will get back to you here shortly."
}
