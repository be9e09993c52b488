//! DOCX (WordprocessingML) to blocks: heading styles, lists, tables. The XML is streamed out of the archive under limits
//! of entries, inflated size and ratio; a document type, and so any entity of the sender's, is refused.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{BlockKind, Outline, ParseFailure, ParseResult, clean, table_row};

const MAX_ENTRIES: usize = 5_000;
const MAX_XML_BYTES: u64 = 64 * 1024 * 1024;
/// Real documents stay under 30; a megabyte of zeros reaches 1,000.
const MAX_RATIO: u64 = 150;
const MAX_XML_DEPTH: usize = 1_000;

type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn parse(bytes: &[u8]) -> ParseResult {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ParseFailure::damaged("DOCX"))?;
    if archive.len() > MAX_ENTRIES {
        return Err(bomb());
    }
    let mut outline = Outline::default();
    if let Some(title) = core_title(&mut archive)? {
        outline.set_title(&title);
    }
    let styles = styles(&mut archive)?;
    let mut body = Body { outline, styles, ..Body::default() };
    let found = read_part(&mut archive, "word/document.xml", &mut |event| body.take(event))?;
    if !found {
        return Err(ParseFailure::damaged("DOCX"));
    }
    body.end_paragraph()?;
    body.outline.finish()
}

fn bomb() -> ParseFailure {
    ParseFailure::new("archive_bomb", "The file unpacks to far more than a document holds, so it was not read.")
}

/// Streams one XML part. False when the archive has none of that name.
fn read_part(
    archive: &mut Archive<'_>,
    name: &str,
    take: &mut dyn FnMut(Event<'_>) -> Result<(), ParseFailure>,
) -> Result<bool, ParseFailure> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(false),
        Err(zip::result::ZipError::UnsupportedArchive(_)) => {
            return Err(ParseFailure::new(
                "file_encrypted",
                "The file is protected with a password. Remove the protection and upload it again.",
            ));
        }
        Err(_) => return Err(ParseFailure::damaged("DOCX")),
    };
    if file.size() > MAX_XML_BYTES || file.size() / file.compressed_size().max(1) > MAX_RATIO && file.size() > 1024 * 1024 {
        return Err(bomb());
    }
    // The declared size may lie; the stream is cut in any case.
    let packed = file.compressed_size();
    let limit = MAX_XML_BYTES.min(packed.saturating_mul(MAX_RATIO).max(1024 * 1024));
    let mut reader = Reader::from_reader(BufReader::new(file.take(limit)));
    let mut buffer = Vec::new();
    let mut depth: usize = 0;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match event {
            Ok(Event::Eof) => break,
            Ok(Event::DocType(_)) => {
                return Err(ParseFailure::new("file_unsafe", "The file defines its own XML entities, which no document needs."));
            }
            Ok(event) => {
                match event {
                    Event::Start(_) => depth = depth.saturating_add(1),
                    Event::End(_) => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if depth > MAX_XML_DEPTH {
                    return Err(ParseFailure::too_deep());
                }
                take(event)?;
            }
            Err(_) if reader.buffer_position() >= limit => return Err(bomb()),
            Err(_) => return Err(ParseFailure::damaged("DOCX")),
        }
    }
    if reader.buffer_position() >= limit {
        return Err(bomb());
    }
    if depth > 0 {
        return Err(ParseFailure::damaged("DOCX"));
    }
    Ok(true)
}

fn core_title(archive: &mut Archive<'_>) -> Result<Option<String>, ParseFailure> {
    let mut inside = false;
    let mut title = String::new();
    read_part(archive, "docProps/core.xml", &mut |event| {
        match event {
            Event::Start(e) => inside = local(&e) == "title",
            Event::End(_) => inside = false,
            Event::Text(text) if inside && title.len() < 2_000 => title.push_str(&text),
            Event::GeneralRef(entity) if inside => title.extend(character(&entity)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(Some(clean(&title)).filter(|title| !title.is_empty()))
}

/// The level that stands for a list's style.
const LIST: u8 = 0;

/// Heading level by style id, [`LIST`] for lists; styles without one are body text.
fn styles(archive: &mut Archive<'_>) -> Result<HashMap<String, u8>, ParseFailure> {
    let mut levels = HashMap::new();
    let mut based_on: HashMap<String, String> = HashMap::new();
    let mut id = String::new();
    read_part(archive, "word/styles.xml", &mut |event| {
        if let Event::Start(e) | Event::Empty(e) = event {
            match local(&e) {
                "style" => id = attribute(&e, "styleId").unwrap_or_default(),
                "name" => {
                    if let Some(level) = attribute(&e, "val").and_then(|name| level_by_name(&name)) {
                        levels.insert(id.clone(), level);
                    }
                }
                "basedOn" => {
                    if let Some(parent) = attribute(&e, "val") {
                        based_on.insert(id.clone(), parent);
                    }
                }
                "outlineLvl" => {
                    if let Some(level) = attribute(&e, "val").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9) {
                        levels.entry(id.clone()).or_insert(level.saturating_add(1));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    for (child, parent) in &based_on {
        let mut ancestor = parent;
        for _ in 0..10 {
            if let Some(level) = levels.get(ancestor).copied() {
                levels.entry(child.clone()).or_insert(level);
                break;
            }
            match based_on.get(ancestor) {
                Some(next) => ancestor = next,
                None => break,
            }
        }
    }
    Ok(levels)
}

fn level_by_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    match name.as_str() {
        "title" => Some(1),
        "subtitle" => None,
        _ if name.starts_with("list ") && name != "list paragraph" => Some(LIST),
        _ => name.strip_prefix("heading ").and_then(|level| level.trim().parse::<u8>().ok()).filter(|level| (1..=9).contains(level)),
    }
}

fn local<'a>(e: &'a BytesStart<'_>) -> &'a str {
    let name: &'a str = e.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    e.attributes().with_checks(false).flatten().find_map(|attribute| {
        let key: &str = attribute.key.into_inner();
        (key.rsplit_once(':').map_or(key, |(_, local)| local) == name).then(|| attribute.value.to_string())
    })
}

fn character(entity: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Some(c);
    }
    match &**entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[derive(Default)]
struct Body {
    outline: Outline,
    styles: HashMap<String, u8>,
    text: String,
    style: Option<u8>,
    list: bool,
    in_text: bool,
    /// Inside what must not be read twice or at all: the fallback of a drawing.
    skipped: u32,
    table: Table,
}

#[derive(Default)]
struct Table {
    depth: u32,
    rows: usize,
    header: Vec<String>,
    /// The first row is held until it is clear whether it names the columns.
    first: Option<Vec<String>>,
    marked_header: bool,
    cells: Vec<String>,
    cell: String,
}

impl Body {
    fn take(&mut self, event: Event<'_>) -> Result<(), ParseFailure> {
        match event {
            Event::Start(e) => self.start(&e),
            Event::Empty(e) => self.empty(&e),
            Event::End(e) => {
                let name: &str = e.name().into_inner();
                self.end(name.rsplit_once(':').map_or(name, |(_, local)| local))
            }
            Event::Text(text) if self.in_text && self.skipped == 0 => {
                self.text.push_str(&text);
                Ok(())
            }
            Event::GeneralRef(entity) if self.in_text && self.skipped == 0 => {
                self.text.extend(character(&entity));
                Ok(())
            }
            Event::CData(text) if self.in_text && self.skipped == 0 => {
                self.text.push_str(&text);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), ParseFailure> {
        match local(e) {
            "Fallback" => self.skipped = self.skipped.saturating_add(1),
            _ if self.skipped > 0 => {}
            "p" => self.end_paragraph()?,
            "t" => self.in_text = true,
            "tbl" => {
                if self.table.depth == 0 {
                    self.end_paragraph()?;
                    self.table = Table::default();
                }
                self.table.depth = self.table.depth.saturating_add(1);
            }
            "tr" if self.table.depth == 1 => self.table.cells.clear(),
            "tc" if self.table.depth == 1 => self.table.cell.clear(),
            _ => self.property(e),
        }
        Ok(())
    }

    fn empty(&mut self, e: &BytesStart<'_>) -> Result<(), ParseFailure> {
        if self.skipped > 0 {
            return Ok(());
        }
        match local(e) {
            "tab" | "br" | "cr" => self.text.push(' '),
            "noBreakHyphen" => self.text.push('-'),
            _ => self.property(e),
        }
        Ok(())
    }

    fn property(&mut self, e: &BytesStart<'_>) {
        match local(e) {
            "pStyle" => self.style = attribute(e, "val").and_then(|id| self.styles.get(&id).copied().or_else(|| level_by_id(&id))),
            "outlineLvl" => {
                if let Some(level) = attribute(e, "val").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9) {
                    self.style = Some(level.saturating_add(1));
                }
            }
            "numPr" => self.list = true,
            "tblHeader" if self.table.depth == 1 && self.table.rows == 0 => self.table.marked_header = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ParseFailure> {
        match name {
            "Fallback" => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            "t" => self.in_text = false,
            "p" => self.end_paragraph()?,
            "tc" if self.table.depth == 1 => {
                let cell = std::mem::take(&mut self.table.cell);
                self.table.cells.push(clean(&cell));
            }
            "tr" if self.table.depth == 1 => self.end_row()?,
            "tbl" => {
                self.table.depth = self.table.depth.saturating_sub(1);
                if self.table.depth == 0 {
                    self.end_table()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), ParseFailure> {
        let text = std::mem::take(&mut self.text);
        let style = self.style.take();
        let list = std::mem::take(&mut self.list);
        if self.table.depth > 0 {
            self.table.cell.push(' ');
            self.table.cell.push_str(&text);
            return Ok(());
        }
        match style {
            Some(LIST) => self.outline.block(BlockKind::ListItem, &text),
            Some(level) => self.outline.heading(level, &text),
            None if list => self.outline.block(BlockKind::ListItem, &text),
            None => self.outline.block(BlockKind::Paragraph, &text),
        }
    }

    fn end_row(&mut self) -> Result<(), ParseFailure> {
        let cells = std::mem::take(&mut self.table.cells);
        self.table.rows = self.table.rows.saturating_add(1);
        if self.table.rows == 1 {
            self.table.first = Some(cells);
            return Ok(());
        }
        if let Some(first) = self.table.first.take() {
            if self.table.marked_header || names_columns(&first) {
                self.table.header = first;
            } else {
                self.outline.block(BlockKind::TableRow, &row_text(&[], &first))?;
            }
        }
        self.outline.block(BlockKind::TableRow, &row_text(&self.table.header, &cells))
    }

    fn end_table(&mut self) -> Result<(), ParseFailure> {
        match self.table.first.take() {
            Some(only) => self.outline.block(BlockKind::TableRow, &row_text(&[], &only)),
            None => Ok(()),
        }
    }
}

fn row_text(header: &[String], cells: &[String]) -> String {
    if header.is_empty() && cells.len() == 2 {
        return cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(": ");
    }
    table_row(header, cells)
}

/// Names of columns are short and hold no figures or addresses.
pub(super) fn names_columns(cells: &[String]) -> bool {
    cells.len() > 1
        && cells.iter().skip(1).all(|cell| !cell.is_empty())
        && cells.iter().all(|cell| cell.chars().count() <= 60 && !cell.contains(['@', '$', '€', '£']) && !cell.ends_with('.'))
        && cells.iter().filter(|cell| cell.chars().any(|c| c.is_ascii_digit())).count() * 2 < cells.len()
}

/// Documents made without a style sheet still name their styles `Heading1`.
fn level_by_id(id: &str) -> Option<u8> {
    let id = id.to_lowercase();
    if id == "title" {
        return Some(1);
    }
    id.strip_prefix("heading").and_then(|level| level.parse::<u8>().ok()).filter(|level| (1..=9).contains(level))
}
