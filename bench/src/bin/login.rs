//! `login`: sign-ins under load, and what everybody else notices of them.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use bench::login::{Plan, run};
use bench::process;
use bench::wire::Origin;
use clap::Parser;
use serde_json::json;
use tokio::task::LocalSet;

/// What everyday requests may take beside the sign-ins.
const WANTED_MS: f64 = 50.0;

#[derive(Parser)]
#[command(about = "Offers sign-ins at a steady rate and measures everyday requests beside them")]
struct Options {
    /// The DealSmart to measure; it runs already.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    base_url: String,
    /// Process id of DealSmart; found by its port otherwise.
    #[arg(long)]
    pid: Option<u32>,
    /// Sign-ins per second.
    #[arg(long, default_value_t = 50)]
    rate: u64,
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// People who sign in, in turn.
    #[arg(long, default_value_t = 20)]
    accounts: usize,
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
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, measure(Options::parse()))
}

async fn measure(options: Options) -> Result<()> {
    let origin = Origin::parse(&options.base_url).await?;
    let program = options.pid.or_else(|| process::listening_on(origin.address.port()));
    let program = program.with_context(|| format!("nothing listens at {}", options.base_url))?;
    let plan = Plan { origin, program, rate: options.rate, time: Duration::from_secs(options.seconds), accounts: options.accounts };
    let figures = run(&plan, &format!("login-{:x}-{program:x}", std::process::id())).await?;
    println!(
        "{} sign-ins offered at {}/s: {} signed in (p50 {:.0} ms, p99 {:.0} ms), {} told to come back (p99 {:.0} ms), others {:?}",
        figures.offered,
        options.rate,
        figures.signed_in,
        figures.sign_in.p50_ms,
        figures.sign_in.p99_ms,
        figures.turned_away,
        figures.turned_away_within.p99_ms,
        figures.others
    );
    println!(
        "everyday requests: alone p50 {:.1} ms, p99 {:.1} ms; beside the sign-ins p50 {:.1} ms, p99 {:.1} ms (wanted: {WANTED_MS} ms), {} failed",
        figures.probe_alone.p50_ms,
        figures.probe_alone.p99_ms,
        figures.probe_beside.p50_ms,
        figures.probe_beside.p99_ms,
        figures.probes_failed
    );
    println!(
        "memory: {:.0} MiB before, {:.0} MiB at most; processor: {:.2} cores",
        figures.resident_before_mib, figures.resident_most_mib, figures.cores
    );
    let within =
        figures.probe_beside.p99_ms <= WANTED_MS && figures.probes_failed == 0 && figures.without_a_time == 0 && figures.others.is_empty();
    println!("{}", json!({ "bench": "login", "rate": options.rate, "within": within, "figures": figures }));
    Ok(())
}
