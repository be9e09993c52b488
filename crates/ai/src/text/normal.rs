//! One normal form for typography, so that `9–5`, `9—5` and `9-5` read the same.

use unicode_normalization::UnicodeNormalization;

/// Compatibility-composed text with plain quotes, dashes and spaces; case and line breaks are kept.
pub fn normalise(text: &str) -> String {
    text.nfkc()
        .filter_map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => Some('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => Some('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
            '\u{2044}' => Some('/'),
            // Invisible characters can hide text from people and split words for machines.
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => None,
            '\n' => Some('\n'),
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// All runs of white space as one space, without any at the ends.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_reads_the_same() {
        assert_eq!(normalise("9\u{2013}5 \u{201c}it\u{2019}s\u{201d}\u{a0}½"), "9-5 \"it's\" 1/2");
        assert_eq!(normalise("i\u{200b}gnore"), "ignore");
    }
}
