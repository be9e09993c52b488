//! Writing catalogue items.

use async_trait::async_trait;
use contracts::{
    catalogue::{Catalogue, CatalogueEntry},
    events::CatalogueChanged,
};
use kernel::{Result, TenantTx};

pub struct CatalogueService;

#[async_trait]
impl Catalogue for CatalogueService {
    #[allow(clippy::as_conversions, reason = "how sqlx is told that elements may be null")]
    async fn upsert(&self, tx: &mut TenantTx, entries: &[CatalogueEntry]) -> Result<()> {
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        let ids: Vec<_> = entries.iter().map(|_| tx.new_id()).collect();
        let item_ids = sqlx::query_scalar!(
            "INSERT INTO catalogue_items (tenant_id, id, sku, name, kind, price_amount, price_currency, stock, attributes, url, created_at, updated_at)
             SELECT $1, e.id, e.sku, e.name, e.kind, e.amount, e.currency, e.stock, e.attributes, e.url, $11, $11
             FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::int[], $9::jsonb[], $10::text[])
               AS e (id, sku, name, kind, amount, currency, stock, attributes, url)
             ON CONFLICT (tenant_id, sku) DO UPDATE SET name = excluded.name, kind = excluded.kind, price_amount = excluded.price_amount,
               price_currency = excluded.price_currency, stock = excluded.stock, attributes = excluded.attributes, url = excluded.url,
               updated_at = excluded.updated_at
             RETURNING id",
            tenant_id,
            &ids,
            &entries.iter().map(|e| e.sku.clone()).collect::<Vec<_>>(),
            &entries.iter().map(|e| e.name.clone()).collect::<Vec<_>>(),
            &entries.iter().map(|e| e.kind.clone()).collect::<Vec<_>>(),
            &entries.iter().map(|e| e.price.amount).collect::<Vec<_>>(),
            &entries.iter().map(|e| e.price.currency.clone()).collect::<Vec<_>>(),
            &entries.iter().map(|e| e.stock).collect::<Vec<_>>(),
            &entries.iter().map(|e| e.attributes.clone()).collect::<Vec<_>>(),
            &entries.iter().map(|e| e.url.clone()).collect::<Vec<_>>() as &[Option<String>],
            now
        )
        .fetch_all(&mut **tx)
        .await?;
        tx.emit(&CatalogueChanged { item_ids })?;
        Ok(())
    }
}
