//! Files that lie, break off, or blow up: refused with a reason or read as the fixtures' README says, and the next one is
//! read as ever.

use super::assert_refused;
use serde_json::Value;
use std::fs;
use testkit::{Session, TestApp, parser_binary, project};

/// What should become of a fixture.
enum Fate {
    /// Refused at upload with this status, or failed later with a reason.
    Refused,
    /// Read; a question finds these words.
    Read(&'static str),
    /// Either.
    Any,
}

/// Files whose parsers are kept in bounds by the process that they run in, and not in a thread.
const NEED_THE_LIMITS: &[&str] = &["stream-bomb.pdf", "zip-bomb.docx", "page-tree-loop.pdf"];

fn fate(file: &str) -> Fate {
    match file {
        "encrypted.pdf"
        | "scanned-only.pdf"
        | "page-tree-loop.pdf"
        | "stream-bomb.pdf"
        | "program-renamed.pdf"
        | "zip-bomb.docx"
        | "entity-expansion.docx"
        | "no-body.docx"
        | "empty.txt"
        | "only-spaces.txt" => Fate::Refused,
        "prompt-injection.pdf" => Fate::Read("blue bin"),
        "pdf-renamed.docx" => Fate::Read("9,000 pounds"),
        "path-traversal.docx" => Fate::Read("103 Nm"),
        "latin-1.txt" => Fate::Read("Café Müller"),
        "quotes-400-rows.csv" => Fate::Read("NP-00400"),
        "utf-16-bom.txt" | "code-and-headings.md" => Fate::Read(""),
        "encrypted-empty-password.pdf" | "truncated.pdf" | "invalid-utf-8.txt" | "null-bytes.txt" => Fate::Any,
        other => panic!("{other} is new: say here what should become of it"),
    }
}

async fn all_chunks(owner: &Session, id: &str) -> String {
    let mut text = String::new();
    let mut cursor = String::new();
    loop {
        let page = owner.get(&format!("/knowledge/documents/{id}/chunks?limit=200{cursor}")).await;
        for chunk in page.clone().list() {
            text.push_str(chunk["content"].as_str().unwrap());
            text.push('\n');
        }
        match page.json["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return text,
        }
    }
}

async fn assert_read(owner: &Session, file: &str, document: &Value, words: &str) {
    assert_eq!(document["status"], "ready", "{file}: {document}");
    let text = all_chunks(owner, document["id"].as_str().unwrap()).await;
    assert!(text.contains(words), "{file} does not have {words:?}: {text:.500}");
    assert!(!text.contains('\u{0}'));
}

#[tokio::test]
async fn hostile_files_fail_alone_and_with_a_reason() {
    let parser = parser_binary();
    let bounded = parser.is_some();
    let app = TestApp::builder().with_parser(parser).start().await;
    let owner = app.register("Northwind").await;
    let folder = project().join("tests/it/fixtures/documents");
    let mut files: Vec<String> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    files.retain(|file| file != "README.md" && file != "make.py");
    files.sort();
    assert!(files.len() >= 20);
    let mut uploaded = Vec::new();
    for file in files {
        if NEED_THE_LIMITS.contains(&file.as_str()) && !bounded {
            eprintln!("{file} is left out: the program's binary is not built, so there is no process to bound");
            continue;
        }
        let reply = owner.upload(&file, &fs::read(folder.join(&file)).unwrap()).await;
        if reply.status == 202 {
            uploaded.push((file, reply.json["data"]["id"].as_str().unwrap().to_owned()));
        } else {
            assert_refused(&reply, &file);
            assert!(!matches!(fate(&file), Fate::Read(_)), "{file} was refused: {}", reply.text);
        }
    }
    for (file, id) in uploaded {
        let document = owner.settled(&id).await;
        if document["status"] == "failed" {
            for part in ["code", "message"] {
                assert!(
                    document["error"][part].as_str().is_some_and(|text| !text.is_empty()),
                    "{file} failed without a {part}: {document}"
                );
            }
        }
        match fate(&file) {
            Fate::Refused => assert_eq!(document["status"], "failed", "{file}: {document}"),
            Fate::Read(words) => assert_read(&owner, &file, &document, words).await,
            Fate::Any => {}
        }
    }
    let well = owner.upload_and_wait("well.md", b"# Opening hours\n\nThe yard opens at a quarter past six.\n").await;
    assert_read(&owner, "well.md", &well, "a quarter past six").await;
    assert!(!std::path::Path::new("/tmp/northwind-escaped.txt").exists(), "an archive wrote outside");
}

#[tokio::test]
async fn shapes_that_no_person_writes_are_cut_or_refused() {
    let app = TestApp::builder().with_parser(parser_binary()).start().await;
    let owner = app.register("Northwind").await;
    let deep = format!("<html><body>{}deep text{}</body></html>", "<div>".repeat(20_000), "</div>".repeat(20_000));
    for (file, content) in [("one-line.txt", "warranty ".repeat(4_000)), ("one-word.txt", "a".repeat(200_000)), ("deep.html", deep)] {
        let document = owner.upload_and_wait(file, content.as_bytes()).await;
        if document["status"] == "ready" {
            let id = document["id"].as_str().unwrap();
            for chunk in owner.get(&format!("/knowledge/documents/{id}/chunks?limit=200")).await.list() {
                assert!(chunk["content"].as_str().unwrap().chars().count() <= 4_000, "{file}: a chunk is too long");
            }
        } else {
            assert!(document["error"]["message"].as_str().is_some_and(|m| !m.is_empty()), "{file}: {document}");
        }
    }
    app.api().get("/status").await.expect(200);
}

#[tokio::test]
async fn a_file_over_the_limit_is_too_large() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let reply = owner.upload("large.txt", &vec![b'a'; 50 * 1024 * 1024 + 1]).await;
    assert_refused(&reply, "50 MiB and a byte");
    assert_eq!(reply.status, 413, "{}", reply.text);
    assert!(owner.get("/knowledge/documents").await.list().is_empty());
}
