//! What each parser keeps.

use std::io::Write;

use crate::parse::{Block, BlockKind, ParsedDocument, parse};

fn read(text: &str, name: &str) -> ParsedDocument {
    parse(text.as_bytes(), name).unwrap()
}

fn texts(document: &ParsedDocument) -> Vec<&str> {
    document.blocks.iter().map(|block| block.text.as_str()).collect()
}

fn find<'a>(document: &'a ParsedDocument, part: &str) -> &'a Block {
    document.blocks.iter().find(|block| block.text.contains(part)).unwrap_or_else(|| panic!("{part:?} not in {:?}", texts(document)))
}

#[test]
fn html_keeps_the_content_and_drops_the_frame() {
    let document = read(
        "<!doctype html><html><head><title>Hours</title><style>p{}</style></head><body><nav>Home</nav><main><h1>Opening hours</h1>\
         <p>We are&nbsp;open <b>daily</b>.</p><h2>Holidays</h2><ul><li>Closed on <i>New Year</i></li></ul>\
         <table><tr><th>Day</th><th>Opens</th></tr><tr><td>Monday</td><td>9:00</td></tr></table>\
         <table><tr><th>Phone</th><td>555-0100</td></tr></table>\
         <dl><dt>Parking</dt><dd>Free</dd></dl><script>alert(1)</script></main><footer>Imprint</footer></body></html>",
        "hours.html",
    );
    assert_eq!(document.title.as_deref(), Some("Hours"));
    assert_eq!(
        texts(&document),
        ["We are open daily.", "Closed on New Year", "Day: Monday; Opens: 9:00", "Phone: 555-0100", "Parking: Free"]
    );
    assert_eq!(document.blocks[1].heading_path, ["Opening hours", "Holidays"]);
    assert_eq!(document.blocks[1].kind, BlockKind::ListItem);
    assert_eq!(document.blocks[2].kind, BlockKind::TableRow);
}

#[test]
fn markdown_keeps_headings_lists_tables_and_code() {
    let document = read(
        "---\ntitle: Returns\n---\n# Returns\n\nWithin [seven days](https://x.example) or **500 miles**.\n\n## Fees\n\n- restocking: $150\n- none for *exchanges*\n\n\
         | Item | Fee |\n|---|---|\n| Late return | $35 |\n\n```\n# not a heading\n```\n",
        "returns.md",
    );
    assert_eq!(document.title.as_deref(), Some("Returns"));
    assert_eq!(
        texts(&document),
        ["Within seven days or 500 miles.", "restocking: $150", "none for exchanges", "Item: Late return; Fee: $35", "# not a heading"]
    );
    assert_eq!(find(&document, "Late").heading_path, ["Returns", "Fees"]);
}

#[test]
fn plain_text_joins_lines_and_finds_headings() {
    let document = read(
        "OPENING HOURS\n\nWe are open every day of the week except on pub-\nlic holidays.\n\nContact\n=======\nCall us.\n- or write\n",
        "a.txt",
    );
    assert_eq!(texts(&document), ["We are open every day of the week except on public holidays.", "Call us.", "or write"]);
    assert_eq!(find(&document, "Call").heading_path, ["Contact"]);
}

#[test]
fn csv_rows_name_their_columns() {
    let document = read("Part;Price;Stock\n\"Filter; oil\";$12;4\nWiper;;9\n", "parts.csv");
    assert_eq!(texts(&document), ["Part: Filter; oil; Price: $12; Stock: 4", "Part: Wiper; Stock: 9"]);
}

#[test]
fn a_heading_with_nothing_under_it_is_not_lost() {
    let document = read("# A\n\n## B\n\n## C\n\ntext\n\n# Last\n", "a.md");
    assert_eq!(texts(&document), ["B", "text", "Last"]);
}

fn docx(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    write!(zip, r#"<?xml version="1.0"?><w:document xmlns:w="x"><w:body>{body}</w:body></w:document>"#).unwrap();
    zip.start_file("word/styles.xml", options).unwrap();
    zip.write_all(br#"<w:styles xmlns:w="x"><w:style w:styleId="U1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Kind"><w:basedOn w:val="U1"/></w:style><w:style w:styleId="L"><w:name w:val="List Bullet"/></w:style></w:styles>"#)
        .unwrap();
    zip.finish().unwrap().into_inner()
}

fn paragraph(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

#[test]
fn docx_keeps_headings_lists_and_tables() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let body = [
        paragraph("U1", "Warranty"),
        r#"<w:p><w:r><w:t>Covers A&amp;B </w:t></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>fully.</w:t><w:br/><w:t>Ask.</w:t></w:r></w:p>"#.to_owned(),
        paragraph("L", "first"),
        paragraph("Kind", "Prices"),
        format!("<w:tbl>{}{}</w:tbl>", row("Plan", "Price"), row("Gold", "$99")),
    ]
    .concat();
    let document = parse(&docx(&body), "a.docx").unwrap();
    assert_eq!(texts(&document), ["Covers A&B fully. Ask.", "first", "Plan: Gold; Price: $99"]);
    assert_eq!(document.blocks[0].heading_path, ["Warranty"]);
    assert_eq!(document.blocks[1].kind, BlockKind::ListItem);
    assert_eq!(document.blocks[2].heading_path, ["Prices"]);
}

#[test]
fn the_demo_s_pdf_is_read_as_a_person_reads_it() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/documents/financing-and-leasing-guide.pdf");
    let document = parse(&std::fs::read(path).unwrap(), "financing.pdf").unwrap();
    assert_eq!(document.page_count, Some(6));
    let row = find(&document, "Cryptocurrency, money orders, third-party checks");
    assert_eq!(row.text, "Method: Cryptocurrency, money orders, third-party checks; Limit: Not accepted; Remarks: –");
    assert_eq!(row.page, Some(1));
    assert!(row.heading_path.iter().any(|heading| heading == "1. Ways to pay"));
    assert_eq!(find(&document, "two recent pay stubs").kind, BlockKind::ListItem);
    // Running feet are no text.
    assert!(document.blocks.iter().all(|block| !block.text.starts_with("Page ")));
}
