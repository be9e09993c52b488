//! `dealsmart openapi`.

use crate::{app::App, router};
use std::process::ExitCode;

/// Prints the document; needs neither database nor settings.
pub fn run() -> ExitCode {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return ExitCode::FAILURE };
    let document = runtime.block_on(async { App::for_document().map(|app| router::document(&app)) });
    match document.and_then(|document| Ok(document.to_pretty_json()?)) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
