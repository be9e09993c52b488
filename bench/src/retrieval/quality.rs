use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use contracts::{Passage, Retriever};
use serde::Deserialize;
use serde_json::json;

use super::Bench;
use super::load::{self, Loaded};
use super::sets::Set;

#[derive(Debug, Deserialize)]
struct Question {
    id: String,
    question: String,
    answerable: bool,
    kind: String,
    relevant: Vec<Relevant>,
    split: String,
}

#[derive(Debug, Deserialize)]
struct Relevant {
    document: String,
    contains: String,
}

/// As the question set says: compatibility forms, no Markdown emphasis, runs of white space as one space.
pub(crate) fn plain(text: &str) -> String {
    let folded = knowledge::analyse::fold(text).replace(['*', '_', '`'], "");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Sums {
    questions: f64,
    hit: f64,
    ndcg: f64,
    first: f64,
}

pub(crate) async fn run(bench: &Bench, sets: &[Set], dump: Option<&Path>, misses: bool) -> anyhow::Result<()> {
    let mut out = dump.map(std::fs::File::create).transpose()?;
    let mut sums: HashMap<(String, String), Sums> = HashMap::new();
    load::start(bench);
    for set in sets {
        one(bench, set, &mut out, misses, &mut sums).await?;
    }
    report(&sums);
    Ok(())
}

async fn one(
    bench: &Bench,
    set: &Set,
    out: &mut Option<std::fs::File>,
    misses: bool,
    sums: &mut HashMap<(String, String), Sums>,
) -> anyhow::Result<()> {
    let loaded = load::folder(bench, &set.folder).await?;
    let questions: Vec<Question> = set.questions()?;
    check_texts(&loaded, &questions);
    for question in &questions {
        let limit = if out.is_some() { 120 } else { 10 };
        let found = bench.knowledge.retrieve(&loaded.ctx, &question.question, limit).await?;
        let covers: Vec<Vec<usize>> = found.passages.iter().map(|passage| covered(&loaded, passage, &question.relevant)).collect();
        if let Some(out) = out {
            let passages: Vec<_> = found
                .passages
                .iter()
                .zip(&covers)
                .map(|(p, covers)| json!({ "title": p.title, "locator": p.locator, "item": p.catalogue_item_id.is_some(), "score": p.score, "lexical": p.lexical, "semantic": p.semantic, "covers": covers, "content": p.content }))
                .collect();
            let line = json!({ "id": question.id, "question": question.question, "answerable": question.answerable, "kind": question.kind, "split": question.split, "relevant": question.relevant.len(), "filter": found.catalogue_filter, "rows": found.catalogue.len(), "passages": passages });
            writeln!(out, "{line}")?;
        }
        if !question.answerable {
            continue;
        }
        let hit = covers.iter().take(5).any(|covers| !covers.is_empty());
        let sum = sums.entry((format!("{} {}", set.name, question.split), question.kind.clone())).or_default();
        sum.questions += 1.0;
        sum.hit += f64::from(u8::from(hit));
        sum.ndcg += ndcg(&covers, question.relevant.len());
        sum.first += f64::from(u8::from(covers.first().is_some_and(|covers| !covers.is_empty())));
        if misses && !hit {
            println!("miss {} [{}] {}", question.id, question.split, question.question);
            println!("     wants {:?}", question.relevant.iter().map(|r| (&r.document, &r.contains)).collect::<Vec<_>>());
            for passage in found.passages.iter().take(3) {
                println!(
                    "     {:.2} lex {:.1} sem {:.2} {} | {}",
                    passage.score,
                    passage.lexical,
                    passage.semantic,
                    passage.title,
                    passage.locator.as_deref().unwrap_or("-")
                );
            }
        }
    }
    Ok(())
}

fn report(sums: &HashMap<(String, String), Sums>) {
    let mut keys: Vec<_> = sums.keys().collect();
    keys.sort();
    println!("{:<17}{:<12}{:>10}{:>8}{:>9}{:>8}", "set and split", "kind", "questions", "hit@5", "nDCG@10", "hit@1");
    for (split, kind) in keys {
        if let Some(sum) = sums.get(&(split.clone(), kind.clone())) {
            println!(
                "{split:<17}{kind:<12}{:>10}{:>8.3}{:>9.3}{:>8.3}",
                sum.questions,
                sum.hit / sum.questions,
                sum.ndcg / sum.questions,
                sum.first / sum.questions
            );
        }
    }
}

/// Which of the relevant passages this one holds.
fn covered(loaded: &Loaded, passage: &Passage, relevant: &[Relevant]) -> Vec<usize> {
    let id = passage.document_id.or(passage.catalogue_item_id);
    let name = id.and_then(|id| loaded.names.get(&id)).map_or("", String::as_str);
    let content = plain(&passage.content);
    let matches = |wanted: &Relevant| {
        if wanted.document == "catalogue.json" {
            name == wanted.contains
        } else {
            name == wanted.document && content.contains(&plain(&wanted.contains))
        }
    };
    relevant.iter().enumerate().filter(|(_, wanted)| matches(wanted)).map(|(at, _)| at).collect()
}

/// Each relevant passage counts once, where it is first found.
fn ndcg(covers: &[Vec<usize>], relevant: usize) -> f64 {
    let discount = |place: u32| 1.0 / f64::from(place + 2).log2();
    let mut seen: Vec<usize> = Vec::new();
    let mut gain = 0.0;
    for (place, covers) in (0_u32..10).zip(covers) {
        let new: Vec<usize> = covers.iter().filter(|at| !seen.contains(at)).copied().collect();
        if !new.is_empty() {
            gain += discount(place);
            seen.extend(new);
        }
    }
    let ideal: f64 = (0..10).take(relevant).map(discount).sum();
    if ideal > 0.0 { (gain / ideal).min(1.0) } else { 0.0 }
}

/// A passage that no chunk holds whole is the chunker's or the parser's fault.
fn check_texts(loaded: &Loaded, questions: &[Question]) {
    let texts: Vec<(&str, String)> =
        loaded.texts.iter().map(|(id, text)| (loaded.names.get(id).map_or("", String::as_str), plain(text))).collect();
    for question in questions {
        for wanted in question.relevant.iter().filter(|wanted| wanted.document != "catalogue.json") {
            let piece = plain(&wanted.contains);
            if !texts.iter().any(|(name, text)| *name == wanted.document && text.contains(&piece)) {
                println!("no chunk holds {}: {:?} of {}", question.id, wanted.contains, wanted.document);
            }
        }
    }
}
