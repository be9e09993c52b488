//! Staff's way in: a ticket, then the socket.

use crate::{
    frame::Frame,
    hub::Hub,
    socket::{self, Heartbeat},
    tenant::Listener,
    tickets::{self, Ticket},
};
use axum::{
    Extension,
    extract::{State, WebSocketUpgrade},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use kernel::{Can, Created, Data, Kernel, Principal, Problem, Query, Result, TenantCtx, grants};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// Where the app may be served from, beside the address that the request itself names.
#[derive(Debug, Clone, Default)]
pub struct Origins(pub Arc<Vec<String>>);

#[must_use]
pub fn routes(hub: Hub, origins: Origins) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new().routes(routes!(create_ticket)).routes(routes!(open_realtime)).layer(Extension(hub)).layer(Extension(origins))
}

#[derive(Debug, Serialize, Deserialize)]
struct StaffTicket {
    staff: Uuid,
    session: Uuid,
    /// An operator in the member's name.
    #[serde(default)]
    impersonating: bool,
}

/// A ticket for the staff's WebSocket, good once within 30 s.
#[utoipa::path(post, path = "/realtime/tickets", tag = "realtime", security(("bearer" = [])), responses((status = 201, body = Data<Ticket>)))]
async fn create_ticket(ctx: Can<grants::ConversationsRead>) -> Result<Created<Ticket>> {
    let staff = ctx.principal.person()?;
    let mut tx = ctx.tenant_tx().await?;
    let ticket = tickets::issue(&mut tx, &ticket_of(staff, &ctx.principal)).await?;
    tx.commit().await?;
    Ok(Created(ticket))
}

fn ticket_of(staff: Uuid, principal: &Principal) -> StaffTicket {
    StaffTicket { staff, session: principal.session_id, impersonating: principal.impersonation.is_some() }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RealtimeQuery {
    ticket: String,
    /// The last `seq` that this client has; what came after is sent first.
    after: Option<i64>,
}

/// The staff's WebSocket. The first frame is `hello` with the tenant's current `seq`.
#[utoipa::path(get, path = "/realtime", tag = "realtime", params(RealtimeQuery), responses((status = 101, description = "Switching to WebSocket")))]
async fn open_realtime(
    State(kernel): State<Kernel>,
    Extension(hub): Extension<Hub>,
    Extension(origins): Extension<Origins>,
    Query(query): Query<RealtimeQuery>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response> {
    check_origin(&headers, &origins)?;
    let upgrade = upgrade.map_err(|_| Problem::bad_request("websocket_expected", "Open this address as a WebSocket."))?;
    let (tenant_id, ticket) = tickets::redeem::<StaffTicket>(&kernel.db, &query.ticket).await?;
    let mut ctx = TenantCtx::user(tenant_id, ticket.staff);
    ctx.only_assigned = kernel.auth.authority(tenant_id, ticket.staff, ticket.session).await.map_err(|_| tickets::refused())?.only_assigned;
    let name = member_name(&kernel, &ctx, ticket.staff).await?;
    let listener = Listener { user_id: ticket.staff, session_id: ticket.session, hidden: ticket.impersonating };
    let subscription = hub.join_staff(&ctx, listener).await?;
    // The ticket may have outlived what it stands for. Asked after joining, so that no end falls between the two.
    let now = kernel.auth.authority(tenant_id, ticket.staff, ticket.session).await.map_err(|_| tickets::refused())?;
    if now.only_assigned != ctx.only_assigned {
        return Err(tickets::refused());
    }
    let seq = subscription.seq;
    let heartbeat = Heartbeat::default();
    let mut first = vec![Frame::new(
        "hello",
        Some(seq),
        &json!({ "seq": seq, "heartbeat_seconds": heartbeat.every.as_secs(), "online": hub.online(tenant_id) }),
    )];
    if let Some(after) = query.after {
        first.extend(hub.missed_by_staff(&ctx, after, seq).await?);
    }
    let on_frame = move |frame: socket::ClientFrame| {
        let conversation = frame.data.get("conversation_id").and_then(|v| v.as_str()).and_then(|v| Uuid::parse_str(v).ok());
        // Nobody is shown writing who does not.
        if frame.kind == "typing"
            && !ticket.impersonating
            && let Some(conversation) = conversation
        {
            let typing = frame.data.get("typing").and_then(serde_json::Value::as_bool).unwrap_or(true);
            if !ctx.only_assigned {
                return staff_types(&hub, tenant_id, conversation, ticket.staff, &name, typing);
            }
            let (hub, ctx, name) = (hub.clone(), ctx.clone(), name.clone());
            hub.clone().tasks().spawn("typing", async move {
                // Nobody shows themselves in a conversation that they do not see.
                if let Ok(Some(_)) = hub.placement(&ctx, conversation).await {
                    staff_types(&hub, tenant_id, conversation, ticket.staff, &name, typing);
                }
            });
        }
    };
    Ok(limited(upgrade).on_upgrade(move |ws| socket::run(ws, first, seq, subscription, heartbeat, on_frame)))
}

async fn member_name(kernel: &Kernel, ctx: &TenantCtx, user_id: Uuid) -> Result<String> {
    let mut tx = kernel.db.tenant(ctx).await?;
    sqlx::query_scalar!(
        "SELECT u.name FROM members m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = $1 AND m.user_id = $2",
        ctx.tenant_id,
        user_id
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(tickets::refused)
}

/// Shows colleagues and the visitor that someone of the staff writes.
pub fn staff_types(hub: &Hub, tenant_id: Uuid, conversation_id: Uuid, user_id: Uuid, name: &str, typing: bool) {
    let data = json!({ "conversation_id": conversation_id, "sender": { "kind": "staff", "id": user_id, "name": name }, "typing": typing });
    hub.tell_staff_of(tenant_id, conversation_id, Frame::new("typing", None, &data));
    let data = json!({ "sender": { "kind": "staff", "name": name }, "typing": typing });
    hub.tell_visitor(tenant_id, conversation_id, &Frame::new("typing", None, &data));
}

/// Small frames in, small buffers: there may be thousands of sockets.
pub fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade.max_message_size(16 * 1024).max_frame_size(16 * 1024).read_buffer_size(2 * 1024).write_buffer_size(16 * 1024)
}

/// A browser says where a page comes from; another site's page may not open a signed-in socket.
fn check_origin(headers: &HeaderMap, origins: &Origins) -> Result<()> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let same = origin.split_once("://").is_some_and(|(_, rest)| rest == host);
    if same || origins.0.iter().any(|allowed| allowed == origin) {
        Ok(())
    } else {
        Err(Problem::new(StatusCode::FORBIDDEN, "origin_not_allowed", "This page's origin may not connect."))
    }
}
