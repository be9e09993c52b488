//! The subcommands.

pub mod demo;
pub mod doctor;
pub mod limits;
pub mod migrate;
pub mod openapi;
pub mod operator;
pub mod reseal;
pub mod serve;
pub mod worker;

use crate::{logging, settings::Settings};
use std::{future::Future, process::ExitCode};

/// Checks the settings, starts the log and a runtime, runs `work`, and says plainly what went wrong.
fn run<F: Future<Output = anyhow::Result<()>>>(settings: Settings, work: impl FnOnce(Settings) -> F) -> ExitCode {
    let problems = settings.problems();
    if !problems.is_empty() {
        eprintln!("DealSmart cannot start with these settings:");
        for problem in problems {
            eprintln!("  - {problem}");
        }
        return ExitCode::from(2);
    }
    logging::init(&settings);
    // Both TLS users (database and outgoing HTTP) take the process's provider. It fails only when one is set already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("could not start the runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(work(settings));
    // A parser or an embedding that is under way must not hold up the end.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Resolves when the program is asked to stop.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
