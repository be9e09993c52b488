//! From the bytes of a file to blocks of text that know where they stood: heading path, page, kind.
//!
//! Nothing here trusts its input. Every parser is pure (bytes in, [`ParsedDocument`] or [`ParseFailure`] out) and runs
//! isolated (see [`isolate`]), because the libraries underneath may panic, loop or eat memory on hostile files.

pub mod detect;
mod docx;
mod html;
pub mod isolate;
mod markdown;
mod pdf;
mod pdf_layout;
mod table;
mod text;

use serde::{Deserialize, Serialize};

pub use detect::{Format, detect};

/// The largest file taken, in bytes.
pub const MAX_FILE_BYTES: usize = 50 * 1024 * 1024;
/// The most text taken out of one file, in bytes: about 1,500 dense pages.
pub const MAX_TEXT_BYTES: usize = 8 * 1024 * 1024;
/// The most blocks one file may have.
pub const MAX_BLOCKS: usize = 200_000;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedDocument {
    /// What the document calls itself, where it does.
    pub title: Option<String>,
    pub blocks: Vec<Block>,
    /// Only for formats that have pages.
    pub page_count: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// From the top heading down to the nearest one above the block.
    pub heading_path: Vec<String>,
    /// Counted from 1.
    pub page: Option<u32>,
    pub kind: BlockKind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    Paragraph,
    ListItem,
    /// One row, each cell labelled with its column's header where there is one.
    TableRow,
    Code,
}

/// Why a file gives no text: a stable code and a sentence for the person who uploaded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ParseFailure {
    pub code: String,
    pub message: String,
}

impl ParseFailure {
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }

    pub fn damaged(what: &str) -> Self {
        Self::new("file_damaged", format!("The {what} file is damaged and could not be read. Save it again and upload the new file."))
    }

    pub fn too_much_text() -> Self {
        Self::new("too_much_text", "The file holds more text than one document may. Split it into several files.")
    }

    pub fn too_deep() -> Self {
        Self::new("nested_too_deeply", "The file's elements are nested too deeply to be read.")
    }

    pub fn empty() -> Self {
        Self::new("no_text", "The file has no text in it.")
    }
}

pub type ParseResult = Result<ParsedDocument, ParseFailure>;

/// Detects the format by content and parses. Call through [`isolate::Parser`] for anything that a user sent.
pub fn parse(bytes: &[u8], filename: &str) -> ParseResult {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ParseFailure::new("file_too_large", "The file is larger than 50 MiB."));
    }
    let document = match detect(bytes, filename)? {
        Format::Pdf => pdf::parse(bytes)?,
        Format::Docx => docx::parse(bytes)?,
        Format::Html => html::parse(&text::decode_html(bytes)?)?,
        Format::Markdown => markdown::parse(&text::decode(bytes)?)?,
        Format::Csv => table::parse(&text::decode(bytes)?)?,
        Format::Text => text::parse(&text::decode(bytes)?)?,
    };
    if document.blocks.is_empty() {
        return Err(ParseFailure::empty());
    }
    Ok(document)
}

/// Collects blocks under a stack of headings and holds the limits.
#[derive(Default)]
pub(crate) struct Outline {
    headings: Vec<(u8, String)>,
    page: Option<u32>,
    bytes: usize,
    document: ParsedDocument,
    /// A heading with nothing under it (yet) would be lost; it is kept as a paragraph.
    bare_heading: Option<(Option<u32>, String)>,
}

impl Outline {
    pub(crate) fn set_page(&mut self, page: u32) {
        self.page = Some(page);
    }

    pub(crate) fn set_title(&mut self, title: &str) {
        let title = clean(title);
        if self.document.title.is_none() && !title.is_empty() {
            self.document.title = Some(title.chars().take(300).collect());
        }
    }

    /// `level` 1 is the top. Headings of the same or a lower level end.
    pub(crate) fn heading(&mut self, level: u8, text: &str) -> Result<(), ParseFailure> {
        let text = clean(text);
        if text.is_empty() {
            return Ok(());
        }
        // A "heading" of a whole paragraph is a misused style.
        if text.len() > 300 {
            return self.block(BlockKind::Paragraph, &text);
        }
        // Directly under a parent heading the parent is not bare: it stays in the path.
        let parent_stays = self.headings.last().is_some_and(|(above, _)| *above < level);
        if !parent_stays {
            self.flush_bare_heading()?;
        }
        while self.headings.last().is_some_and(|(above, _)| *above >= level) {
            self.headings.pop();
        }
        if self.headings.len() < 8 {
            self.headings.push((level, text.clone()));
        }
        self.bare_heading = Some((self.page, text));
        Ok(())
    }

    pub(crate) fn block(&mut self, kind: BlockKind, text: &str) -> Result<(), ParseFailure> {
        let text = if kind == BlockKind::Code { trim_lines(text) } else { clean(text) };
        if text.is_empty() {
            return Ok(());
        }
        self.bare_heading = None;
        self.push(self.page, kind, text)
    }

    fn flush_bare_heading(&mut self) -> Result<(), ParseFailure> {
        match self.bare_heading.take() {
            Some((page, text)) => self.push(page, BlockKind::Paragraph, text),
            None => Ok(()),
        }
    }

    fn push(&mut self, page: Option<u32>, kind: BlockKind, text: String) -> Result<(), ParseFailure> {
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes > MAX_TEXT_BYTES || self.document.blocks.len() >= MAX_BLOCKS {
            return Err(ParseFailure::too_much_text());
        }
        let heading_path = self.headings.iter().map(|(_, heading)| heading.clone()).collect();
        self.document.blocks.push(Block { heading_path, page, kind, text });
        Ok(())
    }

    pub(crate) fn finish(mut self) -> ParseResult {
        self.flush_bare_heading()?;
        if self.document.title.is_none() {
            self.document.title = self.document.blocks.first().and_then(|block| block.heading_path.first().cloned());
        }
        Ok(self.document)
    }
}

/// One line of text: whitespace and control characters folded to single spaces, invisible characters dropped.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4096));
    let mut gap = false;
    for c in text.chars() {
        match c {
            // Soft hyphen, zero-width characters, byte order mark, and the directional marks that hide text from readers.
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => gap = true,
            c => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
            }
        }
    }
    out
}

/// Keeps line breaks, as code needs them; PostgreSQL's text takes no NUL.
fn trim_lines(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.trim_matches('\n').trim_end().to_owned()
}

/// A table row as text that stands alone: `Header: cell; Header: cell`.
pub(crate) fn table_row(header: &[String], cells: &[String]) -> String {
    let mut parts = Vec::with_capacity(cells.len());
    for (i, cell) in cells.iter().enumerate() {
        let cell = clean(cell);
        if cell.is_empty() {
            continue;
        }
        match header.get(i).map(|name| clean(name)).filter(|name| !name.is_empty() && *name != cell) {
            Some(name) => parts.push(format!("{name}: {cell}")),
            None => parts.push(cell),
        }
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests;
