//! Puts the chosen pieces together: one to three sentences that read on their own, each a quote.

use contracts::{Citation, Passage};

use super::candidates::{Candidate, Cut, Pool};
use super::question::Question;
use crate::text::normal::one_line;
use crate::text::{Segment, SegmentKind, is_instruction};

const MOST_WORDS: usize = 80;
/// A further piece must be nearly as good as the best one.
const NEAR: f32 = 0.82;
/// A row, or a piece of another passage, even more so.
const NEARER: f32 = 0.93;

/// The answer's words and where they stand.
pub fn compose(question: &Question, passages: &[Passage], pool: &Pool, ranked: &[(f32, &Candidate)]) -> (String, Vec<Citation>) {
    let Some((top_score, top)) = ranked.first() else {
        return (String::new(), Vec::new());
    };
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    let mut words = 0;
    for (score, candidate) in ranked {
        let is_top = candidate.passage == top.passage && candidate.segment == top.segment;
        let same_passage = candidate.passage == top.passage;
        // A second row answers another question, unless several were asked for.
        let limit = if is_row(candidate, pool) && !question.wants_list || !same_passage { NEARER } else { NEAR };
        if !is_top && (*score < limit * top_score || chosen.len() >= 3) {
            continue;
        }
        for piece in around(candidate, question, passages, pool, is_top) {
            let Some(length) = piece_words(passages, pool, piece) else {
                continue;
            };
            if !chosen.contains(&piece) && (chosen.is_empty() || words + length <= MOST_WORDS) && chosen.len() < 5 {
                words += length;
                chosen.push(piece);
            }
        }
    }
    // In the order of the documents, the best passage first.
    let order = |passage: usize| ranked.iter().position(|(_, candidate)| candidate.passage == passage).unwrap_or(usize::MAX);
    chosen.sort_by_key(|(passage, segment)| (order(*passage), *segment));
    chosen.dedup();
    let mut text = String::new();
    let mut citations = Vec::new();
    let mut group: Vec<(usize, usize)> = Vec::new();
    for piece in chosen {
        if group.last().is_some_and(|last| last.0 != piece.0) {
            flush(&mut group, passages, pool, &mut text, &mut citations);
        }
        group.push(piece);
    }
    flush(&mut group, passages, pool, &mut text, &mut citations);
    (text, citations)
}

fn is_row(candidate: &Candidate, pool: &Pool) -> bool {
    pool.cuts
        .get(candidate.passage)
        .and_then(|cut| cut.segments.get(candidate.segment))
        .is_some_and(|segment| segment.kind == SegmentKind::TableRow)
}

/// The candidate with what it needs to be understood.
fn around(candidate: &Candidate, question: &Question, passages: &[Passage], pool: &Pool, is_top: bool) -> Vec<(usize, usize)> {
    let index = candidate.passage;
    let (Some(cut), Some(passage)) = (pool.cuts.get(index), passages.get(index)) else {
        return Vec::new();
    };
    let Some(segment) = cut.segments.get(candidate.segment) else {
        return Vec::new();
    };
    let mut pieces = Vec::new();
    let text = segment.text(&passage.content);
    if segment.kind == SegmentKind::ListItem
        && let Some(lead) = segment.lead.filter(|lead| is_sentence(cut, *lead))
    {
        pieces.push(lead);
        if is_top && question.wants_list {
            pieces.extend(
                (lead + 1..cut.segments.len()).filter(|number| cut.segments.get(*number).is_some_and(|other| other.lead == Some(lead))),
            );
        }
    }
    // "It also covers …" needs the sentence before.
    if segment.kind == SegmentKind::Sentence
        && begins_in_context(text)
        && let Some(before) = candidate.segment.checked_sub(1).filter(|before| same_line(cut, *before, segment))
    {
        pieces.push(before);
    }
    pieces.push(candidate.segment);
    if is_top {
        let next = candidate.segment + 1;
        let introduces = text.trim_end().ends_with(':');
        let goes_on = cut.segments.get(next).is_some_and(|other| {
            introduces && other.lead == Some(candidate.segment)
                || segment.kind == SegmentKind::Sentence && other.line == segment.line && other.kind == SegmentKind::Sentence
        });
        if introduces {
            pieces.extend(
                (next..cut.segments.len())
                    .take_while(|number| cut.segments.get(*number).is_some_and(|other| other.lead == Some(candidate.segment))),
            );
        } else if goes_on {
            pieces.push(next);
        }
    }
    let says_nothing = |piece: usize| cut.segments.get(piece).is_none_or(|segment| is_instruction(segment.text(&passage.content)));
    pieces.into_iter().filter(|piece| !says_nothing(*piece)).map(|piece| (index, piece)).collect()
}

fn is_sentence(cut: &Cut, segment: usize) -> bool {
    cut.segments.get(segment).is_some_and(|segment| segment.kind == SegmentKind::Sentence)
}

fn same_line(cut: &Cut, number: usize, segment: &Segment) -> bool {
    cut.segments.get(number).is_some_and(|other| other.line == segment.line && other.kind == SegmentKind::Sentence)
}

fn begins_in_context(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        first.as_str(),
        "it" | "they"
            | "this"
            | "these"
            | "those"
            | "that"
            | "he"
            | "she"
            | "otherwise"
            | "however"
            | "then"
            | "also"
            | "both"
            | "afterwards"
            | "after"
            | "in"
            | "one"
            | "their"
            | "its"
            | "such"
            | "but"
            | "and"
            | "so"
            | "either"
            | "neither"
    )
}

fn piece_words(passages: &[Passage], pool: &Pool, (passage, segment): (usize, usize)) -> Option<usize> {
    let text = pool.cuts.get(passage)?.segments.get(segment)?.text(&passages.get(passage)?.content);
    Some(text.split_whitespace().count())
}

/// Writes the pieces of one passage and cites each run of neighbours as one quote.
fn flush(group: &mut Vec<(usize, usize)>, passages: &[Passage], pool: &Pool, text: &mut String, citations: &mut Vec<Citation>) {
    let mut run: Option<(usize, usize)> = None;
    for (passage_index, segment_index) in std::mem::take(group) {
        let (Some(passage), Some(cut)) = (passages.get(passage_index), pool.cuts.get(passage_index)) else {
            continue;
        };
        let Some(segment) = cut.segments.get(segment_index) else {
            continue;
        };
        let extends = run.is_some_and(|(last, _)| last + 1 == segment_index);
        let written = written(cut, segment, passage, run.is_some());
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&written);
        let start = match run {
            Some((_, start)) if extends => start,
            _ => segment.range.start,
        };
        let quote = passage.content.get(start..segment.range.end).unwrap_or_default().to_owned();
        if extends {
            citations.pop();
        }
        citations.push(Citation {
            document_id: passage.document_id,
            catalogue_item_id: passage.catalogue_item_id,
            title: passage.title.clone(),
            locator: passage.locator.clone(),
            quote,
        });
        run = Some((segment_index, start));
    }
}

/// A piece as it is said: rows as `label: value` with commas, items with a stop.
/// The heading of a row is said once.
fn written(cut: &Cut, segment: &Segment, passage: &Passage, follows: bool) -> String {
    let text = one_line(segment.text(&passage.content));
    match segment.kind {
        SegmentKind::TableRow => {
            let heading = cut.heading.rsplit(" › ").next().unwrap_or_default();
            let row = text.trim_matches(|c: char| c == '|' || c.is_whitespace()).replace(" | ", ", ").replace("; ", ", ");
            if heading.is_empty() || follows { format!("{row}.") } else { format!("{heading}: {row}.") }
        }
        SegmentKind::ListItem if !text.ends_with(['.', '!', '?', ';', ':', ',']) => {
            format!("{text}.")
        }
        _ => text.replace("**", ""),
    }
}
