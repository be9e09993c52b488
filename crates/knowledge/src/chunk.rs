//! A parsed document to chunks: pieces small enough for the embedding model that keep to the document's structure.

use crate::parse::{Block, BlockKind, ParsedDocument};

/// The model reads 256 word pieces; title and headings are read too.
const FULL: usize = 180;
/// A section shorter than this stands with its neighbour under the same parent.
const SCANT: usize = 16;
/// Text of the chunk before, repeated where a section had to be cut.
const OVERLAP: usize = 30;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    pub heading_path: Vec<String>,
    pub page: Option<u32>,
    pub locator: Option<String>,
    pub content: String,
}

impl Chunk {
    /// What the model reads: where the text stands, then the text.
    pub fn embedding_text(&self, title: &str) -> String {
        let mut place: Vec<&str> = vec![title];
        place.extend(self.heading_path.iter().map(String::as_str).filter(|heading| !heading.eq_ignore_ascii_case(title)));
        format!("{}\n{}", place.join(" › "), self.content)
    }
}

/// The sentences of a chunk, as many as are kept with vectors of their own; neighbours are joined where there are more.
pub fn telling_sentences(content: &str) -> Vec<String> {
    const MOST: usize = 9;
    let all: Vec<String> =
        content.lines().flat_map(|line| sentences(line.trim_start_matches("- "))).filter(|sentence| sentence.len() > 3).collect();
    let group = all.len().div_ceil(MOST).max(1);
    all.chunks(group).map(|group| group.join(" ")).collect()
}

/// About how many word pieces the model makes of a text.
pub fn tokens(text: &str) -> usize {
    text.split_whitespace()
        .map(|word| {
            let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
            let marks = word.chars().count().saturating_sub(letters);
            let digits = word.chars().filter(char::is_ascii_digit).count();
            // Common words are one piece, long ones more; numbers go in pieces of two or three digits.
            letters.saturating_sub(digits).div_ceil(7) + digits.div_ceil(2) + marks
        })
        .sum()
}

pub fn chunk(document: &ParsedDocument, title: &str) -> Vec<Chunk> {
    let mut maker = Maker { title, chunks: Vec::new(), open: None };
    for block in &document.blocks {
        maker.take(block);
    }
    maker.close();
    maker.chunks
}

struct Maker<'a> {
    title: &'a str,
    chunks: Vec<Chunk>,
    open: Option<Open>,
}

struct Open {
    heading_path: Vec<String>,
    page: Option<u32>,
    lines: Vec<String>,
    tokens: usize,
    /// Nothing but text repeated from the chunk before.
    only_overlap: bool,
}

impl Maker<'_> {
    fn take(&mut self, block: &Block) {
        self.follow_heading(block);
        // A paragraph that opens with a question answers that one.
        if block.kind == BlockKind::Paragraph && opens_with_question(&block.text) {
            self.close();
        }
        for piece in pieces(&block.text, FULL) {
            let line = if block.kind == BlockKind::ListItem { format!("- {piece}") } else { piece };
            self.add(block, line);
        }
    }

    /// Closes the open chunk when the block stands under another heading.
    fn follow_heading(&mut self, block: &Block) {
        let Some(open) = &mut self.open else { return };
        if open.heading_path == block.heading_path {
            return;
        }
        let shared = open.heading_path.iter().zip(&block.heading_path).take_while(|(a, b)| a == b).count();
        let same_top = shared >= 1;
        let related = shared + 1 >= open.heading_path.len();
        if same_top && related && open.tokens < SCANT && !open.only_overlap {
            // The scant section's own heading, and the new one, become lines of the text they introduce.
            if let Some(own) = open.heading_path.get(shared..).filter(|own| !own.is_empty()) {
                open.lines.insert(0, own.join(" › "));
            }
            open.heading_path.truncate(shared);
            if let Some(new) = block.heading_path.get(shared..).filter(|new| !new.is_empty()) {
                let line = new.join(" › ");
                open.tokens += tokens(&line);
                open.lines.push(line);
            }
            // From here on the block's path is the chunk's.
            if open.lines.len() <= 2 && open.heading_path.len() < block.heading_path.len() && shared == open.heading_path.len() {
                open.heading_path.clone_from(&block.heading_path);
                open.lines.pop();
            }
            return;
        }
        self.close();
    }

    fn add(&mut self, block: &Block, line: String) {
        let size = tokens(&line);
        if let Some(open) = &self.open
            && open.tokens + size > FULL
            && !open.only_overlap
        {
            let overlap = overlap(open);
            self.close();
            if let Some(text) = overlap {
                let tokens = tokens(&text);
                self.open = Some(Open {
                    heading_path: block.heading_path.clone(),
                    page: block.page,
                    lines: vec![text],
                    tokens,
                    only_overlap: true,
                });
            }
        }
        let open = self.open.get_or_insert_with(|| Open {
            heading_path: block.heading_path.clone(),
            page: block.page,
            lines: Vec::new(),
            tokens: 0,
            only_overlap: false,
        });
        open.only_overlap = false;
        open.tokens += size;
        open.lines.push(line);
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.only_overlap || open.lines.is_empty() {
            return;
        }
        self.chunks.push(Chunk {
            locator: locator(open.page, &open.heading_path, self.title),
            heading_path: open.heading_path,
            page: open.page,
            content: open.lines.join("\n"),
        });
    }
}

fn opens_with_question(text: &str) -> bool {
    text.split_once(['?', '.', '!']).is_some_and(|(question, rest)| {
        rest.len() > 1 && question.len() < 160 && text.get(question.len()..).is_some_and(|mark| mark.starts_with("? "))
    })
}

/// The end of a chunk that was cut: its last sentence, or the last line of a table or list, when short enough.
fn overlap(open: &Open) -> Option<String> {
    let last = open.lines.last()?;
    if last.starts_with("- ") || last.contains("; ") && last.contains(": ") {
        return None;
    }
    let sentence = sentences(last).pop()?;
    (tokens(&sentence) <= OVERLAP).then_some(sentence)
}

/// `page 3`, `Warranty › Battery`, or `page 3 · Warranty › Battery`.
fn locator(page: Option<u32>, path: &[String], title: &str) -> Option<String> {
    let mut headings: Vec<&str> = path.iter().map(String::as_str).filter(|heading| !heading.eq_ignore_ascii_case(title)).collect();
    // A document's only top heading is its title in other words.
    if headings.len() > 3 {
        headings = headings.split_off(headings.len() - 3);
    }
    let place = headings.join(" › ");
    match (page, place.is_empty()) {
        (Some(page), true) => Some(format!("page {page}")),
        (Some(page), false) => Some(format!("page {page} · {place}")),
        (None, true) => None,
        (None, false) => Some(place),
    }
}

/// Cuts a text at sentences, then at words, then inside a word, into pieces of at most `limit` tokens.
fn pieces(text: &str, limit: usize) -> Vec<String> {
    if tokens(text) <= limit {
        return vec![text.to_owned()];
    }
    let mut out: Vec<String> = Vec::new();
    let mut open = String::new();
    let mut size: usize = 0;
    for sentence in sentences(text) {
        for part in words_of(&sentence, limit) {
            let more = tokens(&part);
            if size + more > limit && !open.is_empty() {
                out.push(std::mem::take(&mut open));
                size = 0;
            }
            if !open.is_empty() {
                open.push(' ');
            }
            open.push_str(&part);
            size += more;
        }
    }
    if !open.is_empty() {
        out.push(open);
    }
    out
}

fn words_of(sentence: &str, limit: usize) -> Vec<String> {
    if tokens(sentence) <= limit {
        return vec![sentence.to_owned()];
    }
    let mut out: Vec<String> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut size: usize = 0;
    for word in sentence.split_whitespace() {
        // One endless word (a key, a sequence) is cut by characters.
        let chars: Vec<char> = word.chars().collect();
        for part in chars.chunks(limit.max(8) * 2) {
            let part: String = part.iter().collect();
            let more = tokens(&part);
            if size + more > limit && !open.is_empty() {
                out.push(open.join(" "));
                open.clear();
                size = 0;
            }
            open.push(part);
            size += more;
        }
    }
    if !open.is_empty() {
        out.push(open.join(" "));
    }
    out
}

/// Sentences of one block. A stop ends one when a capital or digit follows, and not after an abbreviation or initial.
pub fn sentences(text: &str) -> Vec<String> {
    const ABBREVIATIONS: [&str; 22] = [
        "mr", "mrs", "ms", "dr", "st", "no", "vs", "etc", "e.g", "i.e", "approx", "inc", "ltd", "co", "jr", "sr", "dept", "est", "fig",
        "min", "max", "ave",
    ];
    let mut out = Vec::new();
    let mut open = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(word);
        let core = word.trim_end_matches(['"', '\'', ')', '”', '’', ']']);
        let ends = core.ends_with(['!', '?'])
            || core.ends_with('.') && {
                let stem = core.trim_end_matches('.').to_lowercase();
                let stem = stem.trim_start_matches(['(', '"', '“']);
                !ABBREVIATIONS.contains(&stem) && stem.chars().count() > 1
            };
        let next_starts = words
            .peek()
            .is_none_or(|next| next.trim_start_matches(['"', '“', '(', '\'']).starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
        if ends && next_starts {
            out.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        out.push(open);
    }
    out
}
