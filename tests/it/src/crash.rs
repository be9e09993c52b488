//! `kill -9`, of the program and of its PostgreSQL, during a stream of messages and questions.

use bench::crash::{self, Plan};
use std::net::TcpListener;
use testkit::project;

/// Not on a runtime of its own: the plan brings one.
#[test]
fn twenty_kills_lose_nothing_and_repeat_nothing() {
    let binary = testkit::parser_binary().expect("the program is built: cargo build -p server");
    let data_dir = std::env::temp_dir().join(format!("dealsmart-crash-test-{}", std::process::id()));
    // Free when it is asked for; nothing else on this machine asks for ports in between.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let tools = std::env::var("DEALSMART_TOOLS_DIR").unwrap_or_else(|_| project().join(".dealsmart").display().to_string());
    let plan = Plan {
        binary,
        data_dir: data_dir.clone(),
        port,
        rounds: 20,
        writers: 4,
        askers: 2,
        environment: vec![("DEALSMART_TOOLS_DIR".into(), tools)],
    };
    let figures = crash::run(&plan, |said| println!("{said}")).unwrap_or_else(|error| panic!("{error:#}; see {}", data_dir.display()));
    assert_eq!(figures.violations, 0, "{:#?}; see {}", figures.first_violations, data_dir.display());
    assert_eq!((figures.program_kills, figures.postgres_kills), (10, 10));
    assert!(figures.answered >= 20 * 20, "messages flowed between the kills: {}", figures.answered);
    assert_eq!(figures.kept, figures.answered);
    assert!(figures.questions > 0 && figures.ai_answers + figures.handovers == figures.questions, "{figures:?}");
    assert_eq!(figures.jobs_failed, 0);
    assert!(figures.stopped_cleanly);
    std::fs::remove_dir_all(&data_dir).unwrap();
}
