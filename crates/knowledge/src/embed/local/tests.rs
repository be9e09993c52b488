#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::disallowed_methods)]
use std::time::Instant;

use super::*;

/// The model where `run` puts it, or where the setting says; tests of meaning are skipped without it.
fn embedder() -> Option<LocalEmbedder> {
    let folder = std::env::var("DEALSMART_MODEL_DIR")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.dealsmart/models/all-minilm-l6-v2"), PathBuf::from);
    folder.join("model.safetensors").exists().then(|| LocalEmbedder::new(&folder).unwrap())
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[tokio::test]
async fn meaning_is_near_where_words_differ() {
    let Some(embedder) = embedder() else { return };
    let texts =
        ["A man is eating food.", "A man is eating a piece of bread.", "A monkey is playing drums.", "The girl is carrying a baby."];
    let vectors = embedder.embed_batch(texts.iter().map(|text| (*text).to_owned()).collect()).await.unwrap();
    // Published for this model by its makers' paraphrase example: 0.755 for the first pair.
    let near = cosine(&vectors[0], &vectors[1]);
    assert!((near - 0.755).abs() < 0.01, "{near}");
    assert!(cosine(&vectors[0], &vectors[2]) < 0.2);
    assert!((cosine(&vectors[3], &vectors[3]) - 1.0).abs() < 1e-4);
    // The same text alone and in a batch.
    let alone = embedder.embed_query(texts[1]).await.unwrap();
    assert!(cosine(&alone, &vectors[1]) > 0.9999);
    assert_eq!(alone.len(), LocalEmbedder::DIMENSIONS);
}

#[tokio::test]
async fn odd_texts_have_vectors() {
    let Some(embedder) = embedder() else { return };
    let texts = vec![String::new(), "\u{0}\u{fffd}".to_owned(), "x".repeat(100_000), "多语言 текст".to_owned()];
    let vectors = embedder.embed_batch(texts).await.unwrap();
    assert_eq!(vectors.len(), 4);
    assert!(vectors.iter().all(|vector| vector.iter().all(|x| x.is_finite())));
}

#[tokio::test]
async fn a_missing_model_is_named() {
    let embedder = LocalEmbedder::new(Path::new("/nonexistent/model")).unwrap();
    assert!(matches!(embedder.check().await, Err(EmbedError::Unavailable(_))));
    assert!(matches!(embedder.embed_query("x").await, Err(EmbedError::Unavailable(_))));
}

#[tokio::test]
#[ignore = "a measurement: cargo test -p knowledge --release speed -- --ignored --nocapture"]
async fn speed() {
    let Some(embedder) = embedder() else { return };
    let question = "how long does the battery warranty last on a used electric car that was bought from another dealer";
    let passage =
        "The battery is covered for eight years or one hundred thousand miles, whichever comes first, against loss of capacity. ".repeat(5);
    embedder.embed_query("warm").await.unwrap();
    for (name, text) in [("query", question), ("passage", passage.as_str())] {
        let mut times: Vec<f64> = Vec::new();
        for i in 0..50 {
            let start = Instant::now();
            embedder.embed_query(&format!("{text} {i}")).await.unwrap();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        println!("{name}: p50 {:.1} ms, p95 {:.1} ms", times[25], times[47]);
    }
    let start = Instant::now();
    embedder.embed_batch(vec![passage; 64]).await.unwrap();
    println!("batch of 64: {:.1} ms each", start.elapsed().as_secs_f64() * 1e3 / 64.0);
}
