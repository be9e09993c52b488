//! The built-in answerer: it quotes what the tenant's sources say, or says that they do not.
//!
//! It knows no language beyond counting: the pieces of the retrieved passages are ranked by meaning
//! (an embedding) and by words (stems, synonyms, rarity), and a small fitted model decides from a few
//! readable features whether the best one answers at all. Prices, stock and attributes of catalogue
//! items come from their rows alone.

pub mod candidates;
pub mod catalogue;
pub mod compose;
pub mod features;
pub mod intent;
pub mod model;
pub mod question;
pub mod weights;

use contracts::{Citation, Retrieval};

use candidates::{Candidate, Pool};
pub use intent::{Intent, intent};
pub use question::{Question, Wants};

/// A question with its evidence, on its way to an answer.
pub struct Study<'a> {
    pub question: Question,
    retrieval: &'a Retrieval,
    pool: Pool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    pub content: String,
    pub citations: Vec<Citation>,
    /// The probability that this answers the question.
    pub confidence: f32,
    pub grounded: bool,
    /// What the decision was made on; none when the catalogue answered.
    pub features: Option<features::Features>,
}

impl<'a> Study<'a> {
    pub fn new(question: Question, retrieval: &'a Retrieval) -> Self {
        let pool = Pool::new(&question, &retrieval.passages);
        Self { question, retrieval, pool }
    }

    /// What has to be compared with the question by meaning.
    pub fn sentences(&self) -> Vec<String> {
        self.pool.candidates.iter().map(|candidate| candidate.in_context.clone()).collect()
    }

    /// `similarity` is one cosine for each of `sentences`.
    pub fn answer(mut self, similarity: &[f32]) -> Extraction {
        for (candidate, similarity) in self.pool.candidates.iter_mut().zip(similarity) {
            candidate.similarity = *similarity;
        }
        if let Some(extraction) = catalogue::answer(&self.question, self.retrieval) {
            return extraction;
        }
        let passages = &self.retrieval.passages;
        let mut ranked: Vec<(f32, &Candidate)> = self
            .pool
            .candidates
            .iter()
            .map(|candidate| {
                let semantic = passages.get(candidate.passage).map_or(0.0, |passage| passage.semantic);
                (rank(candidate, semantic), candidate)
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let Some((_, best)) = ranked.first() else {
            return Extraction { content: String::new(), citations: Vec::new(), confidence: 0.0, grounded: false, features: None };
        };
        let features = features::features(&self.question, passages, &self.pool, best);
        let confidence = model::probability(&features);
        let (content, citations) = compose::compose(&self.question, passages, &self.pool, &ranked);
        Extraction { content, citations, confidence, grounded: confidence >= model::THRESHOLD, features: Some(features) }
    }
}

/// How good a candidate is beside the others.
fn rank(candidate: &Candidate, semantic: f32) -> f32 {
    let kind = match candidate.answers_kind {
        Some(true) => 0.12,
        Some(false) => -0.12,
        None => 0.0,
    };
    candidate.similarity + 0.45 * candidate.own_coverage + 0.25 * candidate.coverage + 0.2 * semantic + kind
}
