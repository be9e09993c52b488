//! From glyphs with places to headings, paragraphs, list items and table rows.
//!
//! Glyphs are read in the order in which the page draws them, which is the reading order in nearly every file and the only
//! hint at columns. Lines form by baseline; a wide gap, or a step back up to the right, starts a table cell.

use std::collections::HashMap;

use super::docx::names_columns;
use super::text::Hyphens;
use super::{BlockKind, Outline, ParseFailure, ParseResult, clean, table_row};

#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) end: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) bottom: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
}

#[derive(Debug, Clone)]
struct Cell {
    x: f64,
    end: f64,
    /// Baseline of its last line.
    y: f64,
    lines: Vec<String>,
}

impl Cell {
    fn text(&self) -> String {
        self.lines.join(" ")
    }
}

/// One line of a page, or a table row whose cells may hold several.
#[derive(Debug, Clone)]
struct Row {
    page: u32,
    /// Baselines of the first and the last line.
    top: f64,
    y: f64,
    size: f64,
    cells: Vec<Cell>,
    /// Within the tenth of the page where running heads and feet stand.
    marginal: bool,
}

impl Row {
    fn text(&self) -> String {
        self.cells.iter().map(Cell::text).collect::<Vec<_>>().join(" ")
    }

    fn x(&self) -> f64 {
        self.cells.first().map_or(0.0, |cell| cell.x)
    }

    fn end(&self) -> f64 {
        self.cells.last().map_or(0.0, |cell| cell.end)
    }
}

pub(super) fn layout(pages: Vec<Page>) -> ParseResult {
    let count = pages.len();
    let mut rows: Vec<Row> = Vec::new();
    for page in pages {
        rows.extend(lines(page));
    }
    drop_running(&mut rows, count);
    let body = body_size(&rows);
    let leading = usual_leading(&rows, body);
    let levels = heading_sizes(&rows, body);
    let hyphens = Hyphens::new(rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.lines).map(String::as_str));
    let measure = measure(&rows);
    let left = left_edges(&rows);
    let mut writer = Writer { outline: Outline::default(), leading, levels, hyphens, measure, left };
    writer.write(&rows)?;
    writer.outline.finish()
}

fn lines(page: Page) -> Vec<Row> {
    let margin = page.height * 0.1;
    let (low, high) = (page.bottom + margin, page.bottom + page.height - margin);
    // Where the page draws its spaces, they are believed, and gaps are not: widths in fonts are often wrong, and titles spaced.
    let blanks = page.glyphs.iter().filter(|glyph| glyph.text.trim().is_empty()).count();
    let spaced = blanks.saturating_mul(16) > page.glyphs.len();
    let word_gap = if spaced { 0.4 } else { 0.18 };
    // Without a drawn space before it, a gap of a word's width parts cells; with one, the line may be justified.
    let mut cell_gap = 1.6;
    let mut rows: Vec<Row> = Vec::new();
    let mut last_end = f64::MAX;
    let mut last_y = f64::MAX;
    for glyph in page.glyphs {
        let blank = glyph.text.trim().is_empty();
        let same_line = (glyph.y - last_y).abs() < glyph.size * 0.4 && glyph.x > last_end - glyph.size * 2.0;
        let gap = glyph.x - last_end;
        if same_line && gap < glyph.size * cell_gap {
            if let Some(line) = rows.last_mut().and_then(|row| row.cells.last_mut()) {
                if let Some(text) = line.lines.last_mut() {
                    if blank || gap > glyph.size * word_gap {
                        text.push(' ');
                    }
                    if !blank {
                        text.push_str(&ligatures(&glyph.text));
                    }
                }
                line.end = line.end.max(glyph.end);
            }
            if let Some(row) = rows.last_mut()
                && !blank
            {
                row.size = row.size.max(glyph.size);
            }
        } else if blank {
            continue;
        } else {
            place(&mut rows, &glyph, page.number, same_line, |y| y < low || y > high);
        }
        last_end = glyph.end;
        last_y = glyph.y;
        cell_gap = if spaced && !blank && !glyph.text.starts_with('•') { 0.8 } else { 1.6 };
    }
    rows
}

/// A glyph that does not continue the line before it starts a line, a cell, or a line within a cell.
fn place(rows: &mut Vec<Row>, glyph: &Glyph, page: u32, same_line: bool, marginal: impl Fn(f64) -> bool) {
    let cell = Cell { x: glyph.x, end: glyph.end, y: glyph.y, lines: vec![ligatures(&glyph.text)] };
    if let Some(row) = rows.last_mut() {
        if same_line {
            row.cells.push(cell);
            return;
        }
        let down = row.cells.last().map_or(0.0, |last| last.y - glyph.y);
        // Cells may be centred, so that their lines start anywhere right of the cell before.
        let before = row.cells.len().checked_sub(2).and_then(|at| row.cells.get(at));
        let in_last_cell = before.is_some_and(|before| glyph.x > before.end) && row.cells.last().is_some_and(|last| glyph.x < last.end);
        if in_last_cell && down > 0.0 && down < glyph.size * 1.7 {
            row.y = row.y.min(glyph.y);
            if let Some(last) = row.cells.last_mut() {
                last.y = glyph.y;
                last.lines.push(ligatures(&glyph.text));
                last.end = last.end.max(glyph.end);
            }
            return;
        }
    }
    if let Some(from) = row_to_the_left(rows, glyph) {
        let mut lines = rows.split_off(from).into_iter();
        if let Some(mut row) = lines.next() {
            for line in lines {
                row.y = row.y.min(line.y);
                if let (Some(first), Some(more)) = (row.cells.first_mut(), line.cells.into_iter().next()) {
                    first.lines.extend(more.lines);
                    first.end = first.end.max(more.end);
                }
            }
            row.cells.push(cell);
            rows.push(row);
        }
        return;
    }
    rows.push(Row { page, top: glyph.y, y: glyph.y, size: glyph.size, cells: vec![cell], marginal: marginal(glyph.y) });
}

/// Where the glyph stands beside the last few lines, they are the wrapped cell to its left. More lines are a column.
fn row_to_the_left(rows: &[Row], glyph: &Glyph) -> Option<usize> {
    let last = rows.last()?;
    if glyph.y < last.y - glyph.size * 0.4 || last.cells.iter().any(|cell| cell.end > glyph.x + glyph.size * 0.2) {
        return None;
    }
    if last.cells.len() > 1 {
        return (glyph.y <= last.top + glyph.size * 1.3).then(|| rows.len().saturating_sub(1));
    }
    for (back, row) in rows.iter().enumerate().rev().take(5) {
        if row.page != last.page || row.cells.len() > 1 || row.cells.iter().any(|cell| cell.end > glyph.x + glyph.size * 0.2) {
            return None;
        }
        // Beside the line, or half a line higher when the cells are centred against each other.
        let higher = if back.saturating_add(1) == rows.len() { 0.95 } else { 0.4 };
        if glyph.y - row.top < glyph.size * higher && row.top - glyph.y < glyph.size * 0.4 {
            return Some(back);
        }
        if row.top > glyph.y {
            // Cells centred against each other: the glyph stands between two lines of the cell.
            return Some(back);
        }
    }
    None
}

fn ligatures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            c => out.push(c),
        }
    }
    out
}

/// Lines that return at the edge of most pages, apart from their numbers, belong to no text.
fn drop_running(rows: &mut Vec<Row>, pages: usize) {
    if pages < 2 {
        return;
    }
    let key = |row: &Row| {
        let text: String = row.text().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
        clean(&text).replace("##", "#").replace("##", "#")
    };
    let mut seen: HashMap<String, Vec<u32>> = HashMap::new();
    for row in rows.iter().filter(|row| row.marginal) {
        let pages_with = seen.entry(key(row)).or_default();
        if pages_with.last() != Some(&row.page) {
            pages_with.push(row.page);
        }
    }
    let enough = if pages == 2 { 2 } else { (pages * 3).div_ceil(5).max(2) };
    rows.retain(|row| !row.marginal || seen.get(&key(row)).is_none_or(|with| with.len() < enough) && !is_page_number(&row.text()));
}

fn is_page_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches("Page").trim_start_matches("page").trim();
    !text.is_empty()
        && text.len() <= 9
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '/' | '-' | 'o' | 'f'))
        && text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

fn tenths(size: f64) -> u32 {
    // Sizes are finite and small; formatting is the conversion without a cast.
    format!("{:.0}", (size * 4.0).clamp(0.0, 4_000.0)).parse().unwrap_or(0)
}

fn body_size(rows: &[Row]) -> f64 {
    let mut weight: HashMap<u32, (usize, f64)> = HashMap::new();
    for row in rows {
        let entry = weight.entry(tenths(row.size)).or_insert((0, row.size));
        entry.0 = entry.0.saturating_add(row.text().len());
    }
    weight.values().max_by_key(|(count, _)| *count).map_or(10.0, |(_, size)| *size)
}

/// The usual distance between lines of a paragraph, in font sizes.
fn usual_leading(rows: &[Row], body: f64) -> f64 {
    let mut gaps: HashMap<u32, usize> = HashMap::new();
    for (above, below) in rows.iter().zip(rows.iter().skip(1)) {
        let ratio = (above.y - below.top) / body.max(1.0);
        if above.page == below.page && (0.9..2.2).contains(&ratio) && (below.size - body).abs() < body * 0.06 {
            *gaps.entry(tenths(ratio * 5.0)).or_default() += 1;
        }
    }
    // The smallest of the frequent distances: in lists of one-line items the wider one may be more frequent.
    let most = gaps.values().max().copied().unwrap_or(0);
    let smallest = gaps.iter().filter(|(_, count)| **count * 5 >= most).map(|(ratio, _)| *ratio).min();
    smallest.map_or(1.3, |ratio| f64::from(ratio) / 20.0)
}

/// Sizes clearly above the body's, largest first; the position is the level.
fn heading_sizes(rows: &[Row], body: f64) -> Vec<f64> {
    let mut sizes: Vec<f64> = Vec::new();
    for row in rows.iter().filter(|row| row.size > body * 1.1 && row.text().len() <= 200) {
        if !sizes.iter().any(|size| (size - row.size).abs() < body * 0.06) {
            sizes.push(row.size);
        }
    }
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.truncate(6);
    sizes
}

/// Where the lines of running text end on each page.
fn measure(rows: &[Row]) -> HashMap<u32, f64> {
    let mut ends: HashMap<u32, Vec<f64>> = HashMap::new();
    for row in rows.iter().filter(|row| row.cells.len() == 1 && row.text().len() > 20) {
        ends.entry(row.page).or_default().push(row.end());
    }
    ends.into_iter()
        .filter_map(|(page, mut ends)| {
            ends.sort_by(f64::total_cmp);
            let at = ends.len().saturating_sub(1).saturating_sub(ends.len() / 20);
            ends.get(at).map(|end| (page, *end))
        })
        .collect()
}

/// Where running text begins on each page.
fn left_edges(rows: &[Row]) -> HashMap<u32, f64> {
    let mut edges: HashMap<u32, f64> = HashMap::new();
    for row in rows.iter().filter(|row| row.cells.len() == 1 && row.text().len() > 40 && bullet(&row.cells).is_none()) {
        let edge = edges.entry(row.page).or_insert(f64::MAX);
        *edge = edge.min(row.x());
    }
    edges
}

/// `3.2 Items with shorter coverage`: a number of two levels or more begins a heading.
fn is_numbered_heading(text: &str) -> bool {
    let Some((number, title)) = text.split_once(' ') else { return false };
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()))
        && title.starts_with(char::is_uppercase)
}

/// Below every level that font sizes give.
const BOLD_LEVEL: u8 = 8;

struct Writer {
    outline: Outline,
    leading: f64,
    levels: Vec<f64>,
    hyphens: Hyphens,
    measure: HashMap<u32, f64>,
    left: HashMap<u32, f64>,
}

impl Writer {
    fn write(&mut self, rows: &[Row]) -> Result<(), ParseFailure> {
        let mut rest = rows;
        while let Some(row) = rest.first() {
            self.outline.set_page(row.page);
            let used = if let Some(level) = self.level(row) {
                self.heading(rest, level)?
            } else if is_table(rest) {
                self.table(rest)?
            } else {
                self.paragraph(rest)?
            };
            rest = rest.get(used.max(1)..).unwrap_or_default();
        }
        Ok(())
    }

    fn level(&self, row: &Row) -> Option<u8> {
        let at = self.levels.iter().position(|size| (size - row.size).abs() < row.size * 0.05)?;
        let text = row.text();
        (text.chars().any(char::is_alphabetic) && text.len() <= 200).then(|| u8::try_from(at.saturating_add(1)).unwrap_or(6))
    }

    fn heading(&mut self, rows: &[Row], level: u8) -> Result<usize, ParseFailure> {
        let mut texts: Vec<String> = Vec::new();
        let mut above: Option<&Row> = None;
        for row in rows {
            let continues = above.is_none_or(|above| row.page == above.page && (above.y - row.top) < row.size * 1.6 && above.y > row.top);
            if texts.len() >= 4 || self.level(row) != Some(level) || !continues {
                break;
            }
            texts.push(row.text());
            above = Some(row);
        }
        self.outline.heading(level, &self.hyphens.join(texts.iter().map(String::as_str)))?;
        Ok(texts.len())
    }

    fn table(&mut self, rows: &[Row]) -> Result<usize, ParseFailure> {
        let table: Vec<&Row> =
            rows.iter().take_while(|row| row.cells.len() > 1 && self.level(row).is_none() && bullet(&row.cells).is_none()).collect();
        let widest = table.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let header = table.first().filter(|row| row.cells.len() == widest && table.len() > 1).and_then(|row| {
            let names: Vec<String> = row.cells.iter().map(|cell| self.cell(cell)).collect();
            names_columns(&names).then_some((*row, names))
        });
        let body = if header.is_some() { table.get(1..).unwrap_or_default() } else { table.as_slice() };
        for row in body {
            self.outline.set_page(row.page);
            let text = match &header {
                Some((places, names)) => {
                    let mut cells = vec![String::new(); names.len()];
                    for cell in &row.cells {
                        let column = nearest(&places.cells, cell);
                        if let Some(slot) = cells.get_mut(column) {
                            if !slot.is_empty() {
                                slot.push(' ');
                            }
                            slot.push_str(&self.cell(cell));
                        }
                    }
                    // The header is drawn again on the table's next page.
                    if cells == *names {
                        continue;
                    }
                    table_row(names, &cells)
                }
                None => {
                    row.cells.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(if row.cells.len() == 2 { ": " } else { "; " })
                }
            };
            self.outline.block(BlockKind::TableRow, &text)?;
        }
        Ok(table.len())
    }

    fn cell(&self, cell: &Cell) -> String {
        self.hyphens.join(cell.lines.iter().map(String::as_str))
    }

    /// A line that stops well before the margin ends its paragraph.
    fn is_short(&self, row: &Row) -> bool {
        self.measure.get(&row.page).is_some_and(|right| row.end() < row.x() + (right - row.x()) * 0.7)
    }

    /// A lone short line at the edge, without a full stop, over full text or a table, is a heading in bold, which the page's
    /// data does not say.
    fn is_bold_heading(&self, row: &Row, next: Option<&Row>) -> bool {
        let text = row.text();
        let text = text.trim();
        let heading_like = row.cells.len() == 1
            && (4..=80).contains(&text.len())
            && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !text.ends_with(['.', ',', ';', ':', '!'])
            && self.is_short(row);
        let follows = next.is_some_and(|next| next.page > row.page || next.y < row.y);
        if heading_like && follows && is_numbered_heading(text) {
            return true;
        }
        let at_edge = self.left.get(&row.page).is_some_and(|left| row.x() < left + row.size * 0.8);
        heading_like
            && at_edge
            && next.is_some_and(|next| {
                let body = next.cells.len() > 1 || !self.is_short(next);
                let aligned = next.x() < row.x() + row.size * 0.8;
                next.page == row.page && next.y < row.y && body && aligned && bullet(&next.cells).is_none() && self.level(next).is_none()
            })
    }

    fn paragraph(&mut self, rows: &[Row]) -> Result<usize, ParseFailure> {
        let Some(first) = rows.first() else { return Ok(0) };
        let item = bullet(&first.cells);
        if item.is_none() && self.is_bold_heading(first, rows.get(1)) {
            self.outline.heading(BOLD_LEVEL, &first.text())?;
            return Ok(1);
        }
        let kind = if item.is_some() { BlockKind::ListItem } else { BlockKind::Paragraph };
        let hanging = first.cells.get(1).map_or(first.x(), |cell| cell.x);
        let mut texts = vec![item.unwrap_or_else(|| first.text())];
        let mut above = first;
        for row in rows.iter().skip(1) {
            let down = above.y - row.top;
            let column_break = row.page != above.page || down < 0.0;
            let close = down < row.size * self.leading * 1.22;
            // A sentence that goes on over a page break is one paragraph (of the page where it began).
            let goes_on = column_break && row.page <= above.page.saturating_add(1) && unfinished(texts.last()) && starts_lower(row);
            let indented = kind == BlockKind::ListItem && !column_break && row.x() < hanging - row.size * 0.5 && first.cells.len() > 1;
            let ended = kind == BlockKind::Paragraph && self.is_short(above) && !starts_lower(row);
            if ended
                || !(close && !column_break || goes_on)
                || indented
                || (row.size - first.size).abs() > first.size * 0.06
                || row.cells.len() > 1
                || bullet(&row.cells).is_some()
            {
                break;
            }
            texts.push(row.text());
            above = row;
        }
        self.outline.block(kind, &self.hyphens.join(texts.iter().map(String::as_str)))?;
        Ok(texts.len())
    }
}

fn is_table(rows: &[Row]) -> bool {
    rows.first().is_some_and(|row| row.cells.len() > 1 && bullet(&row.cells).is_none())
}

fn nearest(places: &[Cell], cell: &Cell) -> usize {
    let distance = |place: &Cell| {
        (place.x - cell.x).abs().min((place.end - cell.end).abs()).min(((place.x + place.end) - (cell.x + cell.end)).abs() / 2.0)
    };
    places.iter().enumerate().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map_or(0, |(at, _)| at)
}

/// The text of a list item whose line begins with a bullet or a number, the number kept.
fn bullet(cells: &[Cell]) -> Option<String> {
    let whole = cells.iter().map(Cell::text).collect::<Vec<_>>().join(" ");
    if let Some(rest) = whole.trim_start().strip_prefix(['•', '◦', '▪', '‣', '○', '●', '■', '□', '☐', '✓', '\u{f0b7}'])
    {
        return Some(rest.trim_start().to_owned());
    }
    let (mark, rest) = whole.split_once(' ')?;
    if matches!(mark, "·" | "–" | "-") {
        return Some(rest.to_owned());
    }
    let number = mark.strip_suffix(['.', ')'])?;
    let numbered = !number.is_empty() && number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit());
    numbered.then(|| whole.clone())
}

fn unfinished(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim_end().ends_with(['.', '!', '?', ':', ';']))
}

fn starts_lower(row: &Row) -> bool {
    row.text().trim_start().starts_with(char::is_lowercase)
}
