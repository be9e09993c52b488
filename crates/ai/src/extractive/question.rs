//! What a question asks for: its terms, the names and numbers in it, and the kind of answer it wants.

use std::sync::LazyLock;

use regex::Regex;

use super::scope::Signs;
pub use super::wants::{Wants, answers_kind};
use super::wants::{has, wants};
use crate::text::{Term, normalise, terms};

#[derive(Debug, Clone)]
pub struct Question {
    /// With what an earlier turn adds when this one leaves it out.
    pub text: String,
    pub terms: Vec<Term>,
    pub wants: Wants,
    pub is_follow_up: bool,
    /// What speaks against documents holding the answer, whatever they are about.
    pub signs: Signs,
    /// Which of `terms` the question is after: "lockers" of "how many lockers are there by the pool".
    pub focus: Vec<usize>,
    /// Wants more than one thing: "what do I need", "which states".
    pub wants_list: bool,
}

impl Question {
    /// `earlier` are the customer's messages before, oldest first.
    pub fn new(text: &str, earlier: &[&str]) -> Self {
        let own = normalise(text).trim().to_owned();
        let own_terms = distinct(&own);
        let is_follow_up = !earlier.is_empty() && leans_on_context(&own, own_terms.len());
        let mut text = own.clone();
        let mut all = own_terms;
        if is_follow_up && let Some(before) = earlier.iter().rev().find(|before| !terms(before).is_empty()) {
            let before = normalise(before);
            text = format!("{} {own}", before.trim());
            for term in distinct(&before) {
                if !all.iter().any(|known| known.means(&term)) {
                    all.push(term);
                }
            }
        }
        let kind = wants(&own.to_lowercase());
        let wants = if is_follow_up && matches!(kind, Wants::Other) { wants(&text.to_lowercase()) } else { kind };
        let lower = own.to_lowercase();
        Self {
            wants_list: wants_list(&lower),
            signs: Signs::read(&lower),
            focus: focus(&lower, &all),
            text,
            terms: all,
            wants,
            is_follow_up,
        }
    }
}

fn distinct(text: &str) -> Vec<Term> {
    let mut found: Vec<Term> = Vec::new();
    for term in terms(text) {
        if !found.iter().any(|known| known.stem == term.stem) {
            found.push(term);
        }
    }
    found
}

/// "And for used ones?", "what about leases", "how much is it".
fn leans_on_context(text: &str, content: usize) -> bool {
    let lower = text.to_lowercase();
    let starts = ["and ", "what about", "how about", "also ", "same ", "ok and", "or ", "but ", "then ", "so "];
    let points = [" it", " that", " those", " they", " them", " this", " these", " one", " ones", " there", " he", " she"];
    let points_back = points.iter().any(|word| {
        lower
            .match_indices(word)
            .any(|(at, found)| lower.get(at + found.len()..).and_then(|rest| rest.chars().next()).is_none_or(|c| !c.is_alphanumeric()))
    });
    starts.iter().any(|start| lower.starts_with(start)) && content <= 4 || points_back && content <= 3 || content <= 1
}

/// What stands before the thing that is asked after.
static BEFORE_FOCUS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \bhow\ many\ (?:of\ (?:your|the)\ )?
        | \b(?:do|does|did|can|could|will|would)\ (?:you|they|i|we|(?:the|your)\ \w+|\w+)\ (?:have|offer|sell|do|take|accept|support|provide|rent|repair|deliver|use|buy|treat|carry|get|bring|pay|book|make)\b
        | \b(?:is|are|was|were)\ there\ (?:an\ |a\ |any\ )?
        | \bhow\ (?:much|hot|deep|tall|wide|big|heavy|loud|old|fast|far|long|high|often)(?:\ (?:is|are|does|do|can|will|would))?(?:\ (?:a|an|the|your|it|i))?\b
        | \b(?:price|cost|fee|charge|rate)\ (?:of|for|to)\ (?:a\ |an\ |the\ )?
        | \b(?:what|which|what's|whats)(?:\ (?:is|are|does|do|will|would))?(?:\ (?:a|an|the|your))?\b",
    )
    .ok()
});

/// The first two terms behind such words; without them, the first two.
fn focus(lower: &str, terms: &[Term]) -> Vec<usize> {
    let behind = BEFORE_FOCUS.as_ref().and_then(|pattern| pattern.find(lower)).and_then(|found| lower.get(found.end()..));
    let near: Vec<&str> = behind
        .unwrap_or_default()
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
        .filter(|word| !word.is_empty())
        .take(5)
        .collect();
    let meant: Vec<usize> = terms
        .iter()
        .enumerate()
        .filter(|(_, term)| {
            near.iter().any(|word| word.split('-').any(|part| part == term.word || part.trim_end_matches("'s") == term.word))
        })
        .map(|(at, _)| at)
        .take(2)
        .collect();
    if meant.is_empty() { (0..terms.len().min(2)).collect() } else { meant }
}

fn wants_list(text: &str) -> bool {
    has(
        text,
        &[
            "what do i need",
            "which",
            "what documents",
            "what all",
            "list",
            "what are",
            "what is included",
            "what's included",
            "options",
            "what should i bring",
            "what does",
            "how do i",
            "steps",
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_follow_up_takes_the_subject_from_before() {
        let question = Question::new("and for used ones?", &["hi", "How long is the battery warranty?"]);
        assert!(question.is_follow_up);
        assert!(question.terms.iter().any(|term| term.word == "battery"));
        let own = Question::new("What is your holiday schedule for Thanksgiving weekend?", &["How long is the battery warranty?"]);
        assert!(!own.is_follow_up);
    }

    #[test]
    fn the_focus_is_what_is_asked_after() {
        for (text, expected) in [
            ("How many lockers are there by the pool?", "lockers"),
            ("What is the manager's salary?", "manager salary"),
            ("do you have a climbing wall in the basement", "climbing wall"),
            ("winter tires stored", "winter tires"),
        ] {
            let question = Question::new(text, &[]);
            let focus: Vec<&str> = question.focus.iter().map(|at| question.terms[*at].word.as_str()).collect();
            assert_eq!(focus.join(" "), expected, "{text}");
        }
    }
}
