//! HTML's main content to blocks. The tree is walked with a cursor and not by recursion: depth is the sender's choice.

use scraper::{ElementRef, Html, Node, Selector};

use super::{BlockKind, Outline, ParseFailure, ParseResult, clean, table_row};

/// Deeper than any page a person wrote; the tree builder's work grows with the square of the depth.
const MAX_DEPTH: usize = 2_000;

pub(super) fn parse(source: &str) -> ParseResult {
    let mut outline = Outline::default();
    refuse_deep(source)?;
    let page = Html::parse_document(source);
    if let Some(title) = first(&page, "title") {
        outline.set_title(&title.text().collect::<String>());
    }
    let body = main_content(&page);
    walk(body.unwrap_or_else(|| page.root_element()), &mut outline)?;
    outline.finish()
}

/// A fragment inside another format (Markdown).
pub(super) fn append(source: &str, outline: &mut Outline) -> Result<(), ParseFailure> {
    refuse_deep(source)?;
    let fragment = Html::parse_fragment(source);
    walk(fragment.root_element(), outline)
}

/// Counts open tags roughly, before the tree is built.
fn refuse_deep(source: &str) -> Result<(), ParseFailure> {
    const VOID: [&str; 16] =
        ["br", "img", "hr", "meta", "link", "input", "area", "base", "col", "embed", "source", "track", "wbr", "li", "p", "td"];
    let mut depth: usize = 0;
    for tag in source.split('<').skip(1) {
        if let Some(closing) = tag.strip_prefix('/') {
            // Closing tags of the elements that need none are not counted either.
            if !VOID.contains(&tag_name(closing).as_str()) {
                depth = depth.saturating_sub(1);
            }
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !VOID.contains(&tag_name(tag).as_str()) {
            let closed = tag.split('>').next().is_some_and(|inside| inside.ends_with('/'));
            if !closed {
                depth = depth.saturating_add(1);
            }
        }
        if depth > MAX_DEPTH {
            return Err(ParseFailure::too_deep());
        }
    }
    Ok(())
}

fn tag_name(tag: &str) -> String {
    tag.chars().take(16).take_while(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase()
}

fn first<'a>(page: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    let selector = Selector::parse(selector).ok()?;
    page.select(&selector).next()
}

/// `<main>` or the only `<article>` where it holds most of the page's text, else the body.
fn main_content(page: &Html) -> Option<ElementRef<'_>> {
    let body = first(page, "body")?;
    let whole = text_length(body);
    ["main", "[role=main]", "article"]
        .into_iter()
        .filter_map(|selector| first(page, selector))
        .find(|element| text_length(*element).saturating_mul(3) > whole)
        .or(Some(body))
}

fn text_length(element: ElementRef<'_>) -> usize {
    let mut skipped: usize = 0;
    let mut length: usize = 0;
    for edge in element.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Element(e) if is_skipped(e) => skipped = skipped.saturating_add(1),
                Node::Text(text) if skipped == 0 => length = length.saturating_add(text.trim().len()),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if matches!(node.value(), Node::Element(e) if is_skipped(e)) {
                    skipped = skipped.saturating_sub(1);
                }
            }
        }
    }
    length
}

fn is_skipped(element: &scraper::node::Element) -> bool {
    matches!(
        element.name(),
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "nav"
            | "footer"
            | "svg"
            | "iframe"
            | "object"
            | "select"
            | "button"
            | "input"
            | "textarea"
            | "dialog"
    ) || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || matches!(element.attr("role"), Some("navigation" | "contentinfo" | "search"))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "aside"
            | "blockquote"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "li"
            | "pre"
            | "table"
            | "caption"
            | "figure"
            | "figcaption"
            | "address"
            | "details"
            | "summary"
            | "form"
            | "fieldset"
            | "hr"
            | "body"
            | "html"
            | "tr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

fn walk(root: ElementRef<'_>, outline: &mut Outline) -> Result<(), ParseFailure> {
    let mut walker = Walker { outline, text: String::new(), skipped: 0, lists: 0, code: false, term: None, table: Table::default() };
    for edge in root.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Element(element) if is_skipped(element) => walker.skipped = walker.skipped.saturating_add(1),
                Node::Element(element) if walker.skipped == 0 => walker.open(element.name())?,
                Node::Text(text) if walker.skipped == 0 => walker.text.push_str(text),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => match node.value() {
                Node::Element(element) if is_skipped(element) => walker.skipped = walker.skipped.saturating_sub(1),
                Node::Element(element) if walker.skipped == 0 => walker.close(element.name())?,
                _ => {}
            },
        }
    }
    walker.flush()
}

struct Walker<'a> {
    outline: &'a mut Outline,
    text: String,
    skipped: u32,
    lists: u32,
    code: bool,
    /// A `<dt>` waits for its `<dd>`.
    term: Option<String>,
    table: Table,
}

#[derive(Default)]
struct Table {
    depth: u32,
    header: Vec<String>,
    cells: Vec<String>,
    heads: usize,
}

impl Walker<'_> {
    fn open(&mut self, name: &str) -> Result<(), ParseFailure> {
        if self.table.depth > 0 {
            // A table inside a cell, and blocks inside it, are the cell's text.
            match name {
                "table" => self.table.depth = self.table.depth.saturating_add(1),
                "tr" if self.table.depth == 1 => self.table.start_row(),
                "td" | "th" if self.table.depth == 1 => self.text.clear(),
                "br" => self.text.push(' '),
                name if is_block(name) => self.text.push(' '),
                _ => {}
            }
            return Ok(());
        }
        match name {
            "br" => self.text.push(if self.code { '\n' } else { ' ' }),
            "table" => {
                self.flush()?;
                self.table = Table { depth: 1, ..Table::default() };
            }
            "ul" | "ol" => {
                self.flush()?;
                self.lists = self.lists.saturating_add(1);
            }
            "pre" => {
                self.flush()?;
                self.code = true;
            }
            name if is_block(name) => self.flush()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ParseFailure> {
        if self.table.depth > 0 {
            match name {
                "td" | "th" if self.table.depth == 1 => {
                    let cell = clean(&std::mem::take(&mut self.text));
                    self.table.cells.push(cell);
                    self.table.heads += usize::from(name == "th");
                }
                "tr" if self.table.depth == 1 => {
                    if let Some(row) = self.table.end_row() {
                        self.outline.block(BlockKind::TableRow, &row)?;
                    }
                }
                "caption" => self.flush()?,
                "table" => {
                    self.table.depth = self.table.depth.saturating_sub(1);
                    if self.table.depth == 0 {
                        self.text.clear();
                    }
                }
                name if is_block(name) => self.text.push(' '),
                _ => {}
            }
            return Ok(());
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
                let text = std::mem::take(&mut self.text);
                self.outline.heading(level, &text)?;
            }
            // The question of a collapsible answer.
            "summary" => {
                let text = std::mem::take(&mut self.text);
                self.outline.heading(7, &text)?;
            }
            "dt" => self.term = Some(clean(&std::mem::take(&mut self.text))),
            "dd" => {
                let text = clean(&std::mem::take(&mut self.text));
                let text = match &self.term {
                    Some(term) if !term.is_empty() => format!("{term}: {text}"),
                    _ => text,
                };
                self.outline.block(BlockKind::ListItem, &text)?;
            }
            "li" => self.flush()?,
            "ul" | "ol" => {
                self.flush()?;
                self.lists = self.lists.saturating_sub(1);
            }
            "pre" => {
                self.flush()?;
                self.code = false;
            }
            name if is_block(name) => self.flush()?,
            _ => {}
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), ParseFailure> {
        let kind = match (self.code, self.lists) {
            (true, _) => BlockKind::Code,
            (false, 0) => BlockKind::Paragraph,
            (false, _) => BlockKind::ListItem,
        };
        let text = std::mem::take(&mut self.text);
        self.outline.block(kind, &text)
    }
}

impl Table {
    fn start_row(&mut self) {
        self.cells.clear();
        self.heads = 0;
    }

    /// The first row of `<th>` names the columns; a single `<th>` names its row.
    fn end_row(&mut self) -> Option<String> {
        let cells = std::mem::take(&mut self.cells);
        let heads = std::mem::take(&mut self.heads);
        if heads > 0 && heads == cells.len() && cells.len() > 1 {
            self.header = cells;
            return None;
        }
        if cells.len() == 2 && self.header.is_empty() {
            return Some(cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(": "));
        }
        Some(table_row(&self.header, &cells))
    }
}
