//! The database that tests share: `test-postgres start` prints its address, `test-postgres stop` ends it.
//! `./test` calls both; test processes find it by themselves (`private_postgres::start_for_tests`).

use std::path::PathBuf;
use std::process::ExitCode;

use private_postgres::{Settings, start_for_tests, stop_running};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = |variable: &str, inside: &str| std::env::var_os(variable).map_or_else(|| project.join(inside), PathBuf::from);
    let tools = folder("DEALSMART_TOOLS_DIR", ".dealsmart").join("postgres");
    let data = folder("DEALSMART_TEST_DATA_DIR", "target/test-data");
    let done = match std::env::args().nth(1).as_deref() {
        Some("start") => start_for_tests(Settings::for_tests(tools, data)).await.map(|endpoint| {
            println!("DATABASE_URL={}", endpoint.owner_url());
        }),
        Some("stop") => stop_running(&data).await.map(|was_running| {
            println!("{}", if was_running { "stopped" } else { "was not running" });
        }),
        _ => {
            eprintln!("usage: test-postgres start|stop");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
