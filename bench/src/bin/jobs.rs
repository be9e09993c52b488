//! Background jobs: how many per second, and how soon one begins, beside graphile-worker, pg-boss and BullMQ in the same run.
//!
//! `cargo run --release -p bench --bin jobs`, with `DATABASE_URL` of a migrated database, as the role that owns it; see
//! docs/benchmarks.md.

use bench::jobs::{self, Arguments};
use clap::Parser;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    jobs::run(Arguments::parse()).await
}
