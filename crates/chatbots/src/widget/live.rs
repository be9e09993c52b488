//! A visitor's WebSocket: their own conversation, as they may see it.

use super::{Widget, messages::visitor_types, session, token::Visitor};
use axum::{
    Extension,
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::HeaderMap,
    response::Response,
};
use contracts::events::VisitorConversation;
use kernel::{Created, Data, Kernel, Problem, Query, Result};
use realtime::{
    Frame, Heartbeat,
    routes::limited,
    tickets::{self, Ticket},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

/// What is replayed at most; a widget that missed more loads anew.
const MOST_REPLAYED: i64 = 200;

#[derive(Debug, Serialize, Deserialize)]
struct VisitorTicket {
    visitor: Uuid,
    chatbot: Uuid,
}

/// A ticket for the visitor's WebSocket, good once within 30 s.
#[utoipa::path(post, path = "/widget/realtime-tickets", tag = "widget", security(("visitor" = [])), responses((status = 201, body = Data<Ticket>)))]
pub async fn create_visitor_ticket(State(kernel): State<Kernel>, visitor: Visitor) -> Result<Created<Ticket>> {
    let mut tx = kernel.db.tenant(&visitor.ctx()).await?;
    let ticket = tickets::issue(&mut tx, &VisitorTicket { visitor: visitor.session_id, chatbot: visitor.chatbot_id }).await?;
    tx.commit().await?;
    Ok(Created(ticket))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VisitorRealtimeQuery {
    ticket: String,
    /// The last message `seq` that this widget has; what came after is sent first.
    after: Option<i64>,
}

/// The visitor's WebSocket. A message frame's `seq` is the message's.
#[utoipa::path(get, path = "/widget/realtime", tag = "widget", params(VisitorRealtimeQuery), responses((status = 101, description = "Switching to WebSocket")))]
pub async fn open_visitor_realtime(
    State(kernel): State<Kernel>,
    Extension(widget): Extension<Widget>,
    Query(query): Query<VisitorRealtimeQuery>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let upgrade = upgrade.map_err(|_| Problem::bad_request("websocket_expected", "Open this address as a WebSocket."))?;
    let (tenant_id, ticket) = tickets::redeem::<VisitorTicket>(&kernel.db, &query.ticket).await?;
    let visitor = Visitor { tenant_id, chatbot_id: ticket.chatbot, session_id: ticket.visitor };
    let chatbot = widget.chatbots.get(tenant_id, ticket.chatbot).await?;
    chatbot.check_origin(&headers, &widget.own_origins)?;
    chatbot.check_open()?;
    let (session, conversation_id, _) = session::with_conversation(&kernel, &widget, &visitor).await?;
    // Joined before reading, so that nothing falls between.
    let subscription = widget.hub.join_conversation(&visitor.ctx(), conversation_id, None).await?;
    // Asked again after joining, so that no suspension falls between the two.
    widget.chatbots.get(tenant_id, ticket.chatbot).await?.check_open()?;
    let mut tx = kernel.db.tenant(&visitor.ctx()).await?;
    let conversation = widget.conversations.get(&mut tx, conversation_id).await?;
    let heartbeat = Heartbeat::default();
    let mut first =
        vec![Frame::new("hello", None, &json!({ "seq": conversation.last_seq, "heartbeat_seconds": heartbeat.every.as_secs() }))];
    let mut seen = 0;
    match query.after {
        Some(after) if conversation.last_seq.saturating_sub(after) > MOST_REPLAYED || after > conversation.last_seq => {
            first.push(Frame::resync())
        }
        Some(after) => {
            seen = after;
            for message in widget.conversations.public_messages(&mut tx, conversation_id, after, MOST_REPLAYED).await? {
                seen = message.seq;
                first.push(Frame::new("message.created", Some(message.seq), &message));
            }
        }
        None => {}
    }
    first.push(Frame::new("conversation.updated", None, &VisitorConversation::from(&conversation)));
    drop(tx);
    let on_frame = move |frame: realtime::ClientFrame| {
        if frame.kind == "typing" {
            let typing = frame.data.get("typing").and_then(serde_json::Value::as_bool).unwrap_or(true);
            visitor_types(&widget, &visitor, conversation_id, session.name.as_deref(), typing);
        }
    };
    Ok(limited(upgrade).on_upgrade(move |ws| realtime::run(ws, first, seen, subscription, heartbeat, on_frame)))
}
