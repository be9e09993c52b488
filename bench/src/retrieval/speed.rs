use std::time::Instant;

use anyhow::Context;
use contracts::Retriever;
use kernel::TenantCtx;
use knowledge::chunk::sentences;
use uuid::Uuid;

use super::Bench;
use super::load::{self, Loaded};

const ROWS: usize = 500;

pub(crate) async fn run(bench: &Bench, chunks: usize, questions: usize, keep: bool) -> anyhow::Result<()> {
    let ctx = match keep.then_some(largest(bench).await?).flatten() {
        Some(ctx) => ctx,
        None => fill(bench, chunks).await?,
    };
    let mut tx = bench.db.tenant(&ctx).await?;
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM chunks WHERE tenant_id = $1").bind(ctx.tenant_id).fetch_one(&mut *tx).await?;
    drop(tx);
    let asked: Vec<String> = std::fs::read_to_string("bench/questions/northwind.jsonl")?
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|question| question.get("question").and_then(|text| text.as_str()).map(str::to_owned))
        .collect();
    anyhow::ensure!(!asked.is_empty(), "no questions");
    for question in asked.iter().take(20) {
        bench.knowledge.retrieve(&ctx, &format!("warming up: {question}"), 10).await?;
    }
    let (mut whole, mut embedding) = (Vec::new(), Vec::new());
    for (n, question) in asked.iter().cycle().take(questions).enumerate() {
        // A text never asked before, so that no cache answers.
        let question = format!("{question} {n}");
        let started = Instant::now();
        bench.knowledge.retrieve(&ctx, &question, 10).await?;
        whole.push(started.elapsed().as_secs_f64() * 1e3);
        let started = Instant::now();
        bench.knowledge.embedder().embed_query(&format!("{question} again")).await?;
        embedding.push(started.elapsed().as_secs_f64() * 1e3);
    }
    println!("retrieval over {count} chunks, {questions} questions one after another");
    print("question with its embedding", &mut whole);
    print("embedding alone", &mut embedding);
    println!("limit: p95 50 ms; ratio {:.2}", percentile(&whole, 0.95) / 50.0);
    Ok(())
}

fn print(name: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    println!(
        "{name:<30} p50 {:>6.1} ms  p95 {:>6.1} ms  p99 {:>6.1} ms",
        percentile(times, 0.5),
        percentile(times, 0.95),
        percentile(times, 0.99)
    );
}

fn percentile(sorted: &[f64], share: f64) -> f64 {
    let count = u32::try_from(sorted.len()).unwrap_or(u32::MAX);
    let at: usize = format!("{:.0}", (f64::from(count.saturating_sub(1)) * share).ceil()).parse().unwrap_or(0);
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

/// The tenant of an earlier run. `knowledge_stats` tells without counting.
async fn largest(bench: &Bench) -> anyhow::Result<Option<TenantCtx>> {
    let text = std::fs::read_to_string("target/bench-retrieval-tenant").ok();
    let Some(id) = text.and_then(|text| text.trim().parse::<Uuid>().ok()) else { return Ok(None) };
    let ctx = TenantCtx::system(id);
    let mut tx = bench.db.tenant(&ctx).await?;
    let chunks: Option<i64> = sqlx::query_scalar("SELECT chunk_count FROM knowledge_stats WHERE tenant_id = $1 AND NOT catalogue")
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
    Ok(chunks.map(|_| ctx))
}

/// The demo's own chunks and catalogue, and around them texts put together from their sentences, with vectors between
/// those of two real chunks.
async fn fill(bench: &Bench, chunks: usize) -> anyhow::Result<TenantCtx> {
    load::start(bench);
    let loaded = load::folder(bench, &bench.arguments.demo).await?;
    let started = Instant::now();
    let ctx = loaded.ctx.clone();
    let mut tx = bench.db.tenant(&ctx).await?;
    let vectors: Vec<Vec<f32>> = sqlx::query_scalar::<_, String>("SELECT embedding::text FROM chunk_embeddings WHERE tenant_id = $1")
        .bind(ctx.tenant_id)
        .fetch_all(&mut *tx)
        .await?
        .iter()
        .map(|text| serde_json::from_str(text))
        .collect::<Result<_, _>>()
        .context("vectors")?;
    drop(tx);
    let made = Made { sentences: pool(&loaded), vectors };
    let mut seed: u64 = 1;
    let mut left = chunks.saturating_sub(loaded.texts.len());
    while left > 0 {
        let rows = left.min(ROWS);
        write(bench, &ctx, &made, rows, &mut seed).await?;
        left -= rows;
    }
    let mut tx = bench.db.tenant(&ctx).await?;
    // As autovacuum does in time.
    drop(sqlx::query("SELECT 1").execute(&mut *tx).await);
    drop(tx);
    std::fs::write("target/bench-retrieval-tenant", ctx.tenant_id.to_string())?;
    println!("{chunks} chunks written in {:.0} s", started.elapsed().as_secs_f64());
    Ok(ctx)
}

struct Made {
    sentences: Vec<String>,
    vectors: Vec<Vec<f32>>,
}

fn pool(loaded: &Loaded) -> Vec<String> {
    loaded.texts.iter().flat_map(|(_, text)| text.lines().flat_map(sentences).collect::<Vec<_>>()).collect()
}

/// xorshift: the same texts every time.
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

fn pick<'a, T>(from: &'a [T], seed: &mut u64) -> Option<&'a T> {
    let count = u64::try_from(from.len()).ok().filter(|count| *count > 0)?;
    from.get(usize::try_from(next(seed) % count).ok()?)
}

async fn write(bench: &Bench, ctx: &TenantCtx, made: &Made, rows: usize, seed: &mut u64) -> anyhow::Result<()> {
    let mut tx = bench.db.tenant(ctx).await?;
    let (document, now) = (tx.new_id(), tx.now());
    sqlx::query(
        "INSERT INTO documents (tenant_id, id, title, filename, media_type, size, content_hash, status, progress, created_at, updated_at)
         VALUES ($1, $2, 'Synthetic', 'synthetic.txt', 'text/plain', 1, sha256($2::text::bytea), 'ready', 100, $3, $3)",
    )
    .bind(ctx.tenant_id)
    .bind(document)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let (mut ids, mut positions, mut texts, mut lexemes, mut counts, mut vectors) = (vec![], vec![], vec![], vec![], vec![], vec![]);
    for position in 0_i32..i32::try_from(rows)? {
        // Words of its own, as real texts have, beside the shared ones.
        let mut text: Vec<String> = (0..7).filter_map(|_| pick(&made.sentences, seed).cloned()).collect();
        text.push(format!("Reference {:x} of lot {}.", next(seed) % 50_000, next(seed) % 20_000));
        let text = text.join(" ");
        let analysed = knowledge::analyse::lexemes([text.as_str()]);
        let (a, b) = (pick(&made.vectors, seed).context("no vectors")?, pick(&made.vectors, seed).context("no vectors")?);
        let vector: Vec<String> = a.iter().zip(b).map(|(a, b)| format!("{:.5}", a + b)).collect();
        ids.push(tx.new_id());
        positions.push(position);
        texts.push(text);
        lexemes.push(analysed.tsvector);
        counts.push(analysed.count);
        vectors.push(format!("[{}]", vector.join(",")));
    }
    sqlx::query(
        "INSERT INTO chunks (tenant_id, id, document_id, position, content, lexemes, lexeme_count)
         SELECT $1, r.id, $2, r.position, r.content, r.lexemes::tsvector, r.count FROM unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::int[]) r (id, position, content, lexemes, count)",
    )
    .bind(ctx.tenant_id)
    .bind(document)
    .bind(&ids)
    .bind(&positions)
    .bind(&texts)
    .bind(&lexemes)
    .bind(&counts)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO chunk_embeddings (tenant_id, chunk_id, catalogue, model, dimensions, embedding)
         SELECT $1, r.id, false, $2, 384, l2_normalize(r.v::halfvec(384)) FROM unnest($3::uuid[], $4::text[]) r (id, v)",
    )
    .bind(ctx.tenant_id)
    .bind(bench.knowledge.embedder().model())
    .bind(&ids)
    .bind(&vectors)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}
