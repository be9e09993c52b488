//! Whatever comes in: nothing panics, and chunks lose no word.

use proptest::prelude::*;

use crate::chunk::{chunk, tokens};
use crate::parse::{Block, BlockKind, ParsedDocument, parse};

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().filter(|word| *word != "-" && *word != "›").map(str::to_owned).collect()
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let text = proptest::collection::vec("[a-zA-Z0-9?.,;:äß]{1,14}", 1..260).prop_map(|words| words.join(" "));
    let kind = prop_oneof![Just(BlockKind::Paragraph), Just(BlockKind::ListItem), Just(BlockKind::TableRow), Just(BlockKind::Code)];
    let block = (proptest::collection::vec("[A-C]", 0..3), proptest::option::of(1_u32..4), kind, text)
        .prop_map(|(heading_path, page, kind, text)| Block { heading_path, page, kind, text });
    proptest::collection::vec(block, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn chunks_lose_no_text_and_stay_small(blocks in blocks()) {
        let document = ParsedDocument { title: None, blocks, page_count: None };
        let chunks = chunk(&document, "Title");
        let all: Vec<String> = chunks.iter().flat_map(|chunk| words(&chunk.content)).collect();
        // Every block's words are there in order; overlap only repeats.
        let mut at = 0;
        for word in document.blocks.iter().flat_map(|block| words(&block.text)) {
            match all.iter().skip(at).position(|found| *found == word) {
                Some(further) => at += further + 1,
                None => prop_assert!(false, "{word:?} is lost"),
            }
        }
        for made in &chunks {
            prop_assert!(tokens(&made.content) <= 260, "{} tokens", tokens(&made.content));
            prop_assert!(!made.content.trim().is_empty());
        }
    }

    #[test]
    fn chunks_keep_to_one_top_heading(blocks in blocks()) {
        let document = ParsedDocument { title: None, blocks, page_count: None };
        let mut rest = document.blocks.as_slice();
        for made in chunk(&document, "Title") {
            let top = made.heading_path.first();
            let first = words(&made.content);
            // The block that holds the chunk's last word stands under the chunk's top heading.
            let last = first.last().cloned().unwrap_or_default();
            prop_assert!(document.blocks.iter().any(|block| block.heading_path.first() == top && words(&block.text).contains(&last)) || top.is_none());
            rest = rest.get(1..).unwrap_or_default();
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in "[a-z]{1,5}\\.(pdf|docx|html|md|txt|csv)") {
        let _ = parse(&bytes, &name);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,300}", name in "[a-z]{1,5}\\.(html|md|txt|csv)", start in prop_oneof![Just(""), Just("<html>"), Just("%PDF-1.4 "), Just("# x\n")]) {
        let _ = parse(format!("{start}{text}").as_bytes(), &name);
    }
}
