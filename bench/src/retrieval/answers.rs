//! Whether the built-in answerer answers what it can and refuses what it cannot.
//!
//! With `--features`, what every decision was made on is written for `bench/questions/fit.py`; each
//! answerable question is then asked a second time with the passages that answer it taken away, which
//! gives a near miss that nothing supports.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use ai::extractive::{Intent, intent};
use async_trait::async_trait;
use clap::Parser;
use contracts::{Retrieval, Retriever};
use kernel::TenantCtx;
use serde::Deserialize;
use serde_json::json;

use super::quality::plain;
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
    #[arg(long, default_value = "bench/questions/northwind.jsonl")]
    pub questions: PathBuf,
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

    async fn similarity(&self, question: &str, sentences: &[String]) -> kernel::Result<Vec<f32>> {
        self.inner.similarity(question, sentences).await
    }
}

/// # Errors
/// When the database, the model or the files are not there.
pub async fn run(arguments: AnswerArguments) -> anyhow::Result<()> {
    let bench = super::open(Arguments::for_answers(&arguments)).await?;
    let loaded = load::demo(&bench).await?;
    let lines = std::fs::read_to_string(&arguments.questions)?;
    let questions: Vec<Question> =
        lines.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut out = arguments.features.as_ref().map(std::fs::File::create).transpose()?;
    let mut tallies: BTreeMap<(String, String), Tally> = BTreeMap::new();
    let started = Instant::now();
    for question in &questions {
        let tally = tallies.entry((question.split.clone(), question.kind.clone())).or_default();
        ask(&bench, &loaded.ctx, question, tally, &mut out, arguments.show.as_deref()).await?;
    }
    let count = f64::from(u32::try_from(questions.len()).unwrap_or(u32::MAX));
    if out.is_none() {
        println!("{:.0} ms a question", started.elapsed().as_secs_f64() * 1000.0 / count.max(1.0));
    }
    report(&tallies);
    Ok(())
}

async fn ask(
    bench: &Bench,
    ctx: &TenantCtx,
    question: &Question,
    tally: &mut Tally,
    out: &mut Option<std::fs::File>,
    show: Option<&str>,
) -> anyhow::Result<()> {
    let retriever: &dyn Retriever = bench.knowledge.as_ref();
    let earlier: Vec<&str> = question.history.iter().map(String::as_str).collect();
    let is_question = intent(&question.question) == Intent::Question;
    let (_, found) = ai::extract(retriever, ctx, &question.question, &earlier).await?;
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
        && show == Some(question.split.as_str())
    {
        println!(
            "{wrong} {:.2} {} {}\n    {}\n    wants {:?}",
            found.confidence, question.id, question.question, found.content, question.answer_contains
        );
    }
    let Some(out) = out else { return Ok(()) };
    let write = |out: &mut std::fs::File, features: Option<ai::extractive::features::Features>, held_out: bool| -> anyhow::Result<()> {
        if let Some(features) = features.filter(|_| is_question) {
            let line = json!({ "id": question.id, "split": question.split, "answerable": question.answerable && !held_out, "held_out": held_out, "right": right && !held_out, "features": features });
            writeln!(out, "{line}")?;
        }
        Ok(())
    };
    write(out, found.features, false)?;
    if question.answerable && question.kind == "document" && !question.answer_contains.is_empty() {
        let (_, found) = ai::extract(&Without { inner: retriever, question }, ctx, &question.question, &earlier).await?;
        write(out, found.features, true)?;
    }
    Ok(())
}

fn report(tallies: &BTreeMap<(String, String), Tally>) {
    println!(
        "{:<7}{:<11}{:>11}{:>17}{:>15}{:>14}{:>10}",
        "split", "kind", "answerable", "refused wrongly", "right of these", "unanswerable", "refused"
    );
    let share =
        |part: u32, whole: u32| if whole == 0 { "-".to_owned() } else { format!("{:.1} %", 100.0 * f64::from(part) / f64::from(whole)) };
    for ((split, kind), tally) in tallies {
        println!(
            "{split:<7}{kind:<11}{:>11}{:>17}{:>15}{:>14}{:>10}",
            tally.answerable,
            share(tally.refused_wrongly, tally.answerable),
            share(tally.right, tally.answerable - tally.refused_wrongly),
            tally.unanswerable,
            share(tally.refused, tally.unanswerable)
        );
    }
    let mut splits: BTreeMap<&str, Tally> = BTreeMap::new();
    for ((split, _), tally) in tallies {
        let sum = splits.entry(split).or_default();
        sum.answerable += tally.answerable;
        sum.refused_wrongly += tally.refused_wrongly;
        sum.right += tally.right;
        sum.unanswerable += tally.unanswerable;
        sum.refused += tally.refused;
    }
    for (split, tally) in splits {
        println!(
            "{split}: {} of unanswerable refused, {} of answerable wrongly refused, {} of given answers right",
            share(tally.refused, tally.unanswerable),
            share(tally.refused_wrongly, tally.answerable),
            share(tally.right, tally.answerable - tally.refused_wrongly)
        );
    }
}
