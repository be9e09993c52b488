//! Writing chunks with their lexemes and vectors.

use kernel::{Result, TenantTx};
use uuid::Uuid;

use crate::analyse::Lexemes;
use crate::chunk::Chunk;
use crate::embed::Embedding;

/// Rows of one statement: about a megabyte on the wire.
const ROWS: usize = 200;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Source {
    Document(Uuid),
    /// Each chunk is another item.
    Catalogue,
}

pub(crate) struct NewChunk {
    pub(crate) chunk: Chunk,
    pub(crate) lexemes: Lexemes,
    pub(crate) vector: Embedding,
    pub(crate) sentences: Vec<Embedding>,
    /// For a catalogue item: its id, and the hash of its text.
    pub(crate) hash: Option<(Uuid, Vec<u8>)>,
}

pub(crate) async fn insert_chunks(tx: &mut TenantTx, source: Source, model: &str, rows: &[NewChunk]) -> Result<()> {
    let (document_id, catalogue) = match source {
        Source::Document(id) => (Some(id), false),
        Source::Catalogue => (None, true),
    };
    let mut first: i32 = 0;
    for rows in rows.chunks(ROWS) {
        let count = i32::try_from(rows.len()).unwrap_or(i32::MAX);
        let positions: Vec<i32> = if catalogue { vec![0; rows.len()] } else { (first..first.saturating_add(count)).collect() };
        first = first.saturating_add(count);
        let ids: Vec<Uuid> = rows.iter().map(|_| tx.new_id()).collect();
        insert_rows(tx, document_id, &ids, &positions, rows).await?;
        insert_vectors(tx, catalogue, model, &ids, rows).await?;
    }
    Ok(())
}

/// Separates headings in a parameter; cleaned text holds no control characters.
const SEPARATOR: &str = "\u{1f}";

#[allow(clippy::as_conversions, reason = "how sqlx is told that elements may be null")]
async fn insert_rows(tx: &mut TenantTx, document_id: Option<Uuid>, ids: &[Uuid], positions: &[i32], rows: &[NewChunk]) -> Result<()> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        r#"INSERT INTO chunks (tenant_id, id, document_id, catalogue_item_id, position, heading_path, page, locator, content, lexemes, lexeme_count, content_hash, created_at)
           SELECT $1, r.id, $2, r.item, r.position, array_remove(string_to_array(r.headings, E'\x1f'), ''), r.page, r.locator, r.content, r.lexemes::tsvector, r.lexeme_count, r.hash, $12
           FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::int[], $8::text[], $9::text[], $10::text[], $11::int[], $13::bytea[])
             AS r (id, item, position, headings, page, locator, content, lexemes, lexeme_count, hash)"#,
        tenant_id,
        document_id,
        ids,
        &rows.iter().map(|row| row.hash.as_ref().map(|(item, _)| *item)).collect::<Vec<_>>() as &[Option<Uuid>],
        positions,
        &rows.iter().map(|row| row.chunk.heading_path.join(SEPARATOR)).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.chunk.page.and_then(|page| i32::try_from(page).ok())).collect::<Vec<_>>() as &[Option<i32>],
        &rows.iter().map(|row| row.chunk.locator.clone()).collect::<Vec<_>>() as &[Option<String>],
        &rows.iter().map(|row| row.chunk.content.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.lexemes.tsvector.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.lexemes.count).collect::<Vec<_>>(),
        now,
        &rows.iter().map(|row| row.hash.as_ref().map(|(_, hash)| hash.clone())).collect::<Vec<_>>() as &[Option<Vec<u8>>],
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_vectors(tx: &mut TenantTx, catalogue: bool, model: &str, ids: &[Uuid], rows: &[NewChunk]) -> Result<()> {
    let tenant_id = tx.tenant_id();
    let dimensions = rows.first().map_or(0, |row| i16::try_from(row.vector.len()).unwrap_or(i16::MAX));
    sqlx::query!(
        "INSERT INTO chunk_embeddings (tenant_id, chunk_id, catalogue, model, dimensions, embedding)
         SELECT $1, r.id, $2, $3, $4, r.embedding::halfvec FROM unnest($5::uuid[], $6::text[]) AS r (id, embedding)",
        tenant_id,
        catalogue,
        model,
        dimensions,
        ids,
        &rows.iter().map(|row| vector_text(&row.vector)).collect::<Vec<_>>(),
    )
    .execute(&mut **tx)
    .await?;
    let (ids, sentences): (Vec<Uuid>, Vec<String>) =
        ids.iter().zip(rows).filter(|(_, row)| !row.sentences.is_empty()).map(|(id, row)| (*id, vectors_text(&row.sentences))).unzip();
    sqlx::query!(
        "INSERT INTO chunk_sentences (tenant_id, chunk_id, embeddings)
         SELECT $1, r.id, r.embeddings::halfvec[] FROM unnest($2::uuid[], $3::text[]) AS r (id, embeddings)",
        tenant_id,
        &ids,
        &sentences,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// As PostgreSQL writes an array: `{"[1,2]","[3,4]"}`.
fn vectors_text(vectors: &[Embedding]) -> String {
    let quoted: Vec<String> = vectors.iter().map(|vector| format!("\"{}\"", vector_text(vector))).collect();
    format!("{{{}}}", quoted.join(","))
}

fn vector_text(vector: &[f32]) -> String {
    let numbers: Vec<String> = vector.iter().map(|x| format!("{x:.6}")).collect();
    format!("[{}]", numbers.join(","))
}
