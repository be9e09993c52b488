//! Files that lie, break or attack. Each must end as a document or a failure, within its limits.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::chunk::{chunk, tokens};
use crate::parse::isolate::Parser;
use crate::parse::{ParseFailure, ParsedDocument};

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/it/fixtures/documents").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

async fn parse(bytes: Vec<u8>, name: &str) -> Result<ParsedDocument, ParseFailure> {
    Parser::default().parse(bytes, name).await
}

async fn code(name: &str) -> String {
    match parse(fixture(name), name).await {
        Ok(document) => panic!("{name} was read: {:?}", document.blocks.first()),
        Err(failure) => failure.code,
    }
}

async fn text(name: &str) -> String {
    let document = parse(fixture(name), name).await.unwrap();
    document.blocks.into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn refused_with_a_reason() {
    assert_eq!(code("encrypted.pdf").await, "file_encrypted");
    assert_eq!(code("scanned-only.pdf").await, "pdf_without_text");
    assert_eq!(code("program-renamed.pdf").await, "file_type_unsupported");
    assert_eq!(code("zip-bomb.docx").await, "archive_bomb");
    assert_eq!(code("entity-expansion.docx").await, "file_unsafe");
    assert_eq!(code("empty.txt").await, "file_empty");
    assert_eq!(code("only-spaces.txt").await, "no_text");
    assert_eq!(code("null-bytes.txt").await, "file_type_unsupported");
    for name in ["truncated.pdf", "page-tree-loop.pdf", "no-body.docx"] {
        code(name).await;
    }
}

#[tokio::test]
async fn read_in_spite_of_it() {
    assert!(text("encrypted-empty-password.pdf").await.contains("4471"));
    assert!(text("pdf-renamed.docx").await.contains("9,000 pounds"));
    assert!(text("path-traversal.docx").await.contains("wheel torque is 103 Nm"));
    assert!(text("prompt-injection.pdf").await.contains("blue bin"));
    assert!(text("latin-1.txt").await.contains("Café Müller"));
    assert!(text("latin-1.txt").await.contains('£'));
    assert!(text("utf-16-bom.txt").await.chars().all(|c| c != '\u{fffd}' && c != '\0'));
    assert!(text("invalid-utf-8.txt").await.contains("3,500 pounds"));
}

#[tokio::test]
async fn rows_stay_whole() {
    let document = parse(fixture("quotes-400-rows.csv"), "quotes-400-rows.csv").await.unwrap();
    assert_eq!(document.blocks.len(), 400);
    assert!(document.blocks[399].text.contains("NP-00400"));
}

#[tokio::test]
async fn headings_only_where_markdown_has_them() {
    let document = parse(fixture("code-and-headings.md"), "code-and-headings.md").await.unwrap();
    for block in &document.blocks {
        assert!(block.heading_path.len() <= 6, "{block:?}");
    }
}

#[tokio::test]
async fn very_deep_html_overflows_no_stack() {
    let html = format!("<html><body>{}deep text{}</body></html>", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let started = Instant::now();
    assert_eq!(parse(html.into_bytes(), "deep.html").await.unwrap_err().code, "nested_too_deeply");
    let html = format!("<html><body>{}deep text{}</body></html>", "<div>".repeat(1_900), "</div>".repeat(1_900));
    assert_eq!(parse(html.into_bytes(), "deep.html").await.unwrap().blocks[0].text, "deep text");
    let unclosed = format!("<html><body>{}", "<b><p>x".repeat(15_000));
    let _ = parse(unclosed.into_bytes(), "deep.html").await;
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn endless_lines_and_words_are_cut() {
    for long in ["warranty ".repeat(230_000), "a".repeat(400_000)] {
        let document = parse(long.into_bytes(), "long.txt").await.unwrap();
        let chunks = chunk(&document, "Long");
        assert!(chunks.len() > 100);
        assert!(chunks.iter().all(|chunk| tokens(&chunk.content) <= 300));
    }
}

#[tokio::test]
async fn time_is_limited() {
    let parser = Parser::default().with_wall_clock(Duration::from_millis(1));
    let failure = parser.parse("word ".repeat(1_000_000).into_bytes(), "slow.md").await.unwrap_err();
    assert_eq!(failure.code, "parse_timeout");
}
