//! The widget's public API.

mod config;
mod live;
mod messages;
mod session;
mod source;
pub mod token;

use crate::public::PublicChatbots;
use axum::http::{HeaderName, Method, header};
use contracts::{Conversations, contacts::Contacts};
use kernel::Kernel;
use moka::future::Cache;
use realtime::Hub;
use std::{sync::Arc, time::Duration};
use tower_http::cors::{Any, CorsLayer};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// What the widget's handlers share.
#[derive(Clone)]
pub struct Widget {
    pub tokens: token::VisitorTokens,
    pub chatbots: PublicChatbots,
    pub conversations: Arc<dyn Conversations>,
    pub contacts: Arc<dyn Contacts>,
    pub hub: Hub,
    /// Our own pages' origins, which may always embed a widget.
    pub own_origins: Arc<Vec<String>>,
    /// Sessions whose conversation has begun: what they stand for changes only when the visitor says who they are.
    pub sessions: Cache<(Uuid, Uuid), session::VisitorSession>,
}

impl Widget {
    #[must_use]
    pub fn session_cache() -> Cache<(Uuid, Uuid), session::VisitorSession> {
        Cache::builder().max_capacity(50_000).time_to_live(Duration::from_secs(60)).build()
    }
}

/// The routes. Other sites' pages call them, so they are open to every origin; each chatbot then checks its own list.
#[must_use]
pub fn routes(widget: Widget) -> OpenApiRouter<Kernel> {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PATCH])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
        .expose_headers(
            ["x-request-id", "retry-after", "ratelimit", "ratelimit-policy", "idempotent-replayed"].map(HeaderName::from_static),
        )
        .max_age(Duration::from_secs(3_600));
    OpenApiRouter::new()
        .routes(routes!(config::get_widget_config))
        .routes(routes!(source::show_source))
        .routes(routes!(session::start_session))
        .routes(routes!(session::update_session))
        .routes(routes!(messages::list_visitor_messages, messages::send_visitor_message))
        .routes(routes!(messages::show_visitor_typing))
        .routes(routes!(messages::mark_visitor_read))
        .routes(routes!(live::create_visitor_ticket))
        .routes(routes!(live::open_visitor_realtime))
        .layer(axum::Extension(widget))
        .layer(cors)
}
