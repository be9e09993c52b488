//! A visitor's session: begun, resumed, and named when the visitor says who they are.

use super::{Widget, token::Visitor};
use axum::{Extension, extract::State, http::HeaderMap};
use contracts::contacts::ContactSummary;
use garde::Validate;
use kernel::{ConstraintExt, Created, Data, Db, Kernel, Problem, Result, Segments, TenantTx, Valid, auth::bearer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
pub struct VisitorDetails {
    #[garde(inner(length(chars, min = 1, max = 200)))]
    pub name: Option<String>,
    #[garde(inner(email, length(max = 254)))]
    pub email: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SessionStarted {
    pub visitor_token: String,
    /// Null until the first message.
    pub conversation_id: Option<Uuid>,
}

/// A session as it stands.
#[derive(Debug, Clone)]
pub struct VisitorSession {
    pub chatbot_id: Uuid,
    pub contact_id: Option<Uuid>,
    pub conversation_id: Option<Uuid>,
    pub name: Option<String>,
    pub email: Option<String>,
}

/// Begins a session, or resumes the one of the visitor token that is sent along.
#[utoipa::path(post, path = "/widget/{key}/sessions", tag = "widget", params(("key" = String, Path)), request_body = VisitorDetails, responses((status = 201, body = Data<SessionStarted>)))]
pub async fn start_session(
    State(kernel): State<Kernel>,
    Extension(widget): Extension<Widget>,
    Segments(key): Segments<String>,
    headers: HeaderMap,
    details: Option<Valid<VisitorDetails>>,
) -> Result<Created<SessionStarted>> {
    let found = widget.chatbots.find(&key).await?;
    found.check_origin(&headers, &widget.own_origins)?;
    found.check_open()?;
    let known = bearer(&headers)
        .and_then(|token| widget.tokens.check(token))
        .filter(|visitor| visitor.tenant_id == found.tenant_id && visitor.chatbot_id == found.bot.id);
    if let Some(visitor) = known
        && let Some(session) = find(&kernel.db, &visitor).await?
    {
        return Ok(Created(SessionStarted { visitor_token: widget.tokens.issue(&visitor), conversation_id: session.conversation_id }));
    }
    let details = details.map(|Valid(details)| details).unwrap_or_default();
    let visitor = Visitor { tenant_id: found.tenant_id, chatbot_id: found.bot.id, session_id: kernel.clock.id() };
    let mut tx = kernel.db.tenant(&visitor.ctx()).await?;
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO visitor_sessions (tenant_id, id, chatbot_id, name, email, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        visitor.tenant_id,
        visitor.session_id,
        visitor.chatbot_id,
        details.name,
        details.email.map(|e| e.trim().to_lowercase()),
        now
    )
    .execute(&mut *tx)
    .await
    // What a key stands for is remembered for some seconds; it may be gone since.
    .on_constraint("visitor_sessions_tenant_id_chatbot_id_fkey", || Problem::not_found("chatbot"))?;
    tx.commit().await?;
    Ok(Created(SessionStarted { visitor_token: widget.tokens.issue(&visitor), conversation_id: None }))
}

/// The visitor says who they are. A known e-mail joins this conversation to that contact, and shows nothing of the
/// contact's other conversations.
#[utoipa::path(patch, path = "/widget/session", tag = "widget", security(("visitor" = [])), request_body = VisitorDetails, responses((status = 200, body = Data<SessionStarted>)))]
pub async fn update_session(
    State(kernel): State<Kernel>,
    Extension(widget): Extension<Widget>,
    visitor: Visitor,
    Valid(details): Valid<VisitorDetails>,
) -> Result<Data<SessionStarted>> {
    let email = details.email.map(|e| e.trim().to_lowercase());
    let mut tx = kernel.db.tenant(&visitor.ctx()).await?;
    let session = lock(&mut tx, &visitor).await?;
    let mut contact_id = session.contact_id;
    if let Some(id) = session.contact_id {
        let contact = widget.contacts.identify(&mut tx, id, email.as_deref(), details.name.as_deref()).await?;
        contact_id = Some(contact.id);
        if let Some(conversation_id) = session.conversation_id {
            widget.conversations.change_contact(&mut tx, conversation_id, &contact).await?;
        }
    }
    sqlx::query!(
        "UPDATE visitor_sessions SET name = coalesce($3, name), email = coalesce($4, email), contact_id = $5 WHERE tenant_id = $1 AND id = $2",
        visitor.tenant_id,
        visitor.session_id,
        details.name,
        email,
        contact_id
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    widget.sessions.invalidate(&(visitor.tenant_id, visitor.session_id)).await;
    Ok(Data { data: SessionStarted { visitor_token: widget.tokens.issue(&visitor), conversation_id: session.conversation_id } })
}

/// The session's conversation, begun when there is none.
pub(super) async fn with_conversation(kernel: &Kernel, widget: &Widget, visitor: &Visitor) -> Result<(VisitorSession, Uuid, Uuid)> {
    let key = (visitor.tenant_id, visitor.session_id);
    if let Some(session) = widget.sessions.get(&key).await
        && let (Some(conversation), Some(contact)) = (session.conversation_id, session.contact_id)
    {
        return Ok((session, conversation, contact));
    }
    let mut tx = kernel.db.tenant(&visitor.ctx()).await?;
    let mut session = lock(&mut tx, visitor).await?;
    let (conversation, contact) = match (session.conversation_id, session.contact_id) {
        (Some(conversation), Some(contact)) => (conversation, contact),
        _ => {
            let contact: ContactSummary =
                widget.contacts.find_or_create(&mut tx, session.email.as_deref(), session.name.as_deref()).await?;
            let conversation = widget.conversations.open(&mut tx, &contact, Some(visitor.chatbot_id), contracts::Channel::Widget).await?;
            sqlx::query!(
                "UPDATE visitor_sessions SET contact_id = $3, conversation_id = $4 WHERE tenant_id = $1 AND id = $2",
                visitor.tenant_id,
                visitor.session_id,
                contact.id,
                conversation.id
            )
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            // The message is written by another task, which must find the conversation.
            kernel::idempotency::settle().await?;
            (conversation.id, contact.id)
        }
    };
    session.conversation_id = Some(conversation);
    session.contact_id = Some(contact);
    widget.sessions.insert(key, session.clone()).await;
    Ok((session, conversation, contact))
}

/// The session, if it still is there.
pub(super) async fn find(db: &Db, visitor: &Visitor) -> Result<Option<VisitorSession>> {
    let mut tx = db.tenant(&visitor.ctx()).await?;
    let session = sqlx::query_as!(
        VisitorSession,
        "SELECT chatbot_id, contact_id, conversation_id, name, email FROM visitor_sessions WHERE tenant_id = $1 AND id = $2",
        visitor.tenant_id,
        visitor.session_id
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(session)
}

async fn lock(tx: &mut TenantTx, visitor: &Visitor) -> Result<VisitorSession> {
    sqlx::query_as!(
        VisitorSession,
        "SELECT chatbot_id, contact_id, conversation_id, name, email FROM visitor_sessions WHERE tenant_id = $1 AND id = $2 FOR UPDATE",
        visitor.tenant_id,
        visitor.session_id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::new(axum::http::StatusCode::UNAUTHORIZED, "session_ended", "This session is gone. Start a new one."))
}
