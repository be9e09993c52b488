//! Catalogue items as text, and the job that keeps them findable. What is shown of an item is always rendered from its row
//! as it is now; only what it is found by is stored.

use std::fmt::Write;
use std::sync::Arc;

use async_trait::async_trait;
use contracts::grounding::CatalogueFact;
use jobs::{Handler, Job};
use kernel::{Result, TenantTx};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Knowledge;
use crate::chunk::Chunk;
use crate::ingest::chunk_lexemes;
use crate::write::{NewChunk, Source, insert_chunks};

pub const KIND: &str = "knowledge.catalogue";
const BATCH: usize = 16;

/// The payload of a job made from the event `catalogue.changed`.
#[derive(Deserialize)]
struct Payload {
    data: Changed,
}

#[derive(Deserialize)]
struct Changed {
    item_ids: Vec<Uuid>,
}

pub(crate) struct IndexItems(pub(crate) Arc<Knowledge>);

#[async_trait]
impl Handler for IndexItems {
    async fn run(&self, job: &Job) -> Result<()> {
        let payload: Payload = job.payload()?;
        for ids in payload.data.item_ids.chunks(BATCH) {
            self.index(job, ids).await?;
        }
        Ok(())
    }
}

impl IndexItems {
    async fn index(&self, job: &Job, ids: &[Uuid]) -> Result<()> {
        let mut tx = self.0.db.tenant(&job.ctx()).await?;
        let items = facts(&mut tx, ids).await?;
        let known = hashes(&mut tx, ids).await?;
        drop(tx);
        let model = self.0.embedder.model();
        let changed: Vec<(CatalogueFact, String, Vec<u8>)> = items
            .into_iter()
            .map(|item| {
                let text = searchable(&item);
                // Another model's vectors are as good as none.
                let hash = Sha256::digest(format!("{model}\n{text}")).to_vec();
                (item, text, hash)
            })
            .filter(|(item, _, hash)| !known.iter().any(|(id, old)| id == &item.id && old.as_ref() == Some(hash)))
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let vectors = self
            .0
            .embedder
            .embed_batch(changed.iter().map(|(_, text, _)| text.clone()).collect())
            .await
            .map_err(|error| crate::embedding_problem(&error))?;
        let rows: Vec<NewChunk> = changed
            .into_iter()
            .zip(vectors)
            .map(|((item, text, hash), vector)| {
                let chunk = Chunk { heading_path: Vec::new(), page: None, locator: None, content: text };
                let lexemes = chunk_lexemes(&chunk, "");
                NewChunk { chunk, lexemes, vector, sentences: Vec::new(), hash: Some((item.id, hash)) }
            })
            .collect();
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.hash.as_ref().map(|(id, _)| *id)).collect();
        let mut tx = self.0.db.tenant(&job.ctx()).await?;
        let tenant_id = tx.tenant_id();
        // An item removed meanwhile has no row to point to; its lock keeps it till the end.
        let alive = sqlx::query_scalar!(
            "SELECT id FROM catalogue_items WHERE tenant_id = $1 AND id = ANY($2) ORDER BY id FOR KEY SHARE",
            tenant_id,
            &ids
        )
        .fetch_all(&mut *tx)
        .await?;
        let rows: Vec<NewChunk> = rows.into_iter().filter(|row| row.hash.as_ref().is_some_and(|(id, _)| alive.contains(id))).collect();
        sqlx::query!("DELETE FROM chunks WHERE tenant_id = $1 AND catalogue_item_id = ANY($2)", tenant_id, &ids).execute(&mut *tx).await?;
        insert_chunks(&mut tx, Source::Catalogue, model, &rows).await?;
        tx.commit().await
    }
}

async fn hashes(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<(Uuid, Option<Vec<u8>>)>> {
    let tenant_id = tx.tenant_id();
    let rows = sqlx::query!(
        r#"SELECT catalogue_item_id AS "id!", content_hash FROM chunks WHERE tenant_id = $1 AND catalogue_item_id = ANY($2)"#,
        tenant_id,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.content_hash)).collect())
}

/// The rows as they are now, in no order.
pub(crate) async fn facts(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<CatalogueFact>> {
    let tenant_id = tx.tenant_id();
    let facts = sqlx::query_as!(
        CatalogueFact,
        "SELECT id, sku, name, price_amount, price_currency, stock, attributes, url, updated_at
         FROM catalogue_items WHERE tenant_id = $1 AND id = ANY($2)",
        tenant_id,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(facts)
}

/// What an item is found by: all but price and stock, which change daily and are asked of the row itself.
fn searchable(item: &CatalogueFact) -> String {
    let mut text = item.name.clone();
    attributes(item, &mut text);
    let _ = write!(text, "\nSKU: {}", item.sku);
    text
}

/// An item as a passage: one fact a line.
pub(crate) fn passage(item: &CatalogueFact) -> String {
    let mut text = item.name.clone();
    let _ = write!(text, "\nPrice: {}", money(item.price_amount, &item.price_currency));
    match item.stock {
        0 => text.push_str("\nIn stock: 0 (not available right now)"),
        stock => {
            let _ = write!(text, "\nIn stock: {stock}");
        }
    }
    attributes(item, &mut text);
    let _ = write!(text, "\nSKU: {}", item.sku);
    text
}

fn attributes(item: &CatalogueFact, text: &mut String) {
    let Some(attributes) = item.attributes.as_object() else { return };
    for (key, value) in attributes {
        let value = match value {
            Value::String(value) => value.clone(),
            Value::Number(value) => number(key, value),
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            Value::Null | Value::Object(_) => continue,
        };
        let _ = write!(text, "\n{}: {value}", label(key));
    }
}

fn number(key: &str, value: &serde_json::Number) -> String {
    match value.as_i64() {
        // A year takes no comma.
        Some(whole) if key == "year" => whole.to_string(),
        Some(whole) => grouped(whole),
        None => value.to_string(),
    }
}

/// `mileage_miles` reads "Mileage (miles)", `exterior_color` "Exterior color".
pub(crate) fn label(key: &str) -> String {
    let (key, unit) = match key.rsplit_once('_') {
        Some((key, unit @ ("miles" | "km" | "kwh" | "kw" | "lb" | "kg"))) => (key, Some(unit)),
        _ => (key, None),
    };
    let words = match key {
        "mpg_city" => "MPG city".to_owned(),
        "mpg_highway" => "MPG highway".to_owned(),
        "vin" => "VIN".to_owned(),
        key => {
            let words = key.replace('_', " ");
            let mut chars = words.chars();
            chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
        }
    };
    match unit {
        Some(unit) => format!("{words} ({unit})"),
        None => words,
    }
}

fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// Minor units as people write them; cents only where there are some.
pub(crate) fn money(amount: i64, currency: &str) -> String {
    let digits: u32 = match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        "BHD" | "KWD" | "OMR" | "JOD" | "TND" => 3,
        _ => 2,
    };
    let unit = 10_i64.pow(digits);
    let (whole, rest) = (amount / unit, amount % unit);
    let mut number = grouped(whole);
    if rest != 0 {
        let _ = write!(number, ".{rest:0width$}", width = usize::try_from(digits).unwrap_or(2));
    }
    match currency {
        "USD" => format!("${number}"),
        "EUR" => format!("€{number}"),
        "GBP" => format!("£{number}"),
        other => format!("{other} {number}"),
    }
}
