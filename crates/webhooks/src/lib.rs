//! Outgoing webhooks by the Standard Webhooks specification, and the events that they tell of.
//!
//! Invariants:
//! - an endpoint and an event have one delivery, however often it is sent; its `webhook-id` is the event's id;
//! - every committed event is looked at for every enabled endpoint, in order, by a cursor that moves in the transaction that
//!   writes the deliveries;
//! - one job at a time delivers to an endpoint, so that a slow or dead one delays nobody but itself;
//! - secrets and custom headers are sealed at rest, and a secret is shown once;
//! - nothing is sent but through [`kernel::http::Caller`], which does not reach into the network that the program runs in.

mod body;
mod deliveries;
mod dispatch;
mod endpoints;
mod events;
mod lane;
mod prune;
mod secret;
mod signature;

pub use body::body;
pub use signature::sign;

use axum::Extension;
use jobs::{CronError, Queue, Schedule};
use kernel::{
    Db, Kernel, MasterSecret, NewJob,
    http::{Caller, PrivateHosts},
    record::ALL_EVENTS,
};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Endpoints that are delivered to at once, in each process. Each waits for its own answers and holds nothing else.
const LANES: usize = 400;
/// Of one workspace.
const LANES_PER_TENANT: usize = 20;

/// What its handlers and jobs share.
pub struct Webhooks {
    pub(crate) caller: Caller,
    pub(crate) key: [u8; 32],
    keep: Keep,
}

/// For how many days what happened is kept.
#[derive(Debug, Clone, Copy)]
pub struct Keep {
    /// Deliveries that ended, with their attempts.
    pub deliveries: i32,
    pub events: i32,
}

impl Webhooks {
    /// `timeout` is for one attempt, from resolving the name to the end of the answer.
    ///
    /// # Errors
    /// When the system's certificates cannot be loaded.
    pub fn new(secret: &MasterSecret, timeout: Duration, private: PrivateHosts, keep: Keep) -> anyhow::Result<Arc<Self>> {
        Ok(Arc::new(Self { caller: Caller::guarded(timeout, private)?, key: secret.key("webhook secrets"), keep }))
    }
}

/// The queues of this feature's jobs.
#[must_use]
pub fn queues(db: &Db, webhooks: &Arc<Webhooks>) -> Vec<Queue> {
    let dispatch = dispatch::Dispatch { db: db.clone() };
    let lane = lane::Deliver { db: db.clone(), webhooks: Arc::clone(webhooks) };
    let prune = prune::Prune { db: db.clone(), keep_days: webhooks.keep.deliveries };
    let prune_events = events::prune::Prune { db: db.clone(), keep_days: webhooks.keep.events };
    vec![
        Queue::new("events", 2)
            .on(dispatch::DISPATCH, Arc::new(dispatch))
            .on(prune::PRUNE, Arc::new(prune))
            .on(events::prune::PRUNE, Arc::new(prune_events)),
        Queue::new("webhooks", LANES).per_tenant(LANES_PER_TENANT).on(lane::DELIVER, Arc::new(lane)),
    ]
}

/// Which jobs follow which events.
#[must_use]
pub fn subscriptions() -> [(&'static str, &'static str); 1] {
    [(ALL_EVENTS, dispatch::DISPATCH)]
}

/// What recurs in every workspace.
///
/// # Errors
/// Never: the expression is tested.
pub fn schedules() -> Result<Vec<Schedule>, CronError> {
    Ok(vec![
        Schedule::each_tenant("webhooks.prune", "10 4 * * *", "UTC", NewJob::new(prune::PRUNE, json!({})))?,
        Schedule::each_tenant("events.prune", "15 4 * * *", "UTC", NewJob::new(events::prune::PRUNE, json!({})))?,
    ])
}

#[must_use]
pub fn routes(webhooks: &Arc<Webhooks>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(events::types::list_event_types))
        .routes(routes!(events::list::list_events))
        .routes(routes!(events::read::get_event))
        .routes(routes!(endpoints::list::list_webhook_endpoints, endpoints::create::create_webhook_endpoint))
        .routes(routes!(
            endpoints::read::get_webhook_endpoint,
            endpoints::update::update_webhook_endpoint,
            endpoints::delete::delete_webhook_endpoint
        ))
        .routes(routes!(endpoints::rotate::rotate_webhook_secret))
        .routes(routes!(endpoints::test::send_test_event))
        .routes(routes!(endpoints::recover::recover_webhook_endpoint))
        .routes(routes!(deliveries::list::list_webhook_deliveries))
        .routes(routes!(deliveries::replay::replay_webhook_deliveries))
        .routes(routes!(deliveries::read::get_webhook_delivery))
        .routes(routes!(deliveries::replay::replay_webhook_delivery))
        .layer(Extension(Arc::clone(webhooks)))
}
