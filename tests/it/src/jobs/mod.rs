//! The job engine: enqueueing, claims, ends, leases, schedules, and what a workspace sees of it.

#![allow(clippy::as_conversions, reason = "futures of several kinds are boxed as one")]

mod api;
mod cancel;
mod claims;
mod enqueue;
mod leases;
mod outcomes;
mod rig;
mod schedules;
