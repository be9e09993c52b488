//! A tenant with a folder's documents and catalogue, through the same jobs as in the program.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use contracts::catalogue::CatalogueEntry;
use contracts::events::CatalogueChanged;
use jobs::Worker;
use kernel::{Tasks, TenantCtx};
use uuid::Uuid;

use super::Bench;

pub(crate) struct Loaded {
    pub(crate) ctx: TenantCtx,
    /// File names by document, SKUs by item.
    pub(crate) names: HashMap<Uuid, String>,
    pub(crate) texts: Vec<(Uuid, String)>,
}

pub(crate) async fn tenant(bench: &Bench, slug: &str) -> anyhow::Result<TenantCtx> {
    let ctx = TenantCtx::system(bench.db.clock().id());
    let mut tx = bench.db.tenant(&ctx).await?;
    let now = tx.now();
    sqlx::query("INSERT INTO tenants (tenant_id, slug, name, created_at) VALUES ($1, $2, $2, $3)")
        .bind(ctx.tenant_id)
        .bind(format!("{slug}-{}", ctx.tenant_id))
        .bind(now)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(ctx)
}

/// The jobs that read documents and catalogues, as in the program. Once for a run.
pub(crate) fn start(bench: &Bench) {
    let tasks = Tasks::default();
    let worker = Worker::start(&bench.db, &tasks, "bench".to_owned(), vec![knowledge::queue(&bench.knowledge)]);
    let mut subscriptions = kernel::record::Subscriptions::new();
    for (event, job) in knowledge::subscriptions() {
        subscriptions.entry(event).or_default().push(job);
    }
    bench.db.wire(subscriptions, Arc::new(vec![worker]));
}

/// A new tenant that knows the documents and the catalogue of this folder.
pub(crate) async fn folder(bench: &Bench, folder: &Path) -> anyhow::Result<Loaded> {
    let ctx = tenant(bench, "retrieval").await?;
    let started = Instant::now();
    let mut files: Vec<_> = std::fs::read_dir(folder.join("documents"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mut tx = bench.db.tenant(&ctx).await?;
    for file in &files {
        let name = file.file_name().to_string_lossy().into_owned();
        knowledge::add_document(&mut tx, &name, None, &std::fs::read(file.path())?).await?;
    }
    catalogue(folder, &mut tx).await?;
    tx.commit().await?;
    wait(bench, &ctx).await?;
    println!("{}: {} documents and the catalogue read in {:.1} s", folder.display(), files.len(), started.elapsed().as_secs_f64());
    loaded(bench, ctx).await
}

async fn catalogue(folder: &Path, tx: &mut kernel::TenantTx) -> anyhow::Result<()> {
    let entries: Vec<CatalogueEntry> = serde_json::from_slice(&std::fs::read(folder.join("catalogue.json"))?)?;
    if entries.is_empty() {
        return Ok(());
    }
    let mut item_ids = Vec::new();
    for entry in entries {
        let (tenant_id, id, now) = (tx.tenant_id(), tx.new_id(), tx.now());
        item_ids.push(id);
        sqlx::query(
            "INSERT INTO catalogue_items (tenant_id, id, sku, name, kind, price_amount, price_currency, stock, attributes, url, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        )
        .bind(tenant_id)
        .bind(id)
        .bind(entry.sku)
        .bind(entry.name)
        .bind(entry.kind)
        .bind(entry.price.amount)
        .bind(entry.price.currency)
        .bind(entry.stock)
        .bind(entry.attributes)
        .bind(entry.url)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    }
    tx.emit(&CatalogueChanged { item_ids })?;
    Ok(())
}

async fn wait(bench: &Bench, ctx: &TenantCtx) -> anyhow::Result<()> {
    loop {
        let mut tx = bench.db.tenant(ctx).await?;
        let jobs: i64 = sqlx::query_scalar("SELECT count(*) FROM jobs WHERE tenant_id = $1 AND state <> 'failed'")
            .bind(ctx.tenant_id)
            .fetch_one(&mut *tx)
            .await?;
        if jobs == 0 {
            let failed: Vec<(String, Option<String>)> =
                sqlx::query_as("SELECT filename, error_message FROM documents WHERE tenant_id = $1 AND status <> 'ready'")
                    .bind(ctx.tenant_id)
                    .fetch_all(&mut *tx)
                    .await?;
            anyhow::ensure!(failed.is_empty(), "documents failed: {failed:?}");
            return Ok(());
        }
        drop(tx);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn loaded(bench: &Bench, ctx: TenantCtx) -> anyhow::Result<Loaded> {
    let mut tx = bench.db.tenant(&ctx).await?;
    let names: Vec<(Uuid, String)> = sqlx::query_as(
        "SELECT id, filename FROM documents WHERE tenant_id = $1 UNION ALL SELECT id, sku FROM catalogue_items WHERE tenant_id = $1",
    )
    .bind(ctx.tenant_id)
    .fetch_all(&mut *tx)
    .await?;
    let texts: Vec<(Uuid, String)> = sqlx::query_as(
        "SELECT document_id, content FROM chunks WHERE tenant_id = $1 AND document_id IS NOT NULL ORDER BY document_id, position",
    )
    .bind(ctx.tenant_id)
    .fetch_all(&mut *tx)
    .await
    .context("chunks")?;
    println!("{} chunks", texts.len());
    Ok(Loaded { ctx, names: names.into_iter().collect(), texts })
}
