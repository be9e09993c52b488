//! What others need of the catalogue.

use async_trait::async_trait;
use kernel::{Result, TenantTx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An item to be written, found again by its `sku`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CatalogueEntry {
    pub sku: String,
    pub name: String,
    pub kind: String,
    pub price: Money,
    pub stock: i32,
    #[serde(default)]
    pub attributes: Value,
    #[serde(default)]
    pub url: Option<String>,
}

/// Money in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Money {
    pub amount: i64,
    /// ISO 4217, upper case.
    pub currency: String,
}

/// `crm` implements it.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// Writes the items and emits `catalogue.changed`.
    ///
    /// # Errors
    /// 422 for an item that cannot be.
    async fn upsert(&self, tx: &mut TenantTx, entries: &[CatalogueEntry]) -> Result<()>;
}
