//! Words that carry meaning, stemmed.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use rust_stemmers::{Algorithm, Stemmer};

use super::normalise;
use super::synonyms::{PHRASES, groups_of};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As written, in lower case.
    pub word: String,
    pub stem: String,
    /// Synonym groups that the stem belongs to.
    pub groups: &'static [u16],
    /// Written with a capital letter where a sentence does not call for one.
    pub is_name: bool,
    /// Holds a digit.
    pub is_number: bool,
}

impl Term {
    /// Whether both mean the same: one stem, or one synonym group.
    pub fn means(&self, other: &Self) -> bool {
        self.stem == other.stem || self.groups.iter().any(|group| other.groups.contains(group))
    }
}

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)[\p{L}\p{N}]+(?:['.,_-][\p{L}\p{N}]+)*").ok());

/// Words that say nothing about the subject. `not`, `no` and `without` are among them because the
/// quoted sentence carries its own negation.
const STOP_WORDS: &str = "a about above after again all already also am an and any anybody anyone \
    anything are aren't as at be because been before being both but by can can't cannot could couldn't \
    did didn't do does doesn't doing don't done down during each either else even ever every few for \
    from further get gets getting give go going gonna got had has hasn't have haven't having he \
    hello her here hers hey hi him his how i i'd i'll i'm i've if in into is isn't it it's its itself just know \
    let like ll look looking maybe me might mine more most much must my myself need needs no nor not \
    now of off ok okay on once one only or other ought our ours out over own per please really re say \
    see shall she should shouldn't so some somebody someone something still such sure take tell than \
    thank thanks that that's the their theirs them then there there's these they they're thing things this \
    those through to too tell try under until up upon us use ve very want wanna was wasn't way we we'd \
    we'll we're we've well were weren't what what's when where where's which while who who's whose why will with \
    within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself \
    explain possible currently actually wondering wonder question ask happen happens happened guys folks \
    exactly kind sort lot able allowed allow come comes anyway instead";

static STOP: LazyLock<HashSet<&'static str>> = LazyLock::new(|| STOP_WORDS.split_whitespace().collect());

pub fn is_stop_word(word: &str) -> bool {
    STOP.contains(word)
}

/// The stem of one lower-case word.
pub fn stem(word: &str) -> String {
    STEMMER.stem(word).into_owned()
}

/// The content terms of a text, in their order, repeated ones included.
pub fn terms(text: &str) -> Vec<Term> {
    let text = join_phrases(&normalise(text));
    let Some(pattern) = WORD.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut after_stop = true;
    let mut last_end = 0;
    for hit in pattern.find_iter(&text) {
        let between = text.get(last_end..hit.start()).unwrap_or_default();
        let sentence_start = after_stop && found.is_empty() && last_end == 0 || between.contains(['.', '!', '?', '\n', ':', '"']);
        after_stop = false;
        last_end = hit.end();
        let written = hit.as_str();
        let word = written.to_lowercase();
        let word = word.strip_suffix("'s").unwrap_or(&word).replace('\'', "");
        if is_stop_word(&word) || is_stop_word(&written.to_lowercase()) {
            continue;
        }
        // A letter alone is noise, unless it is written as a name: "the B service".
        let lone_letter = word.chars().count() < 2 && !word.chars().all(char::is_numeric);
        if lone_letter && (sentence_start || !written.chars().all(char::is_uppercase)) {
            continue;
        }
        for part in parts(&word) {
            let is_number = part.chars().any(char::is_numeric);
            let stem = if is_number { part.replace(',', "") } else { stem(&part) };
            found.push(Term {
                groups: groups_of(&stem),
                is_name: !sentence_start && written.chars().next().is_some_and(char::is_uppercase),
                is_number,
                word: part,
                stem,
            });
        }
    }
    found
}

/// `drop-off` is two words, `f-150` and `1,500` are one.
fn parts(word: &str) -> Vec<String> {
    if word.chars().any(char::is_numeric) && !word.contains(char::is_alphabetic) || is_code(word) {
        return vec![word.to_owned()];
    }
    word.split(['-', '.', ','])
        .filter(|part| (part.chars().count() > 1 || part.len() == word.len()) && !is_stop_word(part))
        .map(str::to_owned)
        .collect()
}

fn is_code(word: &str) -> bool {
    // Letters and digits mixed in short parts: 5w-30, cx-5, f-150; but not 36-month.
    word.contains(char::is_numeric) && word.split('-').all(|part| part.chars().count() <= 4 || part.chars().any(char::is_numeric))
}

/// Writes the phrases that are one notion as one word: `trade in` becomes `tradein`.
fn join_phrases(text: &str) -> String {
    let Some((matcher, joined)) = PHRASES.as_ref() else {
        return text.to_owned();
    };
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for hit in matcher.find_iter(&lower) {
        let before = lower.get(..hit.start()).and_then(|head| head.chars().next_back());
        let after = lower.get(hit.end()..).and_then(|tail| tail.chars().next());
        if before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let Some(word) = joined.get(hit.pattern().as_usize()) else {
            continue;
        };
        out.push_str(text.get(last..hit.start()).unwrap_or_default());
        out.push_str(word);
        last = hit.end();
    }
    out.push_str(text.get(last..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|term| term.stem).collect()
    }

    #[test]
    fn keeps_content_and_drops_the_rest() {
        assert_eq!(stems("What's the price of your oil changes?"), ["price", "oil", "chang"]);
        assert_eq!(stems("Is the F-150 under 1,500 dollars?"), ["f-150", "1500", "dollar"]);
        assert_eq!(stems("36-month lease"), ["36", "month", "leas"]);
    }

    #[test]
    fn synonyms_mean_the_same() {
        let pair = |a: &str, b: &str| terms(a).remove(0).means(&terms(b).remove(0));
        assert!(pair("guarantee", "warranty"));
        assert!(pair("trade-in", "part exchange"));
        assert!(!pair("battery", "warranty"));
    }

    #[test]
    fn a_capital_inside_a_sentence_marks_a_name() {
        let found = terms("Do you sell the Honda Pilot?");
        assert!(found.iter().filter(|term| term.is_name).map(|term| term.word.as_str()).eq(["honda", "pilot"]));
        assert!(!terms("Warranty terms").first().unwrap().is_name);
    }
}
