//! `crash`: kills DealSmart and its PostgreSQL during a stream of messages and reads all of it back.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use bench::crash::{self, Plan};
use clap::Parser;
use serde_json::json;

#[derive(Parser)]
#[command(about = "Kills the program and its PostgreSQL during a stream of messages")]
struct Options {
    /// The program to kill.
    #[arg(long, default_value = "target/release/dealsmart")]
    binary: PathBuf,
    /// A folder that may be filled; a new one under the system's temporary folder otherwise.
    #[arg(long)]
    data_dir: Option<PathBuf>,
    #[arg(long, default_value_t = 18181)]
    port: u16,
    /// Kills, of the program and its PostgreSQL in turn.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    #[arg(long, default_value_t = 8)]
    writers: usize,
    #[arg(long, default_value_t = 3)]
    askers: usize,
    /// Further settings of the program: NAME=VALUE.
    #[arg(long = "env", value_parser = setting)]
    environment: Vec<(String, String)>,
}

fn setting(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<()> {
    let options = Options::parse();
    let given = options.data_dir.clone();
    let data_dir = given.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("dealsmart-crash-{}", std::process::id())));
    let plan = Plan {
        binary: options.binary,
        data_dir,
        port: options.port,
        rounds: options.rounds,
        writers: options.writers,
        askers: options.askers,
        environment: options.environment,
    };
    let figures = crash::run(&plan, |said| println!("{said}"))?;
    println!(
        "{} program and {} PostgreSQL kills in {:.0} s; {} messages answered 201, {} of them there once; {} tried again",
        figures.program_kills, figures.postgres_kills, figures.seconds, figures.answered, figures.kept, figures.tries_again
    );
    println!(
        "{} questions: {} answered, {} handed over; jobs drained in {:.1} s, {} failed",
        figures.questions, figures.ai_answers, figures.handovers, figures.drained_seconds, figures.jobs_failed
    );
    println!(
        "flowing again after a kill of the program p50 {:.0} ms, max {:.0} ms; of PostgreSQL p50 {:.0} ms, max {:.0} ms",
        figures.program_recovery.p50_ms,
        figures.program_recovery.max_ms,
        figures.postgres_recovery.p50_ms,
        figures.postgres_recovery.max_ms
    );
    for violation in &figures.first_violations {
        println!("VIOLATION: {violation}");
    }
    println!("{}", json!({ "bench": "crash", "figures": figures }));
    if figures.violations > 0 {
        bail!("{} violations; the data is kept in {}", figures.violations, plan.data_dir.display());
    }
    if given.is_none() {
        std::fs::remove_dir_all(&plan.data_dir)?;
    }
    Ok(())
}
