//! Bytes to characters, and plain text to paragraphs.

use std::collections::HashSet;

use super::detect::has_utf16_mark;
use super::{BlockKind, MAX_TEXT_BYTES, Outline, ParseFailure, ParseResult};

/// UTF-8, UTF-16 with a mark, else Windows-1252 (which holds Latin-1).
pub(super) fn decode(bytes: &[u8]) -> Result<String, ParseFailure> {
    let text = if has_utf16_mark(bytes) {
        let (encoding, _) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_16LE, 2));
        encoding.decode(bytes).0.into_owned()
    } else {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // A file cut in the middle of a character, or with a few broken bytes, is still UTF-8.
            Err(_) if mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        }
    };
    if text.len() > MAX_TEXT_BYTES.saturating_mul(4) {
        return Err(ParseFailure::too_much_text());
    }
    Ok(text)
}

/// As [`decode`], but a `<meta charset>` is believed where the bytes are not UTF-8.
pub(super) fn decode_html(bytes: &[u8]) -> Result<String, ParseFailure> {
    if has_utf16_mark(bytes) || std::str::from_utf8(bytes).is_ok() {
        return decode(bytes);
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048)).unwrap_or_default()).to_lowercase();
    let label = head.split_once("charset=").map(|(_, after)| {
        after
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect::<String>()
    });
    match label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())) {
        Some(encoding) => Ok(encoding.decode(bytes).0.into_owned()),
        None => decode(bytes),
    }
}

fn mostly_utf8(bytes: &[u8]) -> bool {
    let broken: usize = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    broken.saturating_mul(20) < high
}

pub(super) fn parse(text: &str) -> ParseResult {
    let hyphens = Hyphens::new(text.lines());
    let mut outline = Outline::default();
    let mut paragraph: Vec<&str> = Vec::new();
    // A form feed starts a page in many plain texts, but few say so; pages are not claimed.
    for line in text.split(['\n', '\u{c}']).map(|line| line.trim_end_matches('\r')) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            flush(&mut outline, &hyphens, &mut paragraph)?;
        } else if let Some(item) = list_item(trimmed) {
            flush(&mut outline, &hyphens, &mut paragraph)?;
            outline.block(BlockKind::ListItem, item)?;
        } else if !paragraph.is_empty() && is_underline(trimmed) {
            let heading = paragraph.pop().unwrap_or_default();
            flush(&mut outline, &hyphens, &mut paragraph)?;
            outline.heading(if trimmed.starts_with('=') { 1 } else { 2 }, heading)?;
        } else if is_underline(trimmed) {
            flush(&mut outline, &hyphens, &mut paragraph)?;
        } else if paragraph.is_empty() && is_shouted(trimmed) {
            outline.heading(1, trimmed)?;
        } else {
            paragraph.push(trimmed);
        }
    }
    flush(&mut outline, &hyphens, &mut paragraph)?;
    outline.finish()
}

fn flush(outline: &mut Outline, hyphens: &Hyphens, paragraph: &mut Vec<&str>) -> Result<(), ParseFailure> {
    if !paragraph.is_empty() {
        let text = hyphens.join(paragraph.iter().copied());
        paragraph.clear();
        outline.block(BlockKind::Paragraph, &text)?;
    }
    Ok(())
}

fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
}

/// `OPENING HOURS`: a short line in capitals alone is a heading in plain text.
fn is_shouted(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && line.chars().count() <= 70
        && !line.chars().any(char::is_lowercase)
        && !line.ends_with(['.', ',', ';', ':'])
        && letters.saturating_mul(2) > line.len()
}

fn list_item(line: &str) -> Option<&str> {
    ["- ", "* ", "• ", "– ", "· "].iter().find_map(|bullet| line.strip_prefix(bullet))
}

/// Mends words that were broken at the end of a line, by what else the text says.
#[derive(Default)]
pub(super) struct Hyphens {
    words: HashSet<String>,
}

/// Halves that nearly always belong to a compound.
const HEADS: [&str; 34] = [
    "pre", "non", "self", "all", "long", "short", "full", "half", "high", "low", "well", "plug", "first", "second", "third", "two",
    "three", "four", "five", "six", "front", "rear", "multi", "follow", "day", "year", "month", "mile", "hour", "part", "real", "cross",
    "co", "e",
];
const TAILS: [&str; 30] = [
    "owned", "term", "wheel", "day", "year", "month", "mile", "hour", "point", "in", "to", "of", "up", "free", "based", "related", "party",
    "time", "made", "only", "specific", "side", "speed", "volt", "size", "old", "quality", "level", "class", "out",
];

const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];

impl Hyphens {
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut words = HashSet::new();
        let mut broken = false;
        for line in lines {
            let line = line.trim();
            // The halves of a broken word are no words.
            let skip = usize::from(std::mem::replace(&mut broken, line.ends_with(HYPHENS)));
            let count = line.split_whitespace().count().saturating_sub(usize::from(broken));
            words.extend(
                line.split_whitespace().take(count).skip(skip).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()),
            );
        }
        words.remove("");
        Self { words }
    }

    /// Joins wrapped lines; a word broken by a hyphen grows together when the next line goes on in lower case.
    pub(super) fn join<'a>(&self, lines: impl Iterator<Item = &'a str>) -> String {
        let mut out = String::new();
        for line in lines {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let broken =
                out.ends_with(HYPHENS) && out.chars().rev().nth(1).is_some_and(char::is_lowercase) && line.starts_with(char::is_lowercase);
            if broken {
                if !self.is_compound(&out, line) {
                    out.pop();
                }
            } else if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(line);
        }
        out
    }

    /// Whether the hyphen belongs to the word (`long-/term`) and not to the line.
    fn is_compound(&self, before: &str, after: &str) -> bool {
        let head = before.rsplit(char::is_whitespace).next().unwrap_or_default().trim_end_matches(HYPHENS).to_lowercase();
        let head = head.trim_start_matches(|c: char| !c.is_alphanumeric());
        let tail: String = after.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        if !before.ends_with('-') || self.words.contains(&format!("{head}{tail}")) {
            return false;
        }
        // A second hyphen, the compound seen whole elsewhere, or two halves that are words of this text.
        let chained = after.split_whitespace().next().is_some_and(|word| word.trim_end_matches(HYPHENS).contains('-'));
        HEADS.contains(&head)
            || TAILS.contains(&tail.as_str())
            || head.contains('-')
            || chained
            || self.words.contains(&format!("{head}-{tail}"))
            || head.len() >= 3 && tail.len() >= 3 && self.words.contains(head) && self.words.contains(&tail)
    }
}
