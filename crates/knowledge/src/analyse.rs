//! Text to lexemes, the same way for chunks and for questions.
//!
//! Done here and not by PostgreSQL's parser, which takes `and/or` for a path and `10kWh` for one word, so that what a
//! question is matched by can be read, tested and weighed in one place. The lexemes are stored as a `tsvector`.

use std::collections::BTreeMap;
use std::fmt::Write;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A `tsvector` holds no lexeme longer than 2 KiB; a word longer than this is noise.
const MAX_WORD_CHARS: usize = 64;
/// Positions in a `tsvector` end here, and one lexeme keeps at most 255 of them.
const MAX_POSITION: u32 = 16_383;
const MAX_POSITIONS_OF_ONE: usize = 255;

/// Words that carry no subject. Negations and quantities stay: "no", "not", "without", "more" change an answer.
const STOP_WORDS: [&str; 117] = [
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "d", "did", "do",
    "does", "doing", "for", "from", "get", "give", "go", "had", "has", "have", "having", "he", "hello", "her", "hers", "hey", "hi", "him",
    "his", "how", "i", "id", "if", "im", "in", "into", "is", "it", "its", "ive", "just", "know", "let", "like", "ll", "m", "may", "me",
    "might", "mine", "must", "my", "of", "offer", "on", "or", "our", "ours", "please", "re", "s", "shall", "she", "should", "so", "some",
    "such", "t", "tell", "than", "thanks", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "us",
    "ve", "want", "was", "we", "were", "what", "whats", "when", "where", "whether", "which", "who", "whom", "whose", "why", "will", "with",
    "would", "you", "your", "yours", "youre", "yourself", "ok", "also",
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written, folded to lower case without accents.
    pub folded: String,
    pub lexeme: String,
    pub stop: bool,
    /// An extra reading of a word that also counts in its parts: `plugin` of `plug-in`.
    pub extra: bool,
}

/// Every word of a text in order.
pub fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let folded = fold(text);
    let mut out = Vec::new();
    for token in folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | ',' | '\''))) {
        let token = token.trim_matches(|c: char| !c.is_alphanumeric());
        if token.is_empty() {
            continue;
        }
        if let Some(number) = number(token) {
            push(&mut out, &stemmer, &number, false);
            continue;
        }
        let parts: Vec<&str> = token.split(['-', '.', ',']).filter(|part| !part.is_empty()).collect();
        for part in &parts {
            push_part(&mut out, &stemmer, part);
        }
        if (2..=4).contains(&parts.len()) && token.contains('-') {
            let joined: String = parts.concat().replace('\'', "");
            push(&mut out, &stemmer, &joined, true);
        }
    }
    out
}

/// `40,000` is 40000, `3.50` is 3.5, and a full stop after a number ends a sentence.
fn number(token: &str) -> Option<String> {
    if !token.starts_with(|c: char| c.is_ascii_digit()) || !token.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return None;
    }
    let plain = token.replace(',', "");
    match plain.split_once('.') {
        Some((whole, fraction)) if !fraction.contains('.') => {
            let fraction = fraction.trim_end_matches('0');
            Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
        }
        Some(_) => None,
        None => Some(plain),
    }
}

/// Drops `'s`; parts `10kwh` into 10 and kwh, but leaves names such as `ev6` whole.
fn push_part(out: &mut Vec<Word>, stemmer: &Stemmer, part: &str) {
    let part = part.strip_suffix("'s").unwrap_or(part).replace('\'', "");
    let digits = part.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && digits < part.len() && part.chars().skip(digits).all(char::is_alphabetic) {
        let (number, unit): (String, String) = (part.chars().take(digits).collect(), part.chars().skip(digits).collect());
        push(out, stemmer, &number, false);
        push(out, stemmer, &unit, false);
        return;
    }
    push(out, stemmer, &part, false);
}

fn push(out: &mut Vec<Word>, stemmer: &Stemmer, word: &str, extra: bool) {
    if word.is_empty() || word.chars().count() > MAX_WORD_CHARS {
        return;
    }
    let lexeme = if word.chars().all(|c| c.is_ascii_alphabetic()) { stemmer.stem(word).into_owned() } else { word.to_owned() };
    out.push(Word { folded: word.to_owned(), stop: STOP_WORDS.contains(&word), lexeme, extra });
}

/// Lower case, compatibility forms and accents folded.
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c })
        .collect()
}

/// The lexemes of a chunk in `tsvector`'s text form, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexemes {
    pub tsvector: String,
    pub count: i32,
}

/// Heading words count like the text's own: a section named "Returns" is about returns.
pub fn lexemes<'a>(texts: impl IntoIterator<Item = &'a str>) -> Lexemes {
    let mut positions: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut position: u32 = 0;
    let mut count: i32 = 0;
    for text in texts {
        for word in words(text) {
            if word.stop {
                continue;
            }
            position = position.saturating_add(1).min(MAX_POSITION);
            count = count.saturating_add(i32::from(!word.extra));
            let places = positions.entry(word.lexeme).or_default();
            if places.len() < MAX_POSITIONS_OF_ONE && places.last() != Some(&position) {
                places.push(position);
            }
        }
    }
    let mut tsvector = String::new();
    for (lexeme, places) in positions {
        let places: Vec<String> = places.iter().map(u32::to_string).collect();
        // Lexemes hold letters, digits and full stops only, so the quotes need no escape.
        let _ = write!(tsvector, "'{lexeme}':{} ", places.join(","));
    }
    Lexemes { tsvector, count }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    fn all(text: &str) -> Vec<String> {
        words(text).into_iter().filter(|word| !word.stop).map(|word| word.lexeme).collect()
    }

    #[test]
    fn words_are_folded_and_stemmed() {
        assert_eq!(all("The Café's warranties"), ["cafe", "warranti"]);
        assert_eq!(all("plug-in hybrid"), ["plug", "plugin", "hybrid"]);
    }

    #[test]
    fn numbers_and_units() {
        assert_eq!(all("$40,000.00 for 77.40 kWh, 10kWh; EV6."), ["40000", "77.4", "kwh", "10", "kwh", "ev6"]);
        assert_eq!(all("9.30-18.00"), ["9", "30", "18", "00", "9301800"]);
    }

    #[test]
    fn no_quote_or_backslash_reaches_a_tsvector() {
        let made = lexemes(["it's a \\'; DROP 'x' ‘y’ \u{0}"]);
        assert_eq!(made.tsvector, "'drop':1 'x':2 'y':3 ");
        assert_eq!(made.count, 3);
    }
}
