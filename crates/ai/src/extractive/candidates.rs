//! The pieces of the retrieved passages that may be the answer, with the words around them.

use contracts::Passage;

use super::question::{Question, answers_kind};
use super::weights::Weights;
use crate::text::normal::one_line;
use crate::text::{Segment, SegmentKind, Term, is_instruction, normalise, segments, terms};

/// Embedded per answer: enough to hold the right one, few enough to stay quick.
pub const MOST_CANDIDATES: usize = 16;
const MOST_PASSAGES: usize = 10;

#[derive(Debug, Clone)]
pub struct Candidate {
    pub passage: usize,
    pub segment: usize,
    /// What is compared with the question by meaning: heading, introduction and the piece itself.
    pub in_context: String,
    /// Share of the question's weight that the piece with its context holds.
    pub coverage: f32,
    /// The same for the piece and what introduces it, without heading and title.
    pub own_coverage: f32,
    pub answers_kind: Option<bool>,
    /// Of the piece, what introduces it and the heading right above.
    pub terms: Vec<Term>,
    pub is_row: bool,
    pub prior: f32,
}

/// A passage cut into segments, with its terms.
pub struct Cut {
    pub segments: Vec<Segment>,
    /// Title, headings and content.
    pub terms: Vec<Term>,
    pub heading: String,
}

pub struct Pool {
    pub cuts: Vec<Cut>,
    pub candidates: Vec<Candidate>,
    pub weights: Weights,
}

impl Pool {
    pub fn new(question: &Question, passages: &[Passage]) -> Self {
        let passages = passages.get(..passages.len().min(MOST_PASSAGES)).unwrap_or_default();
        let cuts: Vec<Cut> = passages.iter().map(cut).collect();
        let weights = Weights::new(question, &cuts);
        let mut candidates = Vec::new();
        for (index, (passage, cut)) in passages.iter().zip(&cuts).enumerate() {
            let place = terms(&format!("{}\n{}", passage.title, cut.heading));
            for (number, segment) in cut.segments.iter().enumerate() {
                if matches!(segment.kind, SegmentKind::Heading | SegmentKind::Question) {
                    continue;
                }
                let own = segment.text(&passage.content);
                if is_instruction(own) {
                    continue;
                }
                let introduced = introduction(cut, segment, &passage.content);
                let with_lead = format!("{introduced}\n{own}");
                let own_terms = terms(&with_lead);
                let all: Vec<&Term> = own_terms.iter().chain(&place).collect();
                let coverage = weights.coverage(&all);
                let own_coverage = weights.coverage(&own_terms.iter().collect::<Vec<_>>());
                let answers_kind = answers_kind(question.wants, own);
                let kind = match answers_kind {
                    Some(true) => 0.1,
                    Some(false) => -0.1,
                    None => 0.0,
                };
                let in_context = one_line(&format!("{} {introduced} {own}", last_heading(&cut.heading)));
                candidates.push(Candidate {
                    passage: index,
                    segment: number,
                    terms: terms(&in_context),
                    in_context,
                    is_row: segment.kind == SegmentKind::TableRow,
                    coverage,
                    own_coverage,
                    answers_kind,
                    prior: 0.5 * own_coverage + 0.3 * coverage + 0.6 * passage.semantic + 0.2 * passage.score + kind,
                });
            }
        }
        candidates.sort_by(|a, b| b.prior.total_cmp(&a.prior));
        candidates.truncate(MOST_CANDIDATES);
        Self { cuts, candidates, weights }
    }
}

fn cut(passage: &Passage) -> Cut {
    let heading = passage
        .locator
        .as_deref()
        .map(|locator| locator.split(" · ").filter(|part| !part.starts_with("page ")).collect::<Vec<_>>().join(" › "))
        .unwrap_or_default();
    Cut {
        segments: segments(&passage.content),
        terms: terms(&format!("{}\n{heading}\n{}", passage.title, normalise(&passage.content))),
        heading,
    }
}

fn last_heading(heading: &str) -> &str {
    heading.rsplit(" › ").next().unwrap_or_default()
}

/// What leads to a segment, outermost first.
pub fn introduction(cut: &Cut, segment: &Segment, content: &str) -> String {
    let mut parts = Vec::new();
    let mut lead = segment.lead;
    while let Some(above) = lead.and_then(|lead| cut.segments.get(lead)) {
        parts.push(one_line(above.text(content)));
        lead = above.lead;
    }
    parts.reverse();
    parts.join(" ")
}
