//! Who of the staff is told of what, and how: in the app, and by mail where they do not look.
//!
//! Invariants:
//! - what happened is told once: a notification is written in the transaction that ends the job of its event;
//! - nobody is told of what they did themselves, or of a conversation that they may not see;
//! - of two unread notifications about the same there is one, with a count;
//! - a member sees their own alone, by the database's policies;
//! - what was read in the app is not sent by mail any more.

mod digest;
mod kind;
mod list;
mod news;
mod notify;
mod preferences;
mod prune;
mod read;
mod recipients;

pub use kind::NotificationKind;

use contracts::{
    events::{ConversationHandedOver, ConversationMoved, ConversationReplied, WebhookEndpointDisabled},
    features::Features,
};
use jobs::{CronError, Queue, Schedule};
use kernel::{Db, Kernel, NewJob, record::Event};
use serde_json::json;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Jobs at once, in each process.
const AT_ONCE: usize = 4;

/// The queue of this feature's jobs.
#[must_use]
pub fn queue(db: &Db, features: Arc<dyn Features>) -> Queue {
    Queue::new("notifications", AT_ONCE)
        .on(notify::NOTIFY, Arc::new(notify::Notify { db: db.clone(), features }))
        .on(digest::DIGEST, Arc::new(digest::Digest { db: db.clone() }))
        .on(prune::PRUNE, Arc::new(prune::Prune { db: db.clone() }))
}

/// Which jobs follow which events.
#[must_use]
pub fn subscriptions() -> [(&'static str, &'static str); 4] {
    [ConversationMoved::KIND, ConversationHandedOver::KIND, ConversationReplied::KIND, WebhookEndpointDisabled::KIND]
        .map(|event| (event, notify::NOTIFY))
}

/// What recurs in every workspace.
///
/// # Errors
/// Never: the expression is tested.
pub fn schedules() -> Result<Vec<Schedule>, CronError> {
    Ok(vec![Schedule::each_tenant("notifications.prune", "25 4 * * *", "UTC", NewJob::new(prune::PRUNE, json!({})))?])
}

#[must_use]
pub fn routes() -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(list::list_notifications))
        .routes(routes!(list::count_unread_notifications))
        .routes(routes!(read::mark_notification))
        .routes(routes!(read::read_notifications))
        .routes(routes!(preferences::get_notification_preferences, preferences::set_notification_preferences))
}
