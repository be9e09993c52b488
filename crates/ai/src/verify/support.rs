//! Statements without a number can be invented too: each must share its content with the sources.

use super::{Finding, FindingKind, Source};
use crate::text::{Term, sentences, terms};

/// Of a sentence's content terms, the share that the cited sources must hold.
const LEAST_SHARE: f64 = 0.4;
/// Shorter sentences say too little to be judged.
const LEAST_TERMS: usize = 3;

/// What a polite answer adds around its content.
const COURTESY: [&str; 16] = [
    "let me know",
    "let us know",
    "happy to help",
    "glad to help",
    "anything else",
    "hope this helps",
    "hope that helps",
    "feel free",
    "would you like",
    "thank you",
    "thanks for",
    "reach out",
    "have a great",
    "any other questions",
    "more questions",
    "great question",
];

pub(super) fn check(draft: &str, cited: &[Source]) -> Vec<Finding> {
    let known: Vec<Term> = cited.iter().flat_map(|source| terms(&format!("{}\n{}", source.title, source.text))).collect();
    let mut findings = Vec::new();
    for line in draft.lines() {
        for range in sentences(line) {
            let sentence = line.get(range).unwrap_or_default();
            let lower = sentence.to_lowercase();
            if sentence.ends_with('?') || COURTESY.iter().any(|phrase| lower.contains(phrase)) {
                continue;
            }
            let said: Vec<Term> = terms(sentence).into_iter().filter(|term| !term.is_number).collect();
            let found = said.iter().filter(|term| known.iter().any(|other| term.means(other))).count();
            if said.len() >= LEAST_TERMS && share(found, said.len()) < LEAST_SHARE {
                findings.push(Finding::new(FindingKind::UnsupportedStatement, sentence));
            }
        }
    }
    findings
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    number(part) / number(whole.max(1))
}
