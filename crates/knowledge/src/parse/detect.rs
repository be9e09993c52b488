//! What a file is, told by its content. The name only separates kinds of plain text (`.md`, `.csv`) that content cannot.

use super::ParseFailure;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Docx,
    Html,
    Markdown,
    Csv,
    Text,
}

impl Format {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::Csv => "text/csv",
            Self::Text => "text/plain",
        }
    }
}

/// Refuses what cannot become text, with the reason. Looks at the start (and, for ZIP, the directory), never parses.
pub fn detect(bytes: &[u8], filename: &str) -> Result<Format, ParseFailure> {
    if bytes.is_empty() {
        return Err(ParseFailure::new("file_empty", "The file is empty."));
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    // Readers accept a header within the first kilobyte.
    if find(head.get(..head.len().min(1024)).unwrap_or_default(), b"%PDF-").is_some() && !looks_like_text_about_pdf(head) {
        return Ok(Format::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes);
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Err(compound_file(bytes));
    }
    if head.starts_with(b"{\\rtf") {
        return Err(unsupported("RTF", "Save it as DOCX or PDF and upload that."));
    }
    if let Some(kind) = infer::get(head)
        && !matches!(kind.matcher_type(), infer::MatcherType::Text)
    {
        return Err(unsupported(kind.extension().to_uppercase().as_str(), "Upload PDF, DOCX, HTML, Markdown, text or CSV."));
    }
    if is_binary(bytes) {
        return Err(unsupported("binary", "Upload PDF, DOCX, HTML, Markdown, text or CSV."));
    }
    Ok(text_kind(head, filename))
}

fn unsupported(what: &str, advice: &str) -> ParseFailure {
    ParseFailure::new("file_type_unsupported", format!("This is a {what} file, which cannot be read. {advice}"))
}

fn looks_like_text_about_pdf(head: &[u8]) -> bool {
    // "%PDF-" deep inside prose is not a PDF; a real one has it first, or after binary junk.
    let at = find(head, b"%PDF-").unwrap_or(0);
    at > 0 && head.get(..at).unwrap_or_default().iter().all(|b| (0x20..0x7f).contains(b) || matches!(b, b'\n' | b'\r' | b'\t'))
}

/// DOCX is a ZIP; which ZIP is told by names inside, which stand uncompressed in local headers and the directory.
fn zip_kind(bytes: &[u8]) -> Result<Format, ParseFailure> {
    if find(bytes, b"word/document").is_some() {
        return Ok(Format::Docx);
    }
    if find(bytes, b"xl/workbook").is_some() {
        return Err(unsupported("spreadsheet (XLSX)", "Save the sheet as CSV and upload that."));
    }
    if find(bytes, b"ppt/presentation").is_some() {
        return Err(unsupported("presentation (PPTX)", "Save it as PDF and upload that."));
    }
    if find(bytes, b"application/vnd.oasis.opendocument").is_some() {
        return Err(unsupported("OpenDocument", "Save it as DOCX or PDF and upload that."));
    }
    Err(unsupported("ZIP archive", "Upload the documents inside it one by one."))
}

/// Old Office files, and new ones behind a password, share one container.
fn compound_file(bytes: &[u8]) -> ParseFailure {
    let utf16: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    if find(bytes, &utf16).is_some() {
        ParseFailure::new("file_encrypted", "The file is protected with a password. Remove the protection and upload it again.")
    } else {
        unsupported("old Office (DOC, XLS or PPT)", "Save it as DOCX or PDF and upload that.")
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    if has_utf16_mark(bytes) {
        return false;
    }
    let sample = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    if sample.contains(&0) {
        return true;
    }
    let control = sample.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b)).count();
    control.saturating_mul(50) > sample.len()
}

pub(super) fn has_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

fn text_kind(head: &[u8], filename: &str) -> Format {
    let start = if has_utf16_mark(head) { head.iter().copied().filter(|b| *b != 0).collect() } else { head.to_vec() };
    let start = String::from_utf8_lossy(&start).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if is_html(start) {
        return Format::Html;
    }
    let extension = filename.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "md" | "markdown" | "mdown" => Format::Markdown,
        "csv" | "tsv" => Format::Csv,
        "txt" | "text" | "log" => Format::Text,
        _ if looks_like_markdown(start) => Format::Markdown,
        _ => Format::Text,
    }
}

fn is_html(start: &str) -> bool {
    let mut rest = start;
    // Comments and an XML declaration may stand before the first tag.
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("<!--") {
            match after.split_once("-->") {
                Some((_, after)) => rest = after,
                None => return true,
            }
        } else if let Some(after) = rest.strip_prefix("<?xml") {
            match after.split_once("?>") {
                Some((_, after)) => rest = after,
                None => return false,
            }
        } else {
            break;
        }
    }
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<article",
        "<main",
        "<section",
        "<div",
        "<h1",
        "<p>",
        "<table",
        "<ul",
        "<script",
        "<style",
    ]
    .iter()
    .any(|tag| rest.starts_with(tag))
}

fn looks_like_markdown(start: &str) -> bool {
    let headings = start.lines().filter(|line| line.starts_with("# ") || line.starts_with("## ")).count();
    headings >= 1 && start.lines().any(|line| line.starts_with("## ") || line.starts_with("- ") || line.starts_with("| "))
}

pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let mut from = 0;
    loop {
        let at = haystack.get(from..)?.iter().position(|b| b == first)?;
        let start = from + at;
        if haystack.get(start + 1..).is_some_and(|after| after.starts_with(rest)) {
            return Some(start);
        }
        from = start + 1;
    }
}
