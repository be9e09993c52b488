pub mod list;
pub mod read;
mod upsert;

pub use upsert::CatalogueService;

use chrono::{DateTime, Utc};
use contracts::catalogue::Money;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something for sale.
#[derive(Debug, Serialize, ToSchema)]
pub struct CatalogueItem {
    pub id: Uuid,
    pub sku: String,
    pub name: String,
    pub kind: String,
    pub price: Money,
    pub stock: i32,
    pub attributes: Value,
    pub url: Option<String>,
    pub updated_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    sku: String,
    name: String,
    kind: String,
    price_amount: i64,
    price_currency: String,
    stock: i32,
    attributes: Value,
    url: Option<String>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for CatalogueItem {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            sku: row.sku,
            name: row.name,
            kind: row.kind,
            price: Money { amount: row.price_amount, currency: row.price_currency },
            stock: row.stock,
            attributes: row.attributes,
            url: row.url,
            updated_at: row.updated_at,
        }
    }
}
