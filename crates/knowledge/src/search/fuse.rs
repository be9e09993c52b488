//! One order from two kinds of search. The weights were chosen on the `tune` half of `bench/questions`; see `bench`.

use uuid::Uuid;

/// A chunk as the search functions return it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) chunk_id: Uuid,
    pub(crate) bm25: f32,
    pub(crate) cosine: f32,
    /// Of the chunk's nearest sentence.
    pub(crate) sentence: f32,
}

/// The share of words against meaning.
const LEXICAL: f32 = 0.25;
/// Of meaning, the share of the nearest sentence against the whole chunk.
const SENTENCE: f32 = 0.5;
/// Cosines of unrelated texts and of close paraphrases under the local model.
const FAR: f32 = 0.05;
const NEAR: f32 = 0.75;
/// BM25 at which words alone have said nearly all that they can.
const FULL_BM25: f32 = 12.0;

/// 0 to 1. Relative to the best candidate's BM25, softened by an absolute scale, so that a lone matching word of a question
/// that nothing answers does not look like a full match.
pub(crate) fn score(candidate: &Candidate, best_bm25: f32) -> f32 {
    let scale = best_bm25.max(FULL_BM25);
    let lexical = if scale > 0.0 { (candidate.bm25 / scale).clamp(0.0, 1.0) } else { 0.0 };
    let near = |cosine: f32| ((cosine - FAR) / (NEAR - FAR)).clamp(0.0, 1.0);
    let semantic = (1.0 - SENTENCE) * near(candidate.cosine) + SENTENCE * near(candidate.sentence);
    LEXICAL * lexical + (1.0 - LEXICAL) * semantic
}

/// Candidates with their scores, best first.
pub(crate) fn fuse(candidates: &[Candidate]) -> Vec<(Candidate, f32)> {
    let best = candidates.iter().map(|candidate| candidate.bm25).fold(0.0, f32::max);
    let mut out: Vec<(Candidate, f32)> = candidates.iter().map(|candidate| (*candidate, score(candidate, best))).collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.chunk_id.cmp(&b.0.chunk_id)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: u128, bm25: f32, cosine: f32, sentence: f32) -> Candidate {
        Candidate { chunk_id: Uuid::from_u128(id), bm25, cosine, sentence }
    }

    #[test]
    fn both_kinds_of_likeness_count() {
        let order: Vec<u128> =
            fuse(&[candidate(1, 0.0, 0.1, 0.1), candidate(2, 14.0, 0.3, 0.3), candidate(3, 0.0, 0.7, 0.7), candidate(4, 14.0, 0.6, 0.7)])
                .iter()
                .map(|(candidate, _)| candidate.chunk_id.as_u128())
                .collect();
        assert_eq!(order, [4, 3, 2, 1]);
    }

    #[test]
    fn scores_stay_between_nothing_and_one() {
        for (candidate, score) in fuse(&[candidate(1, 100.0, 1.0, 1.0), candidate(2, 0.0, -1.0, -1.0)]) {
            assert!((0.0..=1.0).contains(&score), "{candidate:?} {score}");
        }
        assert!(fuse(&[]).is_empty());
    }

    /// One common word is no match when nothing better is there.
    #[test]
    fn a_weak_best_is_still_weak() {
        let alone = fuse(&[candidate(1, 1.0, 0.1, 0.1)]);
        assert!(alone.first().is_some_and(|(_, score)| *score < 0.15));
    }
}
