//! What the decision is made on: a few numbers about the best candidate, each with a meaning.

use contracts::Passage;

use super::candidates::{Candidate, Pool};
use super::question::Question;
use crate::text::Term;

pub const COUNT: usize = 10;

/// The names, for the fitting program's report.
pub const NAMES: [&str; COUNT] = [
    "similarity", "passage_semantic", "coverage", "own_coverage", "passage_coverage", "unknown", "heaviest_missing",
    "missing_names", "kind_mismatch", "lexical",
];

pub type Features = [f32; COUNT];

pub fn features(question: &Question, passages: &[Passage], pool: &Pool, best: &Candidate) -> Features {
    let passage = passages.get(best.passage);
    let own: Vec<&Term> = pool.cuts.get(best.passage).map(|cut| cut.terms.iter().collect()).unwrap_or_default();
    let lexical = passage.map_or(0.0, |passage| passage.lexical);
    let terms = f32::from(u16::try_from(question.terms.len().max(1)).unwrap_or(u16::MAX));
    let missing = f32::from(u16::try_from(pool.weights.missing_names(&own)).unwrap_or(u16::MAX));
    [
        best.similarity,
        passage.map_or(0.0, |passage| passage.semantic),
        best.coverage,
        best.own_coverage,
        pool.weights.coverage(&own),
        pool.weights.unknown(),
        pool.weights.heaviest_missing(&own),
        missing.min(2.0),
        if best.answers_kind == Some(false) { 1.0 } else { 0.0 },
        // BM25 grows with the number of terms; what counts is how well they were found.
        (lexical / terms / 4.0).min(1.5),
    ]
}
