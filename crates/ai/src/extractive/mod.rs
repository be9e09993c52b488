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

use contracts::{Citation, Passage, Retrieval};

use crate::text::normal::one_line;
use crate::text::{Term, terms};

use candidates::{Candidate, Pool};
pub use intent::{Intent, intent};
pub use question::{Question, Wants};

/// A question with its evidence, on its way to an answer.
///
/// ```text
/// let mut study = Study::new(question, &retrieval);
/// study.rank(&similarity(&study.question.text, &study.texts()));
/// let (pieces, words) = study.best();
/// let extraction = study.answer(&greater(similarity(&pieces[0], &words), similarity(&pieces[1], &words)));
/// ```
pub struct Study<'a> {
    pub question: Question,
    retrieval: &'a Retrieval,
    /// Documents only: what a catalogue row says is read from the row.
    passages: Vec<Passage>,
    pool: Pool,
    ranked: Vec<(f32, Candidate)>,
    /// Cosine of each word to the question.
    words_to_question: Vec<f32>,
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
        let passages: Vec<Passage> = retrieval.passages.iter().filter(|passage| passage.catalogue_item_id.is_none()).cloned().collect();
        let pool = Pool::new(&question, &passages);
        Self { question, retrieval, passages, pool, ranked: Vec::new(), words_to_question: Vec::new() }
    }

    /// What has to be compared with the question by meaning: the candidates, then the question's words.
    pub fn texts(&self) -> Vec<String> {
        let candidates = self.pool.candidates.iter().map(|candidate| candidate.in_context.clone());
        candidates.chain(self.words().into_iter().map(|(word, _)| word)).collect()
    }

    /// Words that may be what the question is about, with their weights. Numbers are not: they are
    /// mostly the customer's own circumstances.
    fn words(&self) -> Vec<(String, f32)> {
        let terms = self.pool.weights.terms.iter().filter(|weighed| !weighed.term.is_number);
        terms.map(|weighed| (weighed.term.word.clone(), weighed.subject)).collect()
    }

    /// `similarity` is one cosine for each of `texts`.
    pub fn rank(&mut self, similarity: &[f32]) {
        let count = self.pool.candidates.len();
        self.words_to_question = similarity.get(count..).unwrap_or_default().to_vec();
        for (candidate, similarity) in self.pool.candidates.iter_mut().zip(similarity) {
            candidate.similarity = *similarity;
        }
        self.ranked = self
            .pool
            .candidates
            .iter()
            .map(|candidate| {
                let semantic = self.passages.get(candidate.passage).map_or(0.0, |passage| passage.semantic);
                (score(candidate, semantic), candidate.clone())
            })
            .collect();
        self.ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    }

    /// The best piece, alone and with its neighbours, and the words to compare with each by meaning.
    pub fn best(&self) -> Option<([String; 2], Vec<String>)> {
        let (_, best) = self.ranked.first()?;
        let passage = self.passages.get(best.passage)?;
        let cut = self.pool.cuts.get(best.passage)?;
        let neighbours = best.segment.saturating_sub(1)..=best.segment + 1;
        let around = neighbours.filter_map(|number| cut.segments.get(number)).map(|segment| segment.text(&passage.content));
        let around = one_line(&format!("{} › {}: {}", passage.title, cut.heading, around.collect::<Vec<_>>().join(" ")));
        Some(([best.in_context.clone(), around], self.words().into_iter().map(|(word, _)| word).collect()))
    }

    /// `words_to_best` is one cosine for each of the words that `best` gave, the greater of the two.
    pub fn answer(self, words_to_best: &[f32]) -> Extraction {
        if let Some(extraction) = catalogue::answer(&self.question, self.retrieval) {
            return extraction;
        }
        let Some((_, best)) = self.ranked.first() else {
            return Extraction { content: String::new(), citations: Vec::new(), confidence: 0.0, grounded: false, features: None };
        };
        let weights: Vec<f32> = self.words().into_iter().map(|(_, weight)| weight).collect();
        let gaps = features::gaps(&weights, &self.words_to_question, words_to_best);
        let rows: Vec<Term> = self.retrieval.catalogue.iter().flat_map(|fact| terms(&fact.name)).collect();
        let features = features::features(&self.question, &self.passages, &self.pool, best, &rows, gaps);
        let confidence = model::probability(&features);
        let ranked: Vec<(f32, &Candidate)> = self.ranked.iter().map(|(score, candidate)| (*score, candidate)).collect();
        let (content, citations) = compose::compose(&self.question, &self.passages, &self.pool, &ranked);
        Extraction { content, citations, confidence, grounded: confidence >= model::THRESHOLD, features: Some(features) }
    }
}

/// How good a candidate is beside the others.
fn score(candidate: &Candidate, semantic: f32) -> f32 {
    let kind = match candidate.answers_kind {
        Some(true) => 0.12,
        Some(false) => -0.12,
        None => 0.0,
    };
    candidate.similarity + 0.45 * candidate.own_coverage + 0.25 * candidate.coverage + 0.2 * semantic + kind
}
