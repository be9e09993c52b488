//! The tenant's AI on a channel: its settings, the widget's public API, and what it does with a customer's message.
//!
//! Invariants: a visitor token reaches one conversation and nothing else; the bot answers alone only what is grounded,
//! and hands over everything else, once; a page of an origin that is not allowed gets neither settings nor a session.

mod answer;
mod bots;
mod hours;
mod public;
mod widget;

pub use answer::queue;
pub use bots::found::DefaultChatbot;
pub use public::PublicChatbots;
pub use widget::{Widget, routes as widget_routes, token::VisitorTokens};

use kernel::Kernel;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Settings, for staff.
#[must_use]
pub fn routes(public: PublicChatbots) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(bots::list::list_chatbots, bots::create::create_chatbot))
        .routes(routes!(bots::read::get_chatbot, bots::update::update_chatbot, bots::delete::delete_chatbot))
        .layer(axum::Extension(public))
}
