//! Measures what a question finds and how fast.

pub mod answers;
mod load;
mod quality;
mod sets;
mod speed;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use kernel::{Db, SystemClock};
use knowledge::Knowledge;
use knowledge::embed::LocalEmbedder;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

#[derive(Debug, Parser)]
pub struct Arguments {
    #[arg(long, env = "DATABASE_URL")]
    database_url: String,
    #[arg(long, env = "DEALSMART_MODEL_DIR", default_value = ".dealsmart/models/all-minilm-l6-v2")]
    model: PathBuf,
    /// The folder with `documents/` and `catalogue.json`.
    #[arg(long, default_value = "demo")]
    demo: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// hit@5 and nDCG@10 on the question sets.
    Quality {
        /// The folder with the question sets.
        #[arg(long, default_value = "bench/questions")]
        questions: PathBuf,
        /// One set only, by its name.
        #[arg(long)]
        set: Option<String>,
        /// Writes every question's candidates with their scores, for choosing weights.
        #[arg(long)]
        dump: Option<PathBuf>,
        /// Prints the questions that missed.
        #[arg(long)]
        misses: bool,
    },
    /// Time of a question with its embedding.
    Speed {
        #[arg(long, default_value_t = 20_000)]
        chunks: usize,
        #[arg(long, default_value_t = 300)]
        questions: usize,
        /// Uses the chunks of an earlier run.
        #[arg(long)]
        keep: bool,
    },
}

/// A database as the program sees it, and the feature on it.
pub(crate) struct Bench {
    db: Db,
    knowledge: Arc<Knowledge>,
    arguments: Arguments,
}

impl Arguments {
    /// The same database, model and files, for another measure.
    fn for_answers(arguments: &answers::AnswerArguments) -> Self {
        Self {
            database_url: arguments.database_url.clone(),
            model: arguments.model.clone(),
            demo: arguments.demo.clone(),
            command: Command::Quality { questions: arguments.questions.clone(), set: arguments.set.clone(), dump: None, misses: false },
        }
    }
}

async fn open(arguments: Arguments) -> anyhow::Result<Bench> {
    let options: PgConnectOptions = arguments.database_url.parse()?;
    let pool = PgPoolOptions::new()
        .max_connections(8)
        .after_connect(|connection, _| {
            Box::pin(async move { sqlx::query("SET ROLE dealsmart_program").execute(connection).await.map(|_| ()) })
        })
        .connect_with(options)
        .await?;
    let db = Db::new(pool, Arc::new(SystemClock));
    let embedder = Arc::new(LocalEmbedder::new(&arguments.model)?);
    let knowledge = Knowledge::new(db.clone(), embedder, knowledge::Parser::new(None));
    Ok(Bench { db, knowledge, arguments })
}

/// # Errors
/// When the database, the model or the demo's files are not there.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let bench = open(arguments).await?;
    match &bench.arguments.command {
        Command::Quality { questions, set, dump, misses } => {
            let sets = sets::sets(&bench.arguments.demo, questions, set.as_deref())?;
            quality::run(&bench, &sets, dump.as_deref(), *misses).await
        }
        Command::Speed { chunks, questions, keep } => speed::run(&bench, *chunks, *questions, *keep).await,
    }
}
