//! Names in a draft: vehicles, people, places, programmes. What is written like a name must stand in
//! a cited source.

use std::collections::HashSet;

use super::calendar::{day_of, month_of};
use super::{Finding, FindingKind, Source};
use crate::text::terms::{is_stop_word, stem};
use crate::text::{normalise, sentences};

/// Written with a capital letter in any text.
const COMMON: &str = "i ok yes no hi hello thanks thank sure great usa us am pm faq id pdf url dear sorry \
    usd eur gbp unfortunately certainly absolutely english note please";

pub(super) fn check(draft: &str, cited: &[Source], known_names: &[&str]) -> Vec<Finding> {
    let mut known = HashSet::new();
    for text in cited.iter().flat_map(|source| [source.title.as_str(), source.text.as_str()]).chain(known_names.iter().copied()) {
        for word in split(&normalise(text)) {
            known.insert(stem(&word.1));
            known.insert(word.1);
        }
    }
    for source in cited {
        if let Some(item) = &source.item {
            known.extend(split(&normalise(&item.name)).into_iter().map(|(_, word)| word));
        }
    }
    let mut findings = Vec::new();
    for line in draft.lines() {
        for range in sentences(line) {
            let sentence = line.get(range).unwrap_or_default();
            let words = split(sentence);
            let mut unknown: Vec<&str> = Vec::new();
            for (index, (written, lower)) in words.iter().enumerate() {
                let capital = written.chars().next().is_some_and(char::is_uppercase);
                let next_capital = words.get(index + 1).is_some_and(|(next, _)| next.chars().next().is_some_and(char::is_uppercase));
                // The first word of a sentence has its capital anyway, unless a name begins there.
                let is_name = capital && (index > 0 || next_capital && !is_stop_word(lower));
                if is_name && !is_known(lower, &known) {
                    unknown.push(written);
                } else if !unknown.is_empty() {
                    findings.push(Finding::new(FindingKind::UnknownName, unknown.join(" ")));
                    unknown.clear();
                }
            }
            if !unknown.is_empty() {
                findings.push(Finding::new(FindingKind::UnknownName, unknown.join(" ")));
            }
        }
    }
    findings
}

fn is_known(lower: &str, known: &HashSet<String>) -> bool {
    known.contains(lower)
        || known.contains(&stem(lower))
        || is_stop_word(lower)
        || COMMON.split_whitespace().any(|word| word == lower)
        || day_of(lower).is_some()
        || month_of(lower).is_some()
        || lower.split('-').count() > 1 && lower.split('-').all(|part| is_known(part, known))
}

/// Words as written and in lower case, without marks around them.
fn split(text: &str) -> Vec<(String, String)> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '[' | ']' | '|'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word))
        // "$299", "7pm" and codes are facts.
        .filter(|word| word.chars().next().is_some_and(char::is_alphabetic) && !word.contains(|c: char| c.is_numeric() || c == '@'))
        .map(|word| (word.to_owned(), word.to_lowercase()))
        .collect()
}
