//! Cuts normalised text into tokens for the fact reader.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Address,
    Phone,
    NumericDate,
    Time,
    Code,
    /// Digits, perhaps with separators.
    Number,
    /// `1st`, `30th`.
    Ordinal,
    Word,
    Symbol,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    /// In lower case.
    pub text: String,
    pub range: Range<usize>,
    /// Starts with a capital letter.
    pub capital: bool,
    /// Directly after the one before, without a space.
    pub joined: bool,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }
}

/// The alternatives are tried in this order at each place.
const PATTERN: &str = concat!(
    r"(?P<address>https?://[^\s<>\x22]+[a-z0-9/]|www\.[^\s<>\x22]+[a-z0-9/]|[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)",
    r"|(?P<phone>\+\d[\d ().-]{7,}\d|\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b|\b\d{3}-\d{4}\b)",
    r"|(?P<date>\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b)",
    r"|(?P<time>\b\d{1,2}:\d{2}(?: ?[ap]\.?m\b\.?)?|\b\d{1,2} ?[ap]\.m\.|\b\d{1,2} ?[ap]m\b)",
    r"|(?P<ordinal>\b\d{1,3}(?:st|nd|rd|th)\b)",
    r"|(?P<fraction>\b\d{1,2}/\d{1,2}\b)",
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)",
    r"|(?P<word>[\p{L}]+(?:'[\p{L}]+)?)",
    r"|(?P<symbol>\S)",
);

/// Letters and digits in one word, which is a code unless it is an amount with its unit (`36k`).
const MIXED: &str =
    r"^(?:[a-z]+-?\d[a-z0-9]*(?:-[a-z0-9]*\d[a-z0-9]*)*|\d+[a-z]+\d[a-z0-9]*|\d+[a-z]{1,2}-\d+|[a-z]{1,3}-\d+[a-z]*|\d+\.\d+t)";

static LEXER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PATTERN).ok());
static MIXED_LEXER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(MIXED).ok());

pub fn tokens(text: &str) -> Vec<Token> {
    let lower = text.to_ascii_lowercase();
    let (Some(lexer), Some(mixed)) = (LEXER.as_ref(), MIXED_LEXER.as_ref()) else {
        return Vec::new();
    };
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(groups) = lexer.captures_at(&lower, at) {
        let Some(hit) = groups.get(0) else { break };
        let named = |name| groups.name(name).is_some();
        let mut kind = if named("address") {
            Kind::Address
        } else if named("phone") {
            Kind::Phone
        } else if named("date") {
            Kind::NumericDate
        } else if named("time") {
            Kind::Time
        } else if named("ordinal") {
            Kind::Ordinal
        } else if named("fraction") {
            Kind::Code
        } else if named("number") {
            Kind::Number
        } else if named("word") {
            Kind::Word
        } else {
            Kind::Symbol
        };
        let mut range = hit.range();
        let after_letter = lower.get(..range.start).and_then(|head| head.chars().next_back()).is_some_and(char::is_alphanumeric);
        if matches!(kind, Kind::Number | Kind::Word)
            && !after_letter
            && let Some(code) = lower.get(range.start..).and_then(|rest| mixed.find(rest))
            && code.end() > range.len()
            && !is_amount(code.as_str())
        {
            kind = Kind::Code;
            range.end = range.start + code.end();
        }
        let joined = found.last().is_some_and(|last| last.range.end == range.start);
        let written = text.get(range.clone()).unwrap_or_default();
        found.push(Token {
            kind,
            text: written.to_lowercase(),
            capital: written.chars().next().is_some_and(char::is_uppercase),
            joined,
            range: range.clone(),
        });
        at = range.end.max(at + 1);
        while !lower.is_char_boundary(at) && at < lower.len() {
            at += 1;
        }
    }
    found
}

/// `36-month`, `10-year` and the like name an amount, not a code.
fn is_amount(code: &str) -> bool {
    code.split(['-', '/'])
        .filter(|part| !part.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .all(|part| super::units::unit_of(part.trim_start_matches(|c: char| c.is_ascii_digit())).is_some())
}
