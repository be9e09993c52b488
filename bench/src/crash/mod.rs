//! A stream of messages while the program and its PostgreSQL are killed again and again.
//!
//! What is held to: a message that was answered 201 is there once under its client id, whatever
//! was tried again; a question has one outcome, an answer or a hand-over; no job stays behind.

mod program;
mod stream;
mod verify;

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use tokio::task::{JoinSet, LocalSet};

use crate::chat::{DOCUMENTS, DealSmart, Percentiles};
pub use program::Program;
use stream::{Book, SharedBook};
use verify::Reader;

/// Longer than any recovery should take on a busy machine.
const RECOVERY: Duration = Duration::from_secs(60);
/// Messages that must be answered between two kills, so that each kill falls into a stream.
const FLOWING: usize = 20;

#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `dealsmart`.
    pub binary: PathBuf,
    /// A folder of its own; made when absent. Its log is `crash.log` in it.
    pub data_dir: PathBuf,
    pub port: u16,
    /// Kills: the program and its PostgreSQL in turn.
    pub rounds: usize,
    /// Visitors who write all the time.
    pub writers: usize,
    /// Visitors who ask the bot, one after the other, in so many streams.
    pub askers: usize,
    /// Further settings of the program, such as where its model is.
    pub environment: Vec<(String, String)>,
}

#[derive(Debug, Default, Serialize)]
pub struct Figures {
    pub program_kills: usize,
    pub postgres_kills: usize,
    /// Answered 201.
    pub answered: usize,
    /// Of these, found once and under the promised id.
    pub kept: usize,
    pub questions: usize,
    pub ai_answers: usize,
    pub handovers: usize,
    pub tries_again: usize,
    pub given_up: usize,
    /// Answers other than 201, by status.
    pub refusals: std::collections::BTreeMap<u16, usize>,
    pub last_refusal: Option<String>,
    pub jobs_failed: u64,
    /// From the kill to the next messages answered.
    pub program_recovery: Percentiles,
    pub postgres_recovery: Percentiles,
    pub seconds: f64,
    /// From the last kill until no job waited.
    pub drained_seconds: f64,
    pub stopped_cleanly: bool,
    pub violations: usize,
    pub first_violations: Vec<String>,
}

impl Figures {
    fn violate(&mut self, said: String) {
        self.violations += 1;
        if self.first_violations.len() < 20 {
            self.first_violations.push(said);
        }
    }
}

/// Runs the whole plan on a runtime of its own. An error means that it could not be carried
/// through; what was wrong with the program's data is in `Figures::violations`.
pub fn run(plan: &Plan, progress: impl Fn(&str)) -> Result<Figures> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, carry_out(plan, &progress))
}

async fn carry_out(plan: &Plan, progress: &dyn Fn(&str)) -> Result<Figures> {
    let began = Instant::now();
    let mut program = Program::start(plan).await?;
    progress(&format!("started in {:.1} s", began.elapsed().as_secs_f64()));
    let mark = format!("crash-{}", std::process::id());
    let target = Rc::new(DealSmart::register(program.origin.clone(), &mark, 0).await?);
    for (name, markdown) in DOCUMENTS {
        target.document(name, markdown).await.with_context(|| format!("uploading {name}"))?;
    }
    let bot = target.answering_bot().await?;

    let book: SharedBook = Rc::new(RefCell::new(Book::default()));
    let mut clients = JoinSet::new();
    for number in 0..plan.writers {
        let pause = Duration::from_millis(10);
        clients.spawn_local(stream::write(Rc::clone(&target), Rc::clone(&book), number, pause));
    }
    for number in 0..plan.askers {
        let (number, pause) = (plan.writers + number, Duration::from_millis(200));
        clients.spawn_local(stream::ask(Rc::clone(&target), bot.clone(), Rc::clone(&book), number, pause));
    }

    let mut figures = Figures::default();
    let mut recoveries = [Vec::new(), Vec::new()];
    flowing(&book, &mut program).await?;
    for round in 0..plan.rounds {
        // Kills at different ages, so that they fall into different work.
        tokio::time::sleep(Duration::from_millis(u64::try_from(round * 373 % 900).unwrap_or(0))).await;
        let since = Instant::now();
        let of_program = round.is_multiple_of(2);
        if of_program {
            program.kill_and_restart().await?;
            figures.program_kills += 1;
        } else {
            program.kill_postgres()?;
            figures.postgres_kills += 1;
        }
        flowing(&book, &mut program).await.with_context(|| format!("after kill {}", round + 1))?;
        let took = since.elapsed();
        if let Some(all) = recoveries.get_mut(usize::from(!of_program)) {
            all.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
        }
        let killed = if of_program { "program" } else { "PostgreSQL" };
        let answered = book.borrow().answered();
        progress(&format!("kill {}: {killed}, flowing again after {:.2} s, {answered} answered", round + 1, took.as_secs_f64()));
    }
    [figures.program_recovery, figures.postgres_recovery] = recoveries.each_mut().map(|all| Percentiles::of(all));

    book.borrow_mut().stopping = true;
    clients.join_all().await;
    let book = book.take();
    figures.answered = book.answered();
    figures.questions = book.questions.len();
    figures.tries_again = book.tries_again;
    figures.given_up = book.given_up.len();
    figures.refusals = book.refusals.clone();
    figures.last_refusal = book.last_refusal.clone();
    for client_id in &book.contradicted {
        figures.violate(format!("{client_id} was answered with two different messages"));
    }

    progress("waiting for the jobs, then reading everything back");
    let stopped = Instant::now();
    let mut reader = Reader::new(&target).await?;
    match reader.drained().await {
        Ok(failed) => figures.jobs_failed = failed,
        Err(stuck) => figures.violate(format!("{stuck:#}")),
    }
    figures.drained_seconds = stopped.elapsed().as_secs_f64();
    reader.compare(&book, &mut figures).await?;
    figures.stopped_cleanly = program.stop().await?;
    figures.seconds = began.elapsed().as_secs_f64();
    Ok(figures)
}

/// Waits until messages are answered (again).
async fn flowing(book: &SharedBook, program: &mut Program) -> Result<()> {
    let (before, since) = (book.borrow().answered(), Instant::now());
    while book.borrow().answered() < before + FLOWING {
        program.alive()?;
        if since.elapsed() > RECOVERY {
            let said = book.borrow().last_refusal.clone();
            bail!("no messages are answered after {RECOVERY:?}; the last refusal: {said:?}");
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}
