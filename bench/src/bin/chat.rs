//! `chat`: the chat load against a running DealSmart, its Node peer, or both in one run.

use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use bench::chat::{DealSmart, Load, Meter, Outcome, Peer, Stage, Target, beside_the_bot, peer_folder, postgres_port};
use bench::process;
use bench::wire::Origin;
use clap::Parser;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::{Value, json};
use tokio::task::LocalSet;

#[derive(Parser, Clone)]
#[command(about = "Measures how messages travel from 1,000 visitors to 20 agents")]
struct Options {
    /// The DealSmart to measure; it runs already.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    base_url: String,
    /// Process id of DealSmart; found by its port otherwise.
    #[arg(long)]
    pid: Option<u32>,
    /// Process id of the postmaster; otherwise the one below DealSmart, or the one at the port of --peer.
    #[arg(long)]
    postgres_pid: Option<u32>,
    #[arg(long, default_value_t = 1000)]
    visitors: usize,
    #[arg(long, default_value_t = 20)]
    agents: usize,
    /// Messages per second.
    #[arg(long, default_value_t = 300)]
    rate: u64,
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Steps the rate up to the highest with p99 at most 100 ms and nothing lost.
    #[arg(long)]
    find_max: bool,
    /// Length of a step of --find-max.
    #[arg(long, default_value_t = 10)]
    step_seconds: u64,
    /// A plain chat at 100 messages/s beside a bot that answers as fast as it can.
    #[arg(long, conflicts_with = "find_max")]
    bot_on: bool,
    /// Visitors who ask the bot at once.
    #[arg(long, default_value_t = 8)]
    askers: usize,
    /// Measures the Node peer as well and prints the ratio. Without a value on the PostgreSQL that the
    /// measured DealSmart brought, in a schema of its own.
    #[arg(
        long,
        value_name = "DATABASE_URL",
        conflicts_with = "bot_on",
        num_args = 0..=1,
        default_missing_value = "same"
    )]
    peer: Option<String>,
    /// Measures the peer alone.
    #[arg(long, requires = "peer")]
    peer_only: bool,
    #[arg(long, default_value_t = 8091)]
    peer_port: u16,
    #[arg(long)]
    peer_folder: Option<PathBuf>,
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
    open_files()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, run(options))
}

/// Two sockets per visitor are more than many systems allow a process by default.
fn open_files() -> Result<()> {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum }).context("raising the limit of open files")
}

async fn run(options: Options) -> Result<()> {
    println!("{}", Outcome::heading());
    let origin = Origin::parse(&options.base_url).await?;
    let program = options.pid.or_else(|| process::listening_on(origin.address.port()));
    let below = program.and_then(|program| process::postgres_below(program).first().copied());
    let postgres = options.postgres_pid.or(below);
    let mut results = Vec::new();
    if !options.peer_only {
        let program = program.with_context(|| format!("nothing listens at {}", options.base_url))?;
        let mark = format!("{:x}-{:x}", std::process::id(), nonce());
        let target = Rc::new(DealSmart::register(origin, &mark, options.agents).await?);
        let meter = Meter { program, postgres };
        if options.bot_on {
            results.push(with_bot(&options, target, meter).await?);
        } else {
            results.push(measure(&options, &Target::DealSmart(target), meter).await?);
        }
    }
    if let Some(database_url) = &options.peer {
        results.push(with_peer(&options, database_url, postgres).await?);
    }
    if let [ours, theirs] = results.as_slice() {
        print_ratio(ours, theirs);
    }
    println!("{}", json!({ "bench": "chat", "visitors": options.visitors, "agents": options.agents, "results": results }));
    Ok(())
}

async fn with_peer(options: &Options, database_url: &str, postgres: Option<u32>) -> Result<Value> {
    let same = postgres.filter(|_| database_url == "same");
    let (url, postgres) = match same {
        // Its working folder is its data folder, where its socket is.
        Some(pid) => (format!("postgres://dealsmart_owner@localhost:5432/dealsmart?host=/proc/{pid}/cwd"), Some(pid)),
        None if database_url == "same" => bail!("no private PostgreSQL below {}; give --peer a URL", options.base_url),
        None => (database_url.to_owned(), options.postgres_pid.or_else(|| process::listening_on(postgres_port(database_url)?))),
    };
    let folder = options.peer_folder.clone().unwrap_or_else(|| peer_folder().to_owned());
    let peer = Peer::start(&folder, &url, options.peer_port).await?;
    let meter = Meter { program: peer.pid, postgres };
    let target = Target::Peer(Box::new(peer));
    let result = measure(options, &target, meter).await;
    if let Target::Peer(peer) = target {
        peer.stop().await?;
    }
    result
}

async fn measure(options: &Options, target: &Target, meter: Meter) -> Result<Value> {
    let mut stage = Stage::set(target, options.agents, options.visitors, meter).await?;
    let show = |outcome: &Outcome| println!("{}", outcome.line());
    if !options.find_max {
        let outcome = stage.measure(Load { rate: options.rate, time: Duration::from_secs(options.seconds) }).await;
        show(&outcome);
        return Ok(serde_json::to_value(outcome)?);
    }
    let (steps, best) = stage.find_max(Duration::from_secs(options.step_seconds), show).await;
    match best {
        Some(rate) => println!("{}: highest rate with p99 ≤ 100 ms and nothing lost: {rate} messages/s", target.name()),
        None => println!("{}: no rate passed", target.name()),
    }
    Ok(json!({ "target": target.name(), "max_rate": best, "steps": steps }))
}

async fn with_bot(options: &Options, target: Rc<DealSmart>, meter: Meter) -> Result<Value> {
    let plain = Target::DealSmart(Rc::clone(&target));
    let mut stage = Stage::set(&plain, options.agents, options.visitors, meter).await?;
    let load = Load { rate: 100, time: Duration::from_secs(options.seconds) };
    let alone = stage.measure(load).await;
    println!("{}", alone.line());
    let (beside, answers) = beside_the_bot(target, &mut stage, options.askers, load).await?;
    println!("{}", beside.line());
    println!(
        "bot: {:.1} answers/s from {} askers ({} answered, {} handed over, {} unanswered), p50 {:.0} ms, p99 {:.0} ms{}",
        answers.answers_per_second,
        answers.askers,
        answers.answers,
        answers.handovers,
        answers.unanswered,
        answers.answer.p50_ms,
        answers.answer.p99_ms,
        answers.first_fault.as_ref().map(|said| format!("; first fault: {said}")).unwrap_or_default()
    );
    Ok(json!({ "target": plain.name(), "bot_off": alone, "bot_on": beside, "answers": answers }))
}

fn print_ratio(ours: &Value, theirs: &Value) {
    let figure = |result: &Value, pointer: &str| result.pointer(pointer).and_then(Value::as_f64);
    for (what, pointer) in
        [("highest rate", "/max_rate"), ("p99", "/agents/p99_ms"), ("memory", "/memory/resident_mib"), ("processor", "/cores/program")]
    {
        if let (Some(ours), Some(theirs)) = (figure(ours, pointer), figure(theirs, pointer)) {
            println!("{what}: DealSmart {ours:.2}, peer {theirs:.2}, ratio {:.2}", ours / theirs);
        }
    }
}

/// Tells the tenants of several runs apart.
fn nonce() -> u128 {
    let started = std::fs::metadata("/proc/self").and_then(|entry| entry.modified());
    started.ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |age| age.as_millis())
}
