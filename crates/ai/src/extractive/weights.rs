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

/// Words of telling rather than of subjects: what people do, feel and want around the thing that they
/// ask about. A text may well answer without them.
const LIGHT: &str = "\
    hate hated regret regretted love loved like liked dislike wish hope hoping worry worried wonder think thought \
    believe feel feeling guess understand happen happens stuck stack count counts apply applies owe owed own owns \
    live lives lived drive drove driving drives bring brought left leave leaving hand handing handed fit fits \
    fitted run runs running hold holds hang hanging put puts place placed send sent break breaks broke broken fix \
    fixes work works worked working pay paid paying charge charged owner guy guys mom dad brother sister friend \
    neighbor neighbour wife husband son daughter cousin big bigger biggest small smaller large larger little bit \
    fast faster quick quickly slow easy hard cheap cheaper expensive bad worse nice fine sure real really new old \
    older brand different hardly barely almost already still yet ago later soon early late away back ahead along \
    around behind beside between beyond inside outside today tonight yesterday morning afternoon evening weekly \
    daily day days week weeks month months year years hour hours minute minutes people person anyone lot lots \
    plenty couple few several half double single whole part piece allow allowed permit permitted accept accepted \
    require required necessary mandatory must supposed need needed want wanted actual actually total normally \
    usually typically generally exactly approximately roughly basically case situation reason way kind sort type \
    example detail details info information decide decided change changed changing keep kept plan planning start \
    started stop stopped end ended finish finished begin sign signed show showed give gave given offer offered \
    provide provided handle handled cover covered include included receive received buy bought sell sold get got \
    take took taken use used using make made making set find found ask asked tell told say said talk speak call \
    trouble problem issue question answer option choice policy rule recommend suggest help advise explain describe";

#[derive(Debug, Clone)]
pub struct Weighed {
    pub term: Term,
    pub weight: f32,
    /// How likely it is what the question is about, wherever it stands: 1 for most words.
    pub subject: f32,
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
            let light = LIGHT.split_whitespace().any(|word| word == term.word);
            let subject = if generic { 0.3 } else { 1.0 } * if light { 0.4 } else { 1.0 };
            let kind = if !generic && (term.is_name || term.is_number) { 1.3 } else { subject };
            weighed.push(Weighed { term: term.clone(), weight: rarity * kind, subject, passages });
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

    /// Names of the question that nothing retrieved holds, passages and rows alike.
    pub fn unknown_names(&self, rows: &[Term]) -> usize {
        self.terms
            .iter()
            .filter(|weighed| weighed.term.is_name && !weighed.term.is_number && weighed.passages == 0)
            .filter(|weighed| !rows.iter().any(|row| row.means(&weighed.term)))
            .count()
    }
}

/// How well a text's terms hold one term: 1 the word itself, less for a synonym or a relative.
pub fn held(term: &Term, terms: &[&Term]) -> f32 {
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
