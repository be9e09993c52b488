//! What decisions are made on: a few numbers about each piece, and about the question beside all of them, each with a meaning.

use contracts::Passage;
use contracts::grounding::{Aligned, Alignment};

use super::candidates::Pool;
use super::question::{Question, Wants};
use super::strength::Strengths;
use crate::text::Term;

pub const PIECE: usize = 18;
pub const ASKED: usize = 13;

/// The names, for the fitting program.
pub const PIECE_NAMES: [&str; PIECE] = [
    "cosine",
    "held",
    "held_near",
    "widest_gap",
    "two_gaps",
    "focus",
    "own_words",
    "passage_words",
    "kind",
    "other_kind",
    "semantic",
    "lexical",
    "reverse",
    "whole",
    "row",
    "behind",
    "unnamed",
    "doubtful_yes",
];
pub const ASKED_NAMES: [&str; ASKED] = [
    "personal",
    "other_time",
    "elsewhere",
    "task",
    "unknown_names",
    "unknown_years",
    "pool_held",
    "pool_gap",
    "yes_no",
    "money",
    "time",
    "amount",
    "terms",
];

pub type Piece = [f32; PIECE];
pub type Asked = [f32; ASKED];

/// One row for each candidate of the pool, in its order.
pub fn pieces(question: &Question, passages: &[Passage], pool: &Pool, aligned: &Aligned, strengths: &Strengths) -> Vec<Piece> {
    let nothing = Alignment::default();
    let nearest = aligned.texts.iter().map(|text| text.cosine).fold(-1.0, f32::max);
    let terms = count(pool.weights.terms.len().max(1));
    let none: &[f32] = &[];
    pool.candidates
        .iter()
        .enumerate()
        .map(|(at, candidate)| {
            let text = aligned.texts.get(at).unwrap_or(&nothing);
            let row = |rows: &'_ [Vec<f32>]| rows.get(at).cloned().unwrap_or_else(|| none.to_vec());
            let (own, near, named) = (row(&strengths.own), row(&strengths.near), row(&strengths.named));
            let (widest, two) = strengths.gaps(&near);
            let focus = question.focus.iter().filter_map(|term| near.get(*term).copied()).fold(1.0, f32::min);
            let passage = passages.get(candidate.passage);
            // BM25 grows with the number of terms; what counts is how well they were found.
            let lexical = passage.map_or(0.0, |passage| (passage.lexical / terms / 4.0).min(1.5));
            [
                text.cosine,
                strengths.mean(&own),
                strengths.mean(&near),
                widest,
                two,
                focus,
                candidate.own_coverage,
                candidate.coverage,
                flag(candidate.answers_kind == Some(true)),
                flag(candidate.answers_kind == Some(false)),
                passage.map_or(0.0, |passage| passage.semantic),
                lexical,
                text.reverse,
                text.whole,
                flag(candidate.is_row),
                text.cosine - nearest,
                strengths.gaps(&named).0,
                flag(question.wants == Wants::YesNo) * (1.0 - focus),
            ]
        })
        .collect()
}

/// `rows` are the terms of the catalogue's rows.
pub fn asked(question: &Question, pool: &Pool, strengths: &Strengths, rows: &[Term]) -> Asked {
    let best = strengths.best();
    let years = question.terms.iter().filter(|term| is_year(&term.word)).filter(|term| {
        !pool.cuts.iter().any(|cut| cut.terms.iter().any(|other| other.stem == term.stem)) && !rows.iter().any(|row| row.stem == term.stem)
    });
    let signs = question.signs;
    [
        flag(signs.personal),
        flag(signs.other_time),
        flag(signs.elsewhere),
        flag(signs.task),
        count(pool.weights.unknown_names(rows)).min(2.0),
        count(years.count()).min(1.0),
        strengths.mean(&best),
        strengths.gaps(&best).0,
        flag(question.wants == Wants::YesNo),
        flag(question.wants == Wants::Money),
        flag(question.wants == Wants::Time),
        flag(matches!(question.wants, Wants::Amount | Wants::Unit(_) | Wants::Measure(_))),
        count(question.terms.len().min(8)) / 8.0,
    ]
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.chars().all(|c| c.is_ascii_digit())
}

fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}
