//! Whether the built-in answerer answers what it can and refuses what it cannot.
//!
//! With `--features`, what every decision was made on is written for `bench/questions/fit.py`; each
//! answerable question is then asked a second time with the passages that answer it taken away, which
//! gives a near miss that nothing supports.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use ai::extractive::{Intent, PieceSeen, Trace, intent};
use async_trait::async_trait;
use clap::Parser;
use contracts::grounding::Aligned;
use contracts::{Retrieval, Retriever};
use kernel::TenantCtx;
use serde::Deserialize;
use serde_json::json;

use super::quality::plain;
use super::sets::sets;
use super::{Arguments, Bench, load};

#[derive(Debug, Parser)]
pub struct AnswerArguments {
    #[arg(long, env = "DATABASE_URL")]
    pub database_url: String,
    #[arg(long, env = "DEALSMART_MODEL_DIR", default_value = ".dealsmart/models/all-minilm-l6-v2")]
    pub model: PathBuf,
    /// The folder with `documents/` and `catalogue.json`.
    #[arg(long, default_value = "demo")]
    pub demo: PathBuf,
    /// The folder with the question sets.
    #[arg(long, default_value = "bench/questions")]
    pub questions: PathBuf,
    /// One set only, by its name.
    #[arg(long)]
    pub set: Option<String>,
    /// Writes what each decision was made on.
    #[arg(long)]
    pub features: Option<PathBuf>,
    /// Prints the questions that went wrong, of this split.
    #[arg(long)]
    pub show: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Question {
    id: String,
    question: String,
    answerable: bool,
    kind: String,
    #[serde(default)]
    answer_contains: Vec<String>,
    #[serde(default)]
    history: Vec<String>,
    #[serde(default)]
    relevant: Vec<Relevant>,
    split: String,
}

#[derive(Debug, Deserialize)]
struct Relevant {
    contains: String,
}

#[derive(Default)]
struct Tally {
    answerable: u32,
    refused_wrongly: u32,
    right: u32,
    unanswerable: u32,
    refused: u32,
}

/// Knows everything but what answers the question.
struct Without<'a> {
    inner: &'a dyn Retriever,
    question: &'a Question,
}

#[async_trait]
impl Retriever for Without<'_> {
    async fn retrieve(&self, ctx: &TenantCtx, question: &str, limit: usize) -> kernel::Result<Retrieval> {
        let mut found = self.inner.retrieve(ctx, question, limit * 2).await?;
        let told = self.question.relevant.iter().map(|relevant| &relevant.contains);
        let taken: Vec<String> =
            told.chain(self.question.answer_contains.iter().filter(|text| text.len() > 3)).map(|text| plain(text)).collect();
        found.passages.retain(|passage| {
            let text = plain(&format!("{} {}", passage.locator.as_deref().unwrap_or_default(), passage.content));
            !taken.iter().any(|piece| text.contains(piece.as_str()))
        });
        found.passages.truncate(limit);
        Ok(found)
    }

    async fn align(&self, question: &str, words: &[String], texts: &[String]) -> kernel::Result<Aligned> {
        self.inner.align(question, words, texts).await
    }
}

/// # Errors
/// When the database, the model or the files are not there.
pub async fn run(arguments: AnswerArguments) -> anyhow::Result<()> {
    let bench = super::open(Arguments::for_answers(&arguments)).await?;
    let mut out = arguments.features.as_ref().map(std::fs::File::create).transpose()?;
    let mut tallies: BTreeMap<(String, String), Tally> = BTreeMap::new();
    load::start(&bench);
    for set in sets(&arguments.demo, &arguments.questions, arguments.set.as_deref())? {
        let loaded = load::folder(&bench, &set.folder).await?;
        let questions: Vec<Question> = set.questions()?;
        let started = Instant::now();
        for question in &questions {
            let tally = tallies.entry((format!("{} {}", set.name, question.split), question.kind.clone())).or_default();
            ask(&bench, &loaded.ctx, &set.name, question, tally, &mut out, arguments.show.as_deref()).await?;
        }
        let count = f64::from(u32::try_from(questions.len()).unwrap_or(u32::MAX));
        if out.is_none() {
            println!("{}: {:.0} ms a question", set.name, started.elapsed().as_secs_f64() * 1000.0 / count.max(1.0));
        }
    }
    report(&tallies);
    Ok(())
}

async fn ask(
    bench: &Bench,
    ctx: &TenantCtx,
    set: &str,
    question: &Question,
    tally: &mut Tally,
    out: &mut Option<std::fs::File>,
    show: Option<&str>,
) -> anyhow::Result<()> {
    let retriever: &dyn Retriever = bench.knowledge.as_ref();
    let earlier: Vec<&str> = question.history.iter().map(String::as_str).collect();
    let is_question = intent(&question.question) == Intent::Question;
    let (retrieval, found) = ai::extract(retriever, ctx, &question.question, &earlier).await?;
    let grounded = is_question && found.grounded;
    let text = plain(&found.content);
    let right = question.answer_contains.iter().all(|piece| text.contains(&plain(piece)));
    let wrong = match (question.answerable, grounded) {
        (true, true) => {
            tally.right += u32::from(right);
            (!right).then_some("wrong answer")
        }
        (true, false) => {
            tally.refused_wrongly += 1;
            Some("refused wrongly")
        }
        (false, true) => Some("answered wrongly"),
        (false, false) => {
            tally.refused += 1;
            None
        }
    };
    if question.answerable {
        tally.answerable += 1;
    } else {
        tally.unanswerable += 1;
    }
    if let Some(wrong) = wrong
        && show.is_some_and(|show| show == question.split || show == set)
    {
        println!(
            "{wrong} {:.2} {} {}\n    {}\n    wants {:?}",
            found.confidence, question.id, question.question, found.content, question.answer_contains
        );
    }
    let Some(out) = out.as_mut().filter(|_| is_question) else { return Ok(()) };
    let mut write = |retrieval: &Retrieval, trace: Option<Trace>, held_out: bool| -> anyhow::Result<()> {
        let Some(trace) = trace else { return Ok(()) };
        let pieces: Vec<_> = trace
            .pieces
            .iter()
            .map(|(seen, features)| json!({ "right": question.answerable && !held_out && is_right(question, retrieval, seen), "features": features, "text": seen.text }))
            .collect();
        let line = json!({ "id": question.id, "question": question.question, "set": set, "split": question.split, "answerable": question.answerable && !held_out, "held_out": held_out, "asked": trace.asked, "pieces": pieces });
        writeln!(out, "{line}")?;
        Ok(())
    };
    write(&retrieval, found.trace, false)?;
    if question.answerable && question.kind == "document" && !question.answer_contains.is_empty() {
        let (retrieval, found) = ai::extract(&Without { inner: retriever, question }, ctx, &question.question, &earlier).await?;
        write(&retrieval, found.trace, true)?;
    }
    Ok(())
}

/// Whether a piece alone answers: it stands in a passage that supports the answer, and holds what a right answer must hold.
fn is_right(question: &Question, retrieval: &Retrieval, seen: &PieceSeen) -> bool {
    let text = plain(&seen.text);
    let Some(passage) = retrieval.passages.iter().find(|passage| passage.chunk_id == seen.passage) else { return false };
    let passage = plain(&format!("{} {}", passage.locator.as_deref().unwrap_or_default(), passage.content));
    let supported = question.relevant.iter().map(|relevant| plain(&relevant.contains));
    if question.answer_contains.is_empty() {
        return supported.into_iter().any(|piece| passage.contains(&piece) && (text.contains(&piece) || piece.contains(&text)));
    }
    supported.into_iter().any(|piece| passage.contains(&piece)) && question.answer_contains.iter().all(|piece| text.contains(&plain(piece)))
}

fn report(tallies: &BTreeMap<(String, String), Tally>) {
    println!(
        "{:<17}{:<11}{:>11}{:>17}{:>15}{:>14}{:>10}",
        "set and split", "kind", "answerable", "refused wrongly", "right of these", "unanswerable", "refused"
    );
    let share =
        |part: u32, whole: u32| if whole == 0 { "-".to_owned() } else { format!("{:.1} %", 100.0 * f64::from(part) / f64::from(whole)) };
    for ((split, kind), tally) in tallies {
        println!(
            "{split:<17}{kind:<11}{:>11}{:>17}{:>15}{:>14}{:>10}",
            tally.answerable,
            share(tally.refused_wrongly, tally.answerable),
            share(tally.right, tally.answerable - tally.refused_wrongly),
            tally.unanswerable,
            share(tally.refused, tally.unanswerable)
        );
    }
    let mut sums: BTreeMap<&str, Tally> = BTreeMap::new();
    for ((set, _), tally) in tallies {
        let split = set.rsplit(' ').next().unwrap_or_default();
        for name in [set.as_str(), split] {
            let sum = sums.entry(name).or_default();
            sum.answerable += tally.answerable;
            sum.refused_wrongly += tally.refused_wrongly;
            sum.right += tally.right;
            sum.unanswerable += tally.unanswerable;
            sum.refused += tally.refused;
        }
    }
    for (name, sum) in sums {
        println!(
            "{name}: {} of unanswerable refused, {} of answerable wrongly refused, {} of given answers right",
            share(sum.refused, sum.unanswerable),
            share(sum.refused_wrongly, sum.answerable),
            share(sum.right, sum.answerable - sum.refused_wrongly)
        );
    }
}
