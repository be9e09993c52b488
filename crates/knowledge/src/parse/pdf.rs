//! PDF to blocks, page by page. A page that the library cannot read is skipped; a file of which none can be read fails.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, MediaBox, Object, ObjectId, OutputDev, OutputError, PathOp, Transform};

use super::pdf_layout::{Glyph, Page, layout};
use super::{MAX_TEXT_BYTES, ParseFailure, ParseResult};

const MAX_PAGES: usize = 5_000;

pub(super) fn parse(bytes: &[u8]) -> ParseResult {
    let mut document = load(bytes)?;
    expand_widths(&mut document);
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
        let mut collector = Collector {
            page: Page { number: *number, ..Page::default() },
            left: MAX_TEXT_BYTES.saturating_sub(taken),
            full: false,
            dot: None,
        };
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
    let encrypted =
        || ParseFailure::new("file_encrypted", "The PDF is protected with a password. Remove the protection and upload it again.");
    match Document::load_mem(bytes) {
        Ok(document) if !document.is_encrypted() => Ok(document),
        // Files that anyone may open are often encrypted with the empty password; others stay shut.
        Ok(mut document) => document.decrypt("").map(|()| document).map_err(|_| encrypted()),
        Err(_) if super::detect::find(bytes, b"/Encrypt").is_some() => Err(encrypted()),
        Err(_) => Err(ParseFailure::damaged("PDF")),
    }
}

/// The library misreads widths given as ranges (`first last width`), which moves every later glyph of the line; lists of
/// widths (`first [width …]`) it reads right. So ranges are written out as lists.
fn expand_widths(document: &mut Document) {
    const LONGEST: i64 = 4_096;
    let resolved: Vec<(ObjectId, Vec<Object>)> = document
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let widths = object.as_dict().ok()?.get(b"W").ok()?;
            let widths = match widths.as_reference() {
                Ok(target) => document.get_object(target).ok()?,
                Err(_) => widths,
            };
            Some((*id, widths.as_array().ok()?.clone()))
        })
        .collect();
    for (id, widths) in resolved {
        let mut lists = Vec::with_capacity(widths.len());
        let mut rest = widths.as_slice();
        while let [first, second, after @ ..] = rest {
            if second.as_array().is_ok() {
                lists.extend([first.clone(), second.clone()]);
                rest = after;
                continue;
            }
            let [width, after @ ..] = after else { break };
            if let (Ok(from), Ok(to)) = (first.as_i64(), second.as_i64()) {
                let count = to.saturating_sub(from).saturating_add(1).clamp(0, LONGEST);
                lists.extend([first.clone(), Object::Array((0..count).map(|_| width.clone()).collect())]);
            }
            rest = after;
        }
        if let Some(Object::Dictionary(font)) = document.objects.get_mut(&id) {
            font.set("W", Object::Array(lists));
        }
    }
}

fn has_images(document: &Document) -> bool {
    document.objects.values().any(|object| {
        object
            .as_stream()
            .is_ok_and(|stream| stream.dict.get(b"Subtype").and_then(|kind| kind.as_name()).is_ok_and(|name| name == b"Image"))
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
    let useless = title.len() < 3
        || lower.starts_with("microsoft word")
        || lower.starts_with("untitled")
        || lower.starts_with("about:")
        || lower.ends_with(".html");
    (!useless).then(|| title.chars().take(300).collect())
}

struct Collector {
    page: Page,
    left: usize,
    full: bool,
    /// A small filled shape: a list's bullet when text follows beside it.
    dot: Option<Dot>,
}

#[derive(Clone, Copy)]
struct Dot {
    x: f64,
    middle: f64,
    width: f64,
}

impl Collector {
    fn bullet(&mut self, glyph: &Glyph) {
        let Some(dot) = self.dot.take() else { return };
        let beside = glyph.x > dot.x && glyph.x - dot.x < glyph.size * 4.0;
        let level = (glyph.y + glyph.size * 0.35 - dot.middle).abs() < glyph.size * 0.4;
        if beside && level {
            let mark = Glyph { x: dot.x, end: dot.x + dot.width, text: "• ".to_owned(), ..glyph.clone() };
            self.page.glyphs.push(mark);
        }
    }
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
        let glyph =
            Glyph { x: trm.m31, y: trm.m32, end: trm.m31 + (width * font_size + spacing.min(0.0)) * advance, size, text: text.to_owned() };
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
        self.bullet(&glyph);
        self.page.glyphs.push(glyph);
        Ok(())
    }

    fn fill(&mut self, ctm: &Transform, _: &pdf_extract::ColorSpace, _: &[f64], path: &pdf_extract::Path) -> Result<(), OutputError> {
        let mut points = Vec::new();
        for op in path.ops.iter().take(64) {
            match *op {
                PathOp::MoveTo(x, y) | PathOp::LineTo(x, y) | PathOp::CurveTo(_, _, _, _, x, y) => points.push((x, y)),
                PathOp::Rect(x, y, width, height) => points.extend([(x, y), (x + width, y + height)]),
                PathOp::Close => {}
            }
        }
        let place = |(x, y): &(f64, f64)| (ctm.m11 * x + ctm.m21 * y + ctm.m31, ctm.m12 * x + ctm.m22 * y + ctm.m32);
        let span = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)))
        };
        let (left, right) = span(&mut points.iter().map(|point| place(point).0));
        let (low, high) = span(&mut points.iter().map(|point| place(point).1));
        let (width, height) = (right - left, high - low);
        let small = (1.0..8.0).contains(&width) && (1.0..8.0).contains(&height) && (0.6..1.7).contains(&(width / height));
        self.dot = small.then_some(Dot { x: left, middle: f64::midpoint(low, high), width });
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
