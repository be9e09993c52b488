#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::path::PathBuf;

mod formats;
mod hostile;
mod properties;

#[test]
#[ignore = "prints the chunks of a file: FILE=… cargo test -p knowledge show -- --ignored --nocapture"]
fn show() {
    let path = PathBuf::from(std::env::var("FILE").unwrap());
    let bytes = std::fs::read(&path).unwrap();
    let document = super::parse(&bytes, path.file_name().unwrap().to_str().unwrap()).unwrap();
    println!("title {:?}, pages {:?}, blocks {}", document.title, document.page_count, document.blocks.len());
    if std::env::var("BLOCKS").is_ok() {
        for block in &document.blocks {
            println!("{:?} {:?} {:?} {}", block.page, block.kind, block.heading_path.last(), block.text);
        }
        return;
    }
    let title = document.title.clone().unwrap_or_default();
    for chunk in crate::chunk::chunk(&document, &title) {
        println!("--- {:?} tokens {}\n{}", chunk.locator, crate::chunk::tokens(&chunk.content), chunk.content);
    }
}
