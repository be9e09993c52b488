//! What a visitor writes and reads.

use super::{Widget, session, token::Visitor};
use crate::answer;
use axum::{Extension, extract::State, http::HeaderMap, response::IntoResponse};
use contracts::{Message, events::VisitorConversation, inbox::CustomerMessage};
use garde::Validate;
use kernel::{
    Created, Data, Kernel, NoContent, Page, Query, Result, Valid,
    page::{self, PageInfo},
};
use realtime::Frame;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Duration;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewVisitorMessage {
    /// 4,000 characters at most.
    #[garde(length(chars, min = 1, max = 4_000), custom(not_blank))]
    pub content: String,
    /// The widget's own id of the message; sent again, it gives the same message.
    #[garde(inner(length(min = 1, max = 64)))]
    pub client_id: Option<String>,
}

fn not_blank(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

/// Writes to the business.
#[utoipa::path(post, path = "/widget/messages", tag = "widget", security(("visitor" = [])), request_body = NewVisitorMessage, responses((status = 201, body = Data<Message>)))]
pub async fn send_visitor_message(
    State(kernel): State<Kernel>,
    Extension(widget): Extension<Widget>,
    visitor: Visitor,
    headers: HeaderMap,
    Valid(new): Valid<NewVisitorMessage>,
) -> Result<Created<Message>> {
    let chatbot = widget.chatbots.get(visitor.tenant_id, visitor.chatbot_id).await?;
    chatbot.check_origin(&headers, &widget.own_origins)?;
    let (session, conversation_id, contact_id) = session::with_conversation(&kernel, &widget, &visitor).await?;
    let job = chatbot.bot.enabled.then(|| answer::job(conversation_id, visitor.chatbot_id));
    // Messages are written in batches, outside of the request's own transaction.
    let client_id = new.client_id.or_else(kernel::idempotency::stand_in);
    let message = CustomerMessage { conversation_id, contact_id, sender_name: session.name, content: new.content, client_id, job };
    Ok(Created(widget.conversations.receive(&visitor.ctx(), message).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VisitorMessageFilter {
    /// Only messages with a `seq` above this one.
    since: Option<i64>,
    /// Seconds, 30 at most, to wait for a message when there is none.
    wait: Option<u64>,
    limit: Option<i64>,
}

/// Messages, and where the conversation stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct VisitorMessages {
    pub data: Vec<Message>,
    pub page: PageInfo,
    /// Null until the first message.
    pub conversation: Option<VisitorConversation>,
}

impl IntoResponse for VisitorMessages {
    fn into_response(self) -> axum::response::Response {
        axum::Json(self).into_response()
    }
}

/// The conversation's public messages, oldest first.
#[utoipa::path(get, path = "/widget/messages", tag = "widget", security(("visitor" = [])), params(VisitorMessageFilter), responses((status = 200, body = VisitorMessages)))]
pub async fn list_visitor_messages(
    State(kernel): State<Kernel>,
    Extension(widget): Extension<Widget>,
    visitor: Visitor,
    Query(filter): Query<VisitorMessageFilter>,
) -> Result<VisitorMessages> {
    let limit = page::limit(filter.limit)?;
    let since = filter.since.unwrap_or(0);
    let Some(wait) = filter.wait.filter(|wait| *wait > 0) else {
        return read(&kernel, &widget, &visitor, since, limit).await;
    };
    let Some(conversation_id) = session::find(&kernel.db, &visitor).await?.and_then(|s| s.conversation_id) else {
        return read(&kernel, &widget, &visitor, since, limit).await;
    };
    // Joined before reading, so that a message between the two wakes us.
    let mut subscription = widget.hub.join_conversation(&visitor.ctx(), conversation_id, None).await?;
    let mut page = read(&kernel, &widget, &visitor, since, limit).await?;
    let deadline = tokio::time::Instant::now() + Duration::from_secs(wait.min(30));
    while page.data.is_empty() && tokio::time::timeout_at(deadline, subscription.frames.recv()).await.is_ok_and(|frame| frame.is_some()) {
        page = read(&kernel, &widget, &visitor, since, limit).await?;
    }
    Ok(page)
}

async fn read(kernel: &Kernel, widget: &Widget, visitor: &Visitor, since: i64, limit: i64) -> Result<VisitorMessages> {
    let session = session::find(&kernel.db, visitor).await?;
    let mut tx = kernel.db.tenant(&visitor.ctx()).await?;
    let (messages, conversation) = match session.and_then(|s| s.conversation_id) {
        Some(id) => {
            let conversation = widget.conversations.get(&mut tx, id).await?;
            (widget.conversations.public_messages(&mut tx, id, since, limit).await?, Some((&conversation).into()))
        }
        None => (Vec::new(), None),
    };
    let mut page = Page::whole(messages);
    page.page.limit = limit;
    Ok(VisitorMessages { data: page.data, page: page.page, conversation })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct VisitorTyping {
    #[garde(skip)]
    pub typing: bool,
}

/// Shows staff that the visitor writes, or stopped.
#[utoipa::path(post, path = "/widget/typing", tag = "widget", security(("visitor" = [])), request_body = VisitorTyping, responses((status = 204, description = "Shown")))]
pub async fn show_visitor_typing(
    State(kernel): State<Kernel>,
    Extension(widget): Extension<Widget>,
    visitor: Visitor,
    Valid(typing): Valid<VisitorTyping>,
) -> Result<NoContent> {
    if let Some(session) = session::find(&kernel.db, &visitor).await?
        && let Some(conversation_id) = session.conversation_id
    {
        visitor_types(&widget, &visitor, conversation_id, session.name.as_deref(), typing.typing);
    }
    Ok(NoContent)
}

pub(super) fn visitor_types(widget: &Widget, visitor: &Visitor, conversation_id: uuid::Uuid, name: Option<&str>, typing: bool) {
    let data = json!({ "conversation_id": conversation_id, "sender": { "kind": "customer", "id": null, "name": name }, "typing": typing });
    widget.hub.tell_staff_of(visitor.tenant_id, conversation_id, Frame::new("typing", None, &data));
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct VisitorRead {
    /// The last `seq` that the visitor has seen.
    #[garde(range(min = 0))]
    pub seq: i64,
}

/// The visitor has read up to there.
#[utoipa::path(post, path = "/widget/read", tag = "widget", security(("visitor" = [])), request_body = VisitorRead, responses((status = 204, description = "Noted")))]
pub async fn mark_visitor_read(State(kernel): State<Kernel>, visitor: Visitor, Valid(read): Valid<VisitorRead>) -> Result<NoContent> {
    let mut tx = kernel.db.tenant(&visitor.ctx()).await?;
    sqlx::query!(
        "UPDATE visitor_sessions SET read_seq = greatest(read_seq, $3) WHERE tenant_id = $1 AND id = $2",
        visitor.tenant_id,
        visitor.session_id,
        read.seq
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(NoContent)
}
