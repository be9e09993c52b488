//! Numbers in digits and in words.

use super::facts::Milli;
use super::lexer::{Kind, Token};

/// A number that starts at `at`: its value in thousandths and the index after it.
pub fn number_at(tokens: &[Token], at: usize) -> Option<(Milli, usize)> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Number => {
            let value = decimal(&token.text)?;
            let (scale, next) = scale_at(tokens, at + 1);
            Some((value.checked_mul(scale)?, next))
        }
        Kind::Word => words_at(tokens, at),
        _ => None,
    }
}

/// `28,499.50` in thousandths; more digits than three after the point are cut.
fn decimal(text: &str) -> Option<Milli> {
    let text = text.replace(',', "");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole: i64 = whole.parse().ok()?;
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.checked_mul(1000)?.checked_add(fraction.parse().ok()?)
}

/// `k`, `thousand`, `million` after digits.
fn scale_at(tokens: &[Token], at: usize) -> (Milli, usize) {
    match tokens.get(at) {
        Some(token) if token.is("k") && token.joined => (1_000, at + 1),
        Some(token) if token.is("thousand") => (1_000, at + 1),
        Some(token) if token.is("million") => (1_000_000, at + 1),
        Some(token) if token.is("m") && token.joined => (1_000_000, at + 1),
        _ => (1, at),
    }
}

fn small(word: &str) -> Option<Milli> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    (0_i64..).zip(SMALL).find_map(|(value, name)| (name == word).then_some(value))
}

fn tens(word: &str) -> Option<Milli> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    (2_i64..).zip(TENS).find_map(|(value, name)| (name == word).then_some(value * 10))
}

/// `twenty-five`, `two hundred and fifty`, `fifteen hundred`, `a dozen`, `three thousand`.
fn words_at(tokens: &[Token], at: usize) -> Option<(Milli, usize)> {
    let word = |at: usize| tokens.get(at).filter(|token| token.kind == Kind::Word).map(|token| token.text.as_str());
    let mut next = at;
    let mut total: i64 = 0;
    let mut group: i64 = 0;
    let mut seen = false;
    if word(at) == Some("a") {
        // Only "a hundred", "a thousand", "a dozen": the article alone is no number.
        if !matches!(word(at + 1), Some("hundred" | "thousand" | "dozen" | "million")) {
            return None;
        }
        group = 1;
        next += 1;
    }
    loop {
        match word(next) {
            Some("dozen") => group = group.max(1).checked_mul(12)?,
            Some("hundred") => group = group.max(1).checked_mul(100)?,
            Some("thousand") => {
                total = total.checked_add(group.max(1).checked_mul(1_000)?)?;
                group = 0;
            }
            Some("million") => {
                total = total.checked_add(group.max(1).checked_mul(1_000_000)?)?;
                group = 0;
            }
            Some("and") if seen && group % 100 == 0 && word(next + 1).is_some_and(|w| small(w).or(tens(w)).is_some()) => {}
            Some(w) if tens(w).is_some() && group % 100 == 0 => group = group.checked_add(tens(w)?)?,
            Some(w) if small(w).is_some() && (group % 100 == 0 || group % 10 == 0 && group % 100 > 10 && small(w)? < 10) => {
                group = group.checked_add(small(w)?)?;
            }
            _ => break,
        }
        seen = true;
        next += 1;
        // "twenty-five"
        if tokens.get(next).is_some_and(|token| token.is("-"))
            && word(next + 1).is_some_and(|w| small(w).is_some())
            && group % 10 == 0
            && group > 0
        {
            next += 1;
        }
    }
    seen.then(|| total.checked_add(group)?.checked_mul(1000).map(|value| (value, next)))?
}
