//! Answers: share of unanswerable questions refused, of answerable ones wrongly refused, and of right answers.
//!
//! `cargo run --release -p bench --bin quality`, with `DATABASE_URL` of a migrated database whose role may
//! `SET ROLE dealsmart_program`.

use bench::retrieval::answers::{self, AnswerArguments};
use clap::Parser;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    answers::run(AnswerArguments::parse()).await
}
