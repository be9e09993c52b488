//! Background jobs on PostgreSQL: enqueued with the change that wants them (`TenantTx::enqueue`), claimed with
//! `SKIP LOCKED` under a lease, and finished in the same transaction as their effect.
//!
//! Invariants: a job's effect and its removal commit together when the handler calls [`Job::finish`]; a dead
//! worker's jobs go back after their lease; a job that failed `max_attempts` times stays, as `failed`.

mod job;
mod worker;

pub use job::{Handler, Job};
pub use worker::{Counts, Queue, Worker, counts};
