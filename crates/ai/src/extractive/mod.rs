//! The built-in answerer: it quotes what the tenant's sources say, or says that they do not.
//!
//! It knows no language beyond counting: the pieces of the retrieved passages are ranked by meaning
//! (vectors of the whole and of each word) and by words (stems, synonyms, rarity), and a small fitted model
//! decides from readable features whether the best one answers at all. Prices, stock and attributes of catalogue
//! items come from their rows alone.

pub mod candidates;
pub mod catalogue;
pub mod compose;
pub mod features;
pub mod intent;
pub mod model;
pub mod question;
pub mod scope;
pub mod strength;
pub mod wants;
pub mod weights;

use contracts::grounding::Aligned;
use contracts::{Citation, Passage, Retrieval};

use crate::text::{Term, terms};

use candidates::{Candidate, Pool};
pub use intent::{Intent, intent};
pub use question::{Question, Wants};
use strength::Strengths;

/// A question with its evidence, on its way to an answer.
///
/// ```text
/// let study = Study::new(question, &retrieval);
/// let extraction = study.answer(&align(&study.question.text, &study.words(), &study.texts()));
/// ```
pub struct Study<'a> {
    pub question: Question,
    retrieval: &'a Retrieval,
    /// Documents only: what a catalogue row says is read from the row.
    passages: Vec<Passage>,
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
    pub trace: Option<Trace>,
}

/// A decision's inputs, for the programs that fit and show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    pub asked: features::Asked,
    pub pieces: Vec<(PieceSeen, features::Piece)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PieceSeen {
    pub passage: uuid::Uuid,
    pub text: String,
}

impl<'a> Study<'a> {
    pub fn new(question: Question, retrieval: &'a Retrieval) -> Self {
        let passages: Vec<Passage> = retrieval.passages.iter().filter(|passage| passage.catalogue_item_id.is_none()).cloned().collect();
        let pool = Pool::new(&question, &passages);
        Self { question, retrieval, passages, pool }
    }

    /// What has to be compared with the question by meaning.
    pub fn texts(&self) -> Vec<String> {
        self.pool.candidates.iter().map(|candidate| candidate.in_context.clone()).collect()
    }

    /// The question's words, to be found in each of the texts.
    pub fn words(&self) -> Vec<String> {
        self.question.terms.iter().map(|term| term.word.clone()).collect()
    }

    /// `aligned` is the question and its `words` beside its `texts`.
    pub fn answer(self, aligned: &Aligned) -> Extraction {
        let strengths = Strengths::new(&self.question, &self.pool, aligned);
        let pieces = features::pieces(&self.question, &self.passages, &self.pool, aligned, &strengths);
        let mut ranked: Vec<(f32, &features::Piece, &Candidate)> =
            pieces.iter().zip(&self.pool.candidates).map(|(piece, candidate)| (model::rank(piece), piece, candidate)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let rows: Vec<Term> = self.retrieval.catalogue.iter().flat_map(|fact| terms(&fact.name)).collect();
        let asked = features::asked(&self.question, &self.pool, &strengths, &rows);
        let confidence = ranked.first().map_or(0.0, |(_, piece, _)| model::probability(piece, &asked));
        if let Some(extraction) = catalogue::answer(&self.question, self.retrieval) {
            return extraction;
        }
        let seen = |candidate: &Candidate| PieceSeen {
            passage: self.passages.get(candidate.passage).map(|passage| passage.chunk_id).unwrap_or_default(),
            text: candidate.in_context.clone(),
        };
        let trace = Trace { asked, pieces: ranked.iter().map(|(_, piece, candidate)| (seen(candidate), **piece)).collect() };
        let scored: Vec<(f32, &Candidate)> = ranked.iter().map(|(_, piece, candidate)| (likeness(piece, candidate), *candidate)).collect();
        let (content, citations) = compose::compose(&self.question, &self.passages, &self.pool, &scored);
        Extraction { content, citations, confidence, grounded: confidence >= model::THRESHOLD, trace: Some(trace) }
    }
}

/// How near a piece is to the question, on a scale where shares of the best one's mean something: decides what else is said.
fn likeness(piece: &features::Piece, candidate: &Candidate) -> f32 {
    let kind = match candidate.answers_kind {
        Some(true) => 0.12,
        Some(false) => -0.12,
        None => 0.0,
    };
    let [cosine, ..] = piece;
    cosine + 0.45 * candidate.own_coverage + 0.25 * candidate.coverage + kind + 0.1
}
