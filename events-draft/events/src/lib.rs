//! Events as subscribers and people see them: the catalogue, the list with its ways of narrowing it, going on from a point,
//! and for how long they are kept.
//!
//! Invariants: what is listed was committed, in the order of `seq`; going on from a point gives everything after it or says
//! that it cannot; what is let go is the oldest, by the policy, and never what is younger.

mod list;
mod prune;
mod read;
mod retention;
mod types;

pub use prune::queue;

use axum::Extension;
use kernel::Kernel;
use utoipa_axum::{router::OpenApiRouter, routes};

/// For how many days events are kept where the workspace says nothing, and at the most.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    pub days: i32,
}

#[must_use]
pub fn routes(policy: Policy) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(types::list_event_types))
        .routes(routes!(list::list_events))
        .routes(routes!(retention::get_event_retention, retention::update_event_retention))
        .routes(routes!(read::get_event))
        .layer(Extension(policy))
}
