//! How well each piece holds each word of the question, by spelling and by meaning together.

use contracts::grounding::{Aligned, Alignment};

use super::candidates::{Candidate, Pool};
use super::question::Question;
use super::weights::held;
use crate::text::Term;

/// Above this cosine two words in their contexts, or two words alone, mean about the same.
const SAME: f32 = 0.55;
const SOFT: f32 = 0.06;

/// For every candidate of a pool, how well it holds every term, 0 to 1.
pub struct Strengths {
    /// How much each term matters.
    pub weights: Vec<f32>,
    /// By the piece and what introduces it.
    pub own: Vec<Vec<f32>>,
    /// With the other pieces of its passage, its headings and its title.
    pub near: Vec<Vec<f32>>,
    /// By spelling and by the words alone, out of context: what is below is not there under any name.
    pub named: Vec<Vec<f32>>,
}

impl Strengths {
    pub fn new(question: &Question, pool: &Pool, aligned: &Aligned) -> Self {
        let weights = pool
            .weights
            .terms
            .iter()
            .enumerate()
            .map(|(at, weighed)| {
                let rarity = aligned.rarity.get(at).copied().unwrap_or(0.8);
                (0.35 + 0.65 * rarity) * (0.25 + 0.75 * weighed.subject) * if weighed.term.is_name { 1.3 } else { 1.0 }
            })
            .collect();
        let nothing = Alignment::default();
        let texts: Vec<&Alignment> = pool.candidates.iter().enumerate().map(|(at, _)| aligned.texts.get(at).unwrap_or(&nothing)).collect();
        let lexical = |candidate: &Candidate, term: &Term| held(term, &candidate.terms.iter().collect::<Vec<_>>());
        let passage = |candidate: &Candidate, term: &Term| {
            pool.cuts.get(candidate.passage).map_or(0.0, |cut| held(term, &cut.terms.iter().collect::<Vec<_>>()))
        };
        let alike = |text: &Alignment, at: usize| text.alike.get(at).copied().unwrap_or(0.0);
        let meant = |text: &Alignment, at: usize| {
            let near = 0.95 * soft(text.near.get(at).copied().unwrap_or(0.0));
            near.max(0.9 * soft(alike(text, at)))
        };
        let each = |strength: &dyn Fn(&Candidate, &Alignment, usize, &Term) -> f32| -> Vec<Vec<f32>> {
            pool.candidates
                .iter()
                .zip(&texts)
                .map(|(candidate, text)| question.terms.iter().enumerate().map(|(at, term)| strength(candidate, text, at, term)).collect())
                .collect()
        };
        let own = each(&|candidate, text, at, term| lexical(candidate, term).max(meant(text, at)));
        let neighbours = |candidate: &Candidate| {
            let passage = candidate.passage;
            pool.candidates.iter().zip(&texts).filter(move |(other, _)| other.passage == passage).map(|(_, text)| *text)
        };
        let near =
            each(&|candidate, _, at, term| neighbours(candidate).map(|text| meant(text, at)).fold(passage(candidate, term), f32::max));
        let named =
            each(&|candidate, _, at, term| neighbours(candidate).map(|text| alike(text, at)).fold(passage(candidate, term), f32::max));
        Self { weights, own, near, named }
    }

    /// The weighted mean of one candidate's strengths.
    pub fn mean(&self, strengths: &[f32]) -> f32 {
        let total: f32 = self.weights.iter().sum();
        if total <= 0.0 {
            return 0.0;
        }
        self.weights.iter().zip(strengths).map(|(weight, strength)| weight * strength).sum::<f32>() / total
    }

    /// What is missing of the terms that are held least: of one, and of two together.
    pub fn gaps(&self, strengths: &[f32]) -> (f32, f32) {
        let mut gaps: Vec<f32> = self.weights.iter().zip(strengths).map(|(weight, strength)| weight * (1.0 - strength)).collect();
        gaps.sort_by(|a, b| b.total_cmp(a));
        let widest = gaps.first().copied().unwrap_or(0.5);
        (widest, widest + gaps.get(1).copied().unwrap_or(0.0))
    }

    /// For each term the best of all candidates.
    pub fn best(&self) -> Vec<f32> {
        (0..self.weights.len()).map(|at| self.near.iter().filter_map(|row| row.get(at).copied()).fold(0.0, f32::max)).collect()
    }
}

fn soft(cosine: f32) -> f32 {
    1.0 / (1.0 + (-(cosine - SAME) / SOFT).exp())
}
