//! Retrieval: quality on a question set over the demo's documents and catalogue, and speed over many chunks.
//!
//! `cargo run --release -p bench --bin retrieval -- quality` and `… -- speed`, with `DATABASE_URL` of an empty or migrated
//! database whose role may `SET ROLE dealsmart_program`.

use bench::retrieval::{self, Arguments};
use clap::Parser;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    retrieval::run(Arguments::parse()).await
}
