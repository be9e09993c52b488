//! Background jobs on PostgreSQL: enqueued with the change that wants them (`TenantTx::enqueue`), claimed in batches with
//! `SKIP LOCKED` under a lease, tenants in turn, and finished in the same transaction as their effect.
//!
//! Invariants:
//! - a job's effect and its removal commit together when the handler calls [`Job::finish`]; otherwise it is removed, in a
//!   batch, after the handler returned;
//! - a dead worker's jobs go back after their lease; a stopping worker gives back what it could not end;
//! - a job that failed `max_attempts` times, or with a permanent problem, stays as `failed` until it is pruned;
//! - whatever one tenant has queued, another's job is in the next claim;
//! - a schedule fires once for each of its times, however many workers there are, and once for all that were missed.

mod backlog;
mod claim;
mod cron;
mod directory;
mod ending;
mod figures;
mod housekeeping;
mod job;
mod lease;
mod mask;
mod operator;
mod promote;
mod queue;
mod relay;
mod retry;
mod routes;
mod schedule;
mod worker;

pub use backlog::{Backlog, Counts, backlog, counts};
pub use cron::{Cron, CronError};
pub use directory::Directory;
pub use housekeeping::schedules;
pub use job::{Handler, Job};
pub use operator::operator_routes;
pub use queue::Queue;
pub use relay::Herald;
pub use routes::routes;
pub use schedule::{Chore, Schedule};
pub use worker::Worker;
