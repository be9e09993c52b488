//! Cuts a passage into the smallest pieces that can be quoted on their own: sentences, list items
//! and table rows, each with the words that introduce it.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    Sentence,
    ListItem,
    /// `Header: cell; Header: cell`.
    TableRow,
    /// Asks rather than states: a heading of a frequently asked question.
    Question,
    /// A short line that introduces what follows.
    Heading,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub kind: SegmentKind,
    /// Where it stands in the passage; the quote is exactly this.
    pub range: Range<usize>,
    /// Line of the passage, counted from 0.
    pub line: usize,
    /// Index of the segment that introduces this one: the sentence before a list (`You need:`), the
    /// question that it answers, or the heading line above.
    pub lead: Option<usize>,
}

impl Segment {
    pub fn text<'a>(&self, passage: &'a str) -> &'a str {
        passage.get(self.range.clone()).unwrap_or_default()
    }
}

/// All segments of a passage, in order.
pub fn segments(passage: &str) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    let mut list_lead = None;
    let mut heading = None;
    for (number, line) in lines(passage).into_iter().enumerate() {
        let text = passage.get(line.clone()).unwrap_or_default();
        let content = strip_marker(text);
        let is_item = content.len() < text.len();
        let line = line.end - content.len()..line.end;
        if is_table_row(content) {
            found.push(Segment { kind: SegmentKind::TableRow, range: line, line: number, lead: list_lead.or(heading) });
            continue;
        }
        if !is_item && is_heading(content) {
            heading = Some(found.len());
            list_lead = None;
            found.push(Segment { kind: SegmentKind::Heading, range: line, line: number, lead: None });
            continue;
        }
        let mut question = None;
        let mut last = None;
        for range in sentences(content) {
            let range = line.start + range.start..line.start + range.end;
            let sentence = passage.get(range.clone()).unwrap_or_default();
            let lead = question.or(if is_item { list_lead } else { None }).or(heading);
            let kind = if sentence.trim_end_matches(['*', '_', '"', ' ']).ends_with('?') {
                question = Some(found.len());
                SegmentKind::Question
            } else if is_item {
                SegmentKind::ListItem
            } else {
                SegmentKind::Sentence
            };
            last = Some(found.len());
            found.push(Segment { kind, range, line: number, lead });
        }
        if let Some(last) = last {
            let asks = found.get(last).is_some_and(|segment| segment.kind == SegmentKind::Question);
            if asks {
                // A line that only asks is answered by the next ones.
                heading = Some(last);
                list_lead = None;
            } else if !is_item {
                list_lead = content.trim_end().ends_with(':').then_some(last);
            }
        }
    }
    found
}

/// Byte ranges of the lines that are not empty, without surrounding spaces.
fn lines(passage: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in passage.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let begin = start + (line.len() - line.trim_start().len());
        if begin < end {
            found.push(begin..end);
        }
        start += line.len();
    }
    found
}

/// Without `- `, `* `, `• `, `1. `, `2) `, and without the hashes of a Markdown heading.
fn strip_marker(line: &str) -> &str {
    let bare = line.trim_start_matches(['-', '*', '•', '–', '·', '‣', '#', '>']);
    if bare.len() < line.len() && bare.starts_with(char::is_whitespace) {
        return bare.trim_start();
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let taken = line.len() - digits.len();
    if (1..=2).contains(&taken)
        && let Some(rest) = digits.strip_prefix(['.', ')'])
        && rest.starts_with(' ')
    {
        return rest.trim_start();
    }
    line
}

/// `Header: cell; Header: cell`, `a | b`, or cells between tabs.
fn is_table_row(line: &str) -> bool {
    if line.contains('\t') || line.matches('|').count() >= 2 {
        return true;
    }
    let cells: Vec<&str> = line.split("; ").collect();
    // Without labels: several short cells and no stop at the end.
    if cells.len() >= 3 && !line.ends_with(['.', ';', ':']) && cells.iter().all(|cell| cell.chars().count() <= 40) {
        return true;
    }
    cells.len() >= 2
        && cells.iter().filter(|cell| cell.contains(": ")).count() * 2 > cells.len()
        && cells.iter().all(|cell| cell.split(": ").next().is_some_and(|label| label.chars().count() <= 60))
}

fn is_heading(line: &str) -> bool {
    let ends_open = !line.ends_with(['.', '!', '?', ':', ';', ',']);
    ends_open
        && line.chars().count() <= 70
        && line.split_whitespace().count() <= 9
        && !line.contains(": ")
        && line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
        && !line.chars().any(|c| matches!(c, '$' | '€' | '£' | '%'))
}

/// Words after which a full stop does not end a sentence.
const ABBREVIATIONS: [&str; 27] = [
    "e.g", "i.e", "etc", "vs", "mr", "mrs", "ms", "dr", "st", "ave", "no", "approx", "min", "max", "inc", "ltd", "co", "dept", "mon",
    "tue", "wed", "thu", "fri", "sat", "sun", "jr", "u.s",
];

/// Byte ranges of the sentences of one line.
pub fn sentences(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let mut end = at + c.len_utf8();
        // Closing quotes, brackets and emphasis belong to the sentence they close.
        while let Some((next, closing)) = chars.peek().copied() {
            if !matches!(closing, '"' | '\'' | ')' | ']' | '*' | '_' | '”' | '’' | '.' | '!' | '?') {
                break;
            }
            end = next + closing.len_utf8();
            chars.next();
        }
        let rest = line.get(end..).unwrap_or_default();
        if !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let next = rest.trim_start().chars().next();
        let begins = next.is_none_or(|c| !c.is_lowercase());
        let before = line.get(start..at).unwrap_or_default();
        if c == '.' && (!begins || is_abbreviation(before, next)) {
            continue;
        }
        push_trimmed(&mut found, line, start..end);
        start = end;
    }
    push_trimmed(&mut found, line, start..line.len());
    found
}

fn is_abbreviation(before: &str, next: Option<char>) -> bool {
    let word = before.rsplit([' ', '(', '\u{a0}']).next().unwrap_or_default().to_lowercase();
    if matches!(word.as_str(), "a.m" | "p.m") {
        // "at 7 p.m. The shop" ends; "7 a.m. Monday" is not told apart from it, which only cuts short.
        return !next.is_some_and(char::is_uppercase);
    }
    ABBREVIATIONS.contains(&word.as_str()) || word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
}

fn push_trimmed(found: &mut Vec<Range<usize>>, line: &str, range: Range<usize>) {
    let text = line.get(range.clone()).unwrap_or_default();
    let start = range.start + (text.len() - text.trim_start().len());
    let end = range.start + text.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(passage: &str) -> Vec<(SegmentKind, &str, Option<usize>)> {
        let found = segments(passage);
        found.iter().map(|segment| (segment.kind, segment.text(passage), segment.lead)).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        let line = "Open 7 a.m. to 6 p.m. daily, e.g. on Mon. We close at 5.30 p.m. The shop (see St. Mary's Rd.) stays open! Really?";
        let found: Vec<_> = sentences(line).into_iter().filter_map(|range| line.get(range)).collect();
        assert_eq!(
            found,
            ["Open 7 a.m. to 6 p.m. daily, e.g. on Mon. We close at 5.30 p.m.", "The shop (see St. Mary's Rd.) stays open!", "Really?",]
        );
    }

    #[test]
    fn list_items_and_rows_know_what_introduces_them() {
        let passage = "What you need\nPlease bring:\n- a licence\n- proof of insurance\n\nService: Oil; Price: $59";
        assert_eq!(
            cut(passage),
            [
                (SegmentKind::Heading, "What you need", None),
                (SegmentKind::Sentence, "Please bring:", Some(0)),
                (SegmentKind::ListItem, "a licence", Some(1)),
                (SegmentKind::ListItem, "proof of insurance", Some(1)),
                (SegmentKind::TableRow, "Service: Oil; Price: $59", Some(1)),
            ]
        );
    }

    #[test]
    fn a_question_introduces_its_answer() {
        assert_eq!(
            cut("Do you service other makes? Yes, for oil. Not engines."),
            [
                (SegmentKind::Question, "Do you service other makes?", None),
                (SegmentKind::Sentence, "Yes, for oil.", Some(0)),
                (SegmentKind::Sentence, "Not engines.", Some(0)),
            ]
        );
    }
}
