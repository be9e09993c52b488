//! How much each term of a question counts, and how much of it a text holds.

use super::candidates::Cut;
use super::question::Question;
use crate::text::Term;

/// Words that every text of the trade holds, or that ask without saying what about.
const GENERIC: &str = "car vehicle auto automobile dealer dealership shop store company business buy purchas \
    sell offer provid month year day time people peopl thing place good best new price cost much money dollar \
    deal long big great regular usual normal total full everi anyth someth item whole number brand actual \
    current today tomorrow week work answer info inform detail mean find bring start keep put run leav call \
    customer custom polici howmuch howlong whattime howfar takelong";

#[derive(Debug, Clone)]
pub struct Weighed {
    pub term: Term,
    pub weight: f32,
    /// Of the retrieved passages, how many hold it.
    pub passages: usize,
}

#[derive(Debug, Clone)]
pub struct Weights {
    pub terms: Vec<Weighed>,
    total: f32,
}

impl Weights {
    pub fn new(question: &Question, cuts: &[Cut]) -> Self {
        let count = f32::from(u16::try_from(cuts.len().max(1)).unwrap_or(u16::MAX));
        let mut weighed = Vec::new();
        for term in &question.terms {
            let passages = cuts.iter().filter(|cut| cut.terms.iter().any(|other| matches(term, other) > 0.5)).count();
            let held = f32::from(u16::try_from(passages).unwrap_or(u16::MAX));
            // Held by all: 0.4; by one or none: 1.
            let rarity = 1.0 - 0.6 * ((held - 1.0).max(0.0) / (count - 1.0).max(1.0));
            let generic = GENERIC.split_whitespace().any(|word| word == term.stem);
            let kind = if generic { 0.3 } else if term.is_name || term.is_number { 1.3 } else { 1.0 };
            weighed.push(Weighed { term: term.clone(), weight: rarity * kind, passages });
        }
        let total = weighed.iter().map(|weighed| weighed.weight).sum();
        Self { terms: weighed, total }
    }

    /// 0 to 1; 0 for a question without terms.
    pub fn coverage(&self, terms: &[&Term]) -> f32 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let covered: f32 = self.terms.iter().map(|weighed| weighed.weight * held(&weighed.term, terms)).sum();
        covered / self.total
    }

    /// The greatest weight of a term that the text does not hold.
    pub fn heaviest_missing(&self, terms: &[&Term]) -> f32 {
        self.terms
            .iter()
            .map(|weighed| weighed.weight * (1.0 - held(&weighed.term, terms)))
            .fold(0.0, f32::max)
    }

    /// Share of the weight that no retrieved passage holds.
    pub fn unknown(&self) -> f32 {
        if self.total <= 0.0 {
            return 1.0;
        }
        let unknown: f32 = self.terms.iter().filter(|weighed| weighed.passages == 0).map(|weighed| weighed.weight).sum();
        unknown / self.total
    }

    /// Names and numbers of the question that the text does not hold.
    pub fn missing_names(&self, terms: &[&Term]) -> usize {
        self.terms
            .iter()
            .filter(|weighed| weighed.term.is_name || weighed.term.is_number)
            .filter(|weighed| held(&weighed.term, terms) < 0.5)
            .count()
    }
}

/// How well a text's terms hold one term: 1 the word itself, less for a synonym or a relative.
fn held(term: &Term, terms: &[&Term]) -> f32 {
    terms.iter().map(|other| matches(term, other)).fold(0.0, f32::max)
}

pub fn matches(term: &Term, other: &Term) -> f32 {
    if term.stem == other.stem {
        return 1.0;
    }
    if term.is_number || other.is_number {
        return 0.0;
    }
    if term.means(other) {
        return 0.85;
    }
    // "applicant" and "application", "plumber" and "plumbing", a slip of the finger at the end.
    let shared = term.stem.chars().zip(other.stem.chars()).take_while(|(a, b)| a == b).count();
    let longer = term.stem.chars().count().max(other.stem.chars().count());
    if shared >= 5 && shared + 3 >= longer { 0.7 } else { 0.0 }
}
