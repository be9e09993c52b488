//! What the decision is made on: a few numbers about the best candidate, each with a meaning.

use contracts::Passage;

use super::candidates::{Candidate, Pool};
use super::question::Question;
use crate::text::Term;

pub const COUNT: usize = 8;

/// The names, for the fitting program's report.
pub const NAMES: [&str; COUNT] =
    ["similarity", "passage_coverage", "personal", "lexical", "kind_mismatch", "unknown_names", "widest_gaps", "mean_gap"];

pub type Features = [f32; COUNT];

/// `gaps`: see [`gaps`].
pub fn features(question: &Question, passages: &[Passage], pool: &Pool, best: &Candidate, rows: &[Term], gaps: (f32, f32)) -> Features {
    let own: Vec<&Term> = pool.cuts.get(best.passage).map(|cut| cut.terms.iter().collect()).unwrap_or_default();
    let lexical = passages.get(best.passage).map_or(0.0, |passage| passage.lexical);
    let terms = f32::from(u16::try_from(pool.weights.terms.len().max(1)).unwrap_or(u16::MAX));
    let unknown = f32::from(u16::try_from(pool.weights.unknown_names(rows)).unwrap_or(u16::MAX));
    [
        best.similarity,
        pool.weights.coverage(&own),
        if question.is_personal { 1.0 } else { 0.0 },
        // BM25 grows with the number of terms; what counts is how well they were found.
        (lexical / terms / 4.0).min(1.5),
        if best.answers_kind == Some(false) { 1.0 } else { 0.0 },
        unknown.min(2.0),
        gaps.0,
        gaps.1,
    ]
}

/// What the question is about and the piece is not: for each word, how much closer in meaning it is to
/// the question than to the piece. Of "What is the manager's salary?", a sentence on the manager leaves
/// "salary" far behind. The mean of the two widest gaps, and the weighted mean of all.
pub fn gaps(weights: &[f32], to_question: &[f32], to_piece: &[f32]) -> (f32, f32) {
    let mut wide: Vec<f32> =
        weights.iter().zip(to_question.iter().zip(to_piece)).map(|(weight, (question, piece))| weight * (question - piece)).collect();
    let total: f32 = weights.iter().sum();
    if wide.is_empty() || total <= 0.0 {
        return (0.3, 0.3);
    }
    let mean = wide.iter().sum::<f32>() / total;
    wide.sort_by(|a, b| b.total_cmp(a));
    let widest: Vec<f32> = wide.into_iter().take(2).collect();
    let count = f32::from(u16::try_from(widest.len()).unwrap_or(2));
    (widest.iter().sum::<f32>() / count, mean)
}
