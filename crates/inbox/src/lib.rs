//! Conversations and their messages, and the AI's drafts for staff.
//!
//! Invariants: a message's `seq` rises within its conversation without repeats; a `client_id` makes one message however
//! often it is sent; a customer's message has at most one AI answer; a conversation is with the bot until it is handed
//! over or assigned; who sees only what is assigned to them or their teams does so in every query, because the database's
//! policies say it (migration 0011).

mod conversations;
mod messages;
mod service;
mod suggestions;

pub use messages::intake::Intake;
pub use service::Inbox;

use axum::Extension;
use contracts::{Answerer, Conversations, Features, contacts::Contacts};
use kernel::Kernel;
use realtime::Hub;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// What the handlers of this feature share.
#[derive(Clone)]
pub struct Shared {
    pub hub: Hub,
    pub contacts: Arc<dyn Contacts>,
    pub conversations: Arc<dyn Conversations>,
    pub answerer: Arc<dyn Answerer>,
    pub features: Arc<dyn Features>,
}

#[must_use]
pub fn routes(shared: Shared) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(conversations::list::list_conversations, conversations::open::open_conversation))
        .routes(routes!(conversations::read::get_conversation, conversations::update::update_conversation))
        .routes(routes!(conversations::read::get_conversation_status))
        .routes(routes!(conversations::update::assign_conversation))
        .routes(routes!(conversations::update::close_conversation))
        .routes(routes!(conversations::read::mark_conversation_read))
        .routes(routes!(conversations::read::show_typing))
        .routes(routes!(messages::list::list_messages, messages::send::send_message))
        .routes(routes!(suggestions::list::list_suggestions))
        .routes(routes!(suggestions::create::suggest_reply))
        .routes(routes!(suggestions::decide::accept_suggestion))
        .routes(routes!(suggestions::decide::reject_suggestion))
        .routes(routes!(suggestions::decide::rate_suggestion))
        .layer(Extension(shared))
}
