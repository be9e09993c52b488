//! PDF to blocks, page by page. A page that the library cannot read is skipped; a file of which none can be read fails.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform};

use super::pdf_layout::{Glyph, Page, layout};
use super::{MAX_TEXT_BYTES, ParseFailure, ParseResult};

const MAX_PAGES: usize = 5_000;

pub(super) fn parse(bytes: &[u8]) -> ParseResult {
    let document = load(bytes)?;
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    if numbers.is_empty() {
        return Err(ParseFailure::damaged("PDF"));
    }
    if numbers.len() > MAX_PAGES {
        return Err(ParseFailure::too_much_text());
    }
    let mut pages = Vec::with_capacity(numbers.len());
    let mut unreadable: usize = 0;
    let mut taken: usize = 0;
    for number in &numbers {
        let mut collector = Collector { page: Page { number: *number, ..Page::default() }, left: MAX_TEXT_BYTES.saturating_sub(taken), full: false };
        let read = catch_unwind(AssertUnwindSafe(|| pdf_extract::output_doc_page(&document, &mut collector, *number)));
        if collector.full {
            return Err(ParseFailure::too_much_text());
        }
        unreadable += usize::from(!matches!(read, Ok(Ok(()))));
        taken = taken.saturating_add(collector.page.glyphs.iter().map(|glyph| glyph.text.len()).sum());
        pages.push(collector.page);
    }
    if unreadable.saturating_mul(2) > numbers.len() {
        return Err(ParseFailure::damaged("PDF"));
    }
    let letters: usize = pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| glyph.text.chars().any(char::is_alphanumeric)).count();
    // A stamp or page number may be real text on a scan.
    if letters < numbers.len().saturating_mul(12) && letters < 400 && (letters < 24 || has_images(&document)) {
        return Err(ParseFailure::new(
            "pdf_without_text",
            "The PDF holds only pictures of its pages and no text. Run text recognition (OCR) on it and upload the result.",
        ));
    }
    let mut parsed = layout(pages)?;
    parsed.title = title(&document).or(parsed.title);
    parsed.page_count = u32::try_from(numbers.len()).ok();
    Ok(parsed)
}

fn load(bytes: &[u8]) -> Result<Document, ParseFailure> {
    let encrypted = || {
        ParseFailure::new("file_encrypted", "The PDF is protected with a password. Remove the protection and upload it again.")
    };
    match Document::load_mem(bytes) {
        Ok(document) if !document.is_encrypted() => Ok(document),
        // Files that anyone may open are often encrypted with the empty password; others stay shut.
        Ok(mut document) => document.decrypt("").map(|()| document).map_err(|_| encrypted()),
        Err(_) if super::detect::find(bytes, b"/Encrypt").is_some() => Err(encrypted()),
        Err(_) => Err(ParseFailure::damaged("PDF")),
    }
}

fn has_images(document: &Document) -> bool {
    document.objects.values().any(|object| {
        object.as_stream().is_ok_and(|stream| stream.dict.get(b"Subtype").and_then(|kind| kind.as_name()).is_ok_and(|name| name == b"Image"))
    })
}

fn title(document: &Document) -> Option<String> {
    let info = document.trailer.get(b"Info").ok()?;
    let info = match info.as_reference() {
        Ok(id) => document.get_dictionary(id).ok()?,
        Err(_) => info.as_dict().ok()?,
    };
    let bytes = info.get(b"Title").ok()?.as_str().ok()?;
    let title = match bytes.strip_prefix(b"\xfe\xff") {
        Some(utf16) => encoding_rs::UTF_16BE.decode(utf16).0.into_owned(),
        None => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    let title = super::clean(&title);
    // Programs leave their own names there.
    let lower = title.to_lowercase();
    let useless = title.len() < 3 || lower.starts_with("microsoft word") || lower.starts_with("untitled") || lower.starts_with("about:") || lower.ends_with(".html");
    (!useless).then(|| title.chars().take(300).collect())
}

struct Collector {
    page: Page,
    left: usize,
    full: bool,
}

impl OutputDev for Collector {
    fn begin_page(&mut self, _number: u32, media_box: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.page.bottom = media_box.lly;
        self.page.height = media_box.ury - media_box.lly;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(&mut self, trm: &Transform, width: f64, spacing: f64, font_size: f64, text: &str) -> Result<(), OutputError> {
        let size = (trm.m21.hypot(trm.m22) * font_size).abs();
        let advance = trm.m11.hypot(trm.m12);
        let glyph = Glyph {
            x: trm.m31,
            y: trm.m32,
            end: trm.m31 + (width * font_size + spacing.min(0.0)) * advance,
            size,
            text: text.to_owned(),
        };
        let upright = trm.m11 > 0.0 && trm.m12.abs() < trm.m11.abs() * 0.1;
        if !upright || ![glyph.x, glyph.y, glyph.end, glyph.size].iter().all(|number| number.is_finite()) || size < 0.5 {
            return Ok(());
        }
        match self.left.checked_sub(text.len()) {
            Some(left) => self.left = left,
            None => {
                self.full = true;
                return Err(OutputError::FormatError(std::fmt::Error));
            }
        }
        self.page.glyphs.push(glyph);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
