//! CSV: each row becomes a block that names its columns.

use super::{BlockKind, Outline, ParseFailure, ParseResult, table_row};

const MAX_COLUMNS: usize = 500;

pub(super) fn parse(text: &str) -> ParseResult {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut outline = Outline::default();
    let mut header: Option<Vec<String>> = None;
    for record in reader.records() {
        let record = record.map_err(|_| ParseFailure::damaged("CSV"))?;
        if record.len() > MAX_COLUMNS {
            return Err(ParseFailure::new("too_many_columns", "The table has more than 500 columns."));
        }
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        match &header {
            None if is_header(&cells) => header = Some(cells),
            None => {
                header = Some(Vec::new());
                outline.block(BlockKind::TableRow, &table_row(&[], &cells))?;
            }
            Some(names) => outline.block(BlockKind::TableRow, &table_row(names, &cells))?,
        }
    }
    // A header alone is text too.
    let mut document = outline.finish()?;
    if document.blocks.is_empty()
        && let Some(names) = header
    {
        let mut outline = Outline::default();
        outline.block(BlockKind::TableRow, &table_row(&[], &names))?;
        document = outline.finish()?;
    }
    Ok(document)
}

/// Column names are not numbers, and none is missing save perhaps the first.
fn is_header(cells: &[String]) -> bool {
    cells.iter().skip(1).all(|cell| !cell.is_empty())
        && cells.iter().all(|cell| cell.len() < 200 && cell.replace([',', '.'], "").parse::<i64>().is_err())
}

/// The separator that splits the first lines most evenly.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(10).collect();
    let score = |separator: char| {
        let counts: Vec<usize> = lines.iter().map(|line| line.matches(separator).count()).collect();
        let least = counts.iter().min().copied().unwrap_or(0);
        (least, counts.first().copied().unwrap_or(0))
    };
    [(',', b','), (';', b';'), ('\t', b'\t'), ('|', b'|')]
        .into_iter()
        .rev()
        .max_by_key(|(separator, _)| score(*separator))
        .map_or(b',', |(_, byte)| byte)
}
