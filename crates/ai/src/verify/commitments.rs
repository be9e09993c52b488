//! Words that bind the business: guarantees, promises, refunds, bookings, approvals.

use super::{Finding, FindingKind, Source};
use crate::text::normalise;

/// Phrase, and the word that a source must hold for the business to mean it. An empty word: only a
/// person can say this, because nothing has been done.
const PHRASES: [(&str, &str); 32] = [
    ("we guarantee", "guarant"),
    ("is guaranteed", "guarant"),
    ("guaranteed to", "guarant"),
    ("we promise", "promis"),
    ("i guarantee", ""),
    ("i promise", ""),
    ("we will refund", "refund"),
    ("we'll refund", "refund"),
    ("will be refunded", "refund"),
    ("will refund", "refund"),
    ("full refund", "full refund"),
    ("we will waive", "waive"),
    ("we'll waive", "waive"),
    ("we will match", "match"),
    ("we'll match", "match"),
    ("we will pay for", "pay"),
    ("we'll pay for", "pay"),
    ("we will compensate", "compensat"),
    ("i can offer you", ""),
    ("i'll give you", ""),
    ("i will give you", ""),
    ("i have booked", ""),
    ("i've booked", ""),
    ("i have reserved", ""),
    ("i've reserved", ""),
    ("i have scheduled", ""),
    ("i've scheduled", ""),
    ("you are approved", ""),
    ("you're approved", ""),
    ("you have been approved", ""),
    ("your appointment is confirmed", ""),
    ("legally binding", "binding"),
];

/// The commitments in a normalised text, as it words them.
pub(super) fn find(draft: &str) -> Vec<String> {
    let lower = draft.to_lowercase();
    PHRASES.iter().filter(|(phrase, _)| lower.contains(phrase)).map(|(phrase, _)| (*phrase).to_owned()).collect()
}

/// Those that no cited source makes.
pub(super) fn check(found: &[String], cited: &[Source]) -> Vec<Finding> {
    let sources: Vec<String> = cited.iter().map(|source| normalise(&source.text).to_lowercase()).collect();
    PHRASES
        .iter()
        .filter(|(phrase, _)| found.iter().any(|found| found == phrase))
        .filter(|(_, word)| word.is_empty() || !sources.iter().any(|source| source.contains(word)))
        .map(|(phrase, _)| Finding::new(FindingKind::Commitment, *phrase))
        .collect()
}
