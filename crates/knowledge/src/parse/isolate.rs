//! Parsers run where they can hurt nobody: in a child process with limits on memory, processor time and wall clock.
//!
//! The child is the server's own binary (`dealsmart parse-document`), reads the file on its standard input and writes JSON.
//! Without a binary (tests), a thread with a large stack stands in: panics are caught and the wall clock holds, memory not.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{MAX_FILE_BYTES, ParseFailure, ParseResult, ParsedDocument};

/// A 50 MiB file, its tree and its text fit; a bomb does not.
const MEMORY_BYTES: u64 = 1024 * 1024 * 1024;
const CPU_SECONDS: u64 = 60;
const WALL_CLOCK: Duration = Duration::from_secs(90);
const STACK_BYTES: usize = 64 * 1024 * 1024;
/// Text is capped; its JSON may be a few times as long.
const MAX_ANSWER_BYTES: u64 = 64 * 1024 * 1024;

/// How to run parsers; made once and shared.
#[derive(Debug, Clone, Default)]
pub struct Parser {
    program: Option<PathBuf>,
    wall_clock: Option<Duration>,
}

impl Parser {
    /// `program` is a binary that calls [`run_parser_child`] when its first argument is `parse-document`.
    pub fn new(program: Option<PathBuf>) -> Self {
        Self { program, wall_clock: None }
    }

    #[must_use]
    pub fn with_wall_clock(mut self, limit: Duration) -> Self {
        self.wall_clock = Some(limit);
        self
    }

    /// Whatever the parser does, this returns a document or a failure.
    pub async fn parse(&self, bytes: Vec<u8>, filename: &str) -> ParseResult {
        let limit = self.wall_clock.unwrap_or(WALL_CLOCK);
        let work = async {
            match &self.program {
                Some(program) => in_child(program, bytes, filename).await,
                None => in_thread(bytes, filename.to_owned()).await,
            }
        };
        tokio::time::timeout(limit, work).await.unwrap_or_else(|_| Err(took_too_long()))
    }
}

fn took_too_long() -> ParseFailure {
    ParseFailure::new("parse_timeout", "Reading the file took too long. Save it again in a simpler form, or split it.")
}

fn crashed() -> ParseFailure {
    ParseFailure::new("parse_crashed", "The file could not be read: it is damaged, or needs too much memory.")
}

async fn in_child(program: &PathBuf, bytes: Vec<u8>, filename: &str) -> ParseResult {
    let mut child = tokio::process::Command::new(program)
        .arg("parse-document")
        .arg("--")
        .arg(filename)
        .env_clear()
        // The server's allocator would reserve a GiB as writable at its start, which the limit on memory counts.
        .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| {
            tracing::error!(%error, "cannot start the parser");
            crashed()
        })?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(crashed());
    };
    let mut answer = Vec::new();
    let mut output = output.take(MAX_ANSWER_BYTES);
    let write = async {
        // A child that refuses at once closes its input; its answer still counts.
        let _ = input.write_all(&bytes).await;
        drop(input);
    };
    let ((), read) = tokio::join!(write, output.read_to_end(&mut answer));
    drop(bytes);
    let status = child.wait().await;
    if read.is_err() || !status.is_ok_and(|status| status.success()) {
        return Err(crashed());
    }
    serde_json::from_slice::<Answer>(&answer).map_or_else(|_| Err(crashed()), Into::into)
}

async fn in_thread(bytes: Vec<u8>, filename: String) -> ParseResult {
    let (send, receive) = tokio::sync::oneshot::channel();
    std::thread::Builder::new()
        .name("parse-document".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            lower_priority();
            let parsed = std::panic::catch_unwind(|| super::parse(&bytes, &filename)).unwrap_or_else(|_| Err(crashed()));
            let _ = send.send(parsed);
        })
        .map_err(|_| crashed())?;
    receive.await.unwrap_or_else(|_| Err(crashed()))
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Parsed(ParsedDocument),
    Failed(ParseFailure),
}

impl From<Answer> for ParseResult {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Parsed(document) => Ok(document),
            Answer::Failed(failure) => Err(failure),
        }
    }
}

/// Parsing may wait; people may not.
fn lower_priority() {
    let _ = rustix::process::setpriority_process(None, 15);
}

fn limit_resources() -> rustix::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let exactly = |limit| Rlimit { current: Some(limit), maximum: Some(limit) };
    setrlimit(Resource::Data, exactly(MEMORY_BYTES))?;
    // Allocators reserve addresses that they never use.
    setrlimit(Resource::As, exactly(MEMORY_BYTES.saturating_mul(4)))?;
    setrlimit(Resource::Cpu, exactly(CPU_SECONDS))?;
    // Nothing to write, no core to leave behind.
    setrlimit(Resource::Fsize, exactly(0))?;
    setrlimit(Resource::Core, exactly(0))
}

/// The body of `dealsmart parse-document [--] <file name>`: the file on standard input, JSON on standard output.
pub fn run_parser_child() -> ExitCode {
    lower_priority();
    if limit_resources().is_err() {
        return ExitCode::FAILURE;
    }
    let filename = std::env::args().next_back().unwrap_or_default();
    let worker = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(move || {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        // Parsers print; what they say about a hostile file is of no use.
        std::panic::set_hook(Box::new(|_| {}));
        let answer = match super::parse(&bytes, &filename) {
            Ok(document) => Answer::Parsed(document),
            Err(failure) => Answer::Failed(failure),
        };
        let json = serde_json::to_vec(&answer)?;
        let mut output = std::io::stdout().lock();
        output.write_all(&json)?;
        output.flush()
    });
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
