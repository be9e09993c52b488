//! `dealsmart`: one binary for everything that runs.

use clap::{Parser, Subcommand};
use server::{commands, settings::Settings};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "dealsmart", version, about = "DealSmart: an AI communications hub that a business runs itself")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve HTTP and WebSocket, run the workers, and the private PostgreSQL where no DATABASE_URL is set
    Serve(Settings),
    /// Run background jobs only
    Worker(Settings),
    /// Bring the database to this version
    Migrate(Settings),
    /// Create the demo workspace "Northwind Motors" if it is not there
    Demo(Settings),
    /// Set what one workspace may have, such as `dealsmart limits northwind members=50,chatbots=none`
    Limits {
        /// Its short name
        workspace: String,
        /// `name=number`, `name=none` or `name=default`, with commas between
        limits: String,
        #[command(flatten)]
        settings: Settings,
    },
    /// Seal secrets at rest anew after the master secret was changed
    Reseal(Settings),
    /// Check every dependency and setting, and say how to mend what is wrong
    Doctor(Settings),
    /// Say who runs this installation: grant, revoke, list
    Operator(commands::operator::Operators),
    /// Print the OpenAPI document
    Openapi,
    /// Print the reference of events, docs/events.md
    Events,
    /// Read one document on standard input (used by `serve`, in a process of its own)
    #[command(hide = true)]
    ParseDocument { file_name: String },
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(settings) => commands::serve::run(settings),
        Command::Worker(settings) => commands::worker::run(settings),
        Command::Migrate(settings) => commands::migrate::run(settings),
        Command::Demo(settings) => commands::demo::run(settings),
        Command::Limits { workspace, limits, settings } => commands::limits::run(settings, workspace, limits),
        Command::Reseal(settings) => commands::reseal::run(settings),
        Command::Doctor(settings) => commands::doctor::run(settings),
        Command::Operator(operators) => commands::operator::run(operators),
        Command::Openapi => commands::openapi::run(),
        Command::Events => {
            print!("{}", server::events_reference::page());
            ExitCode::SUCCESS
        }
        Command::ParseDocument { .. } => knowledge::run_parser_child(),
    }
}
