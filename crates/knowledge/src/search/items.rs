//! Catalogue rows that fit what was asked, as they are now.

use contracts::grounding::CatalogueFact;
use kernel::{Result, TenantTx};
use serde_json::json;

use super::ask::{Ask, Order};

/// As many as an answer may count or list.
pub(crate) const MAX_ITEMS: i64 = 40;

pub(crate) struct Fitting {
    pub(crate) items: Vec<CatalogueFact>,
    /// The items fit everything that was asked, and not only part of it.
    pub(crate) exact: bool,
}

/// The items that fit all wishes; where none does, those that fit the firmer ones.
pub(crate) async fn fitting(tx: &mut TenantTx, ask: &Ask) -> Result<Fitting> {
    for (attempt, wishes) in ask.relaxed().iter().enumerate() {
        let items = select(tx, wishes).await?;
        if !items.is_empty() {
            return Ok(Fitting { items, exact: attempt == 0 });
        }
    }
    Ok(Fitting { items: Vec::new(), exact: true })
}

async fn select(tx: &mut TenantTx, ask: &Ask) -> Result<Vec<CatalogueFact>> {
    let tenant_id = tx.tenant_id();
    let choices: Vec<_> = ask.choices.iter().map(|choice| json!({ "key": choice.key, "values": choice.values })).collect();
    let bounds: Vec<_> = ask.bounds.iter().map(|bounds| json!({ "key": bounds.key, "least": bounds.least, "most": bounds.most })).collect();
    let order = match ask.order {
        Some(Order::PriceUp) => "price_up",
        Some(Order::PriceDown) => "price_down",
        Some(Order::Newest) => "newest",
        Some(Order::LeastMileage) => "least_mileage",
        Some(Order::LongestRange) => "longest_range",
        None => "",
    };
    // The order of the plain list: what can be had, then by price.
    let items = sqlx::query_as!(
        CatalogueFact,
        r#"SELECT i.id, i.sku, i.name, i.price_amount, i.price_currency, i.stock, i.attributes, i.url, i.updated_at
           FROM catalogue_items i
           WHERE i.tenant_id = $1
             AND ($2::bigint IS NULL OR i.price_amount >= $2)
             AND ($3::bigint IS NULL OR i.price_amount <= $3)
             AND NOT EXISTS (
                 SELECT FROM jsonb_to_recordset($4) AS w (key text, values jsonb)
                 WHERE NOT CASE jsonb_typeof(i.attributes -> w.key)
                     WHEN 'array' THEN EXISTS (SELECT FROM jsonb_array_elements_text(i.attributes -> w.key) e WHERE w.values ? lower(e))
                     ELSE coalesce(w.values ? lower(i.attributes ->> w.key), false) END)
             AND NOT EXISTS (
                 SELECT FROM jsonb_to_recordset($5) AS b (key text, least double precision, most double precision)
                 WHERE jsonb_typeof(i.attributes -> b.key) IS DISTINCT FROM 'number'
                    OR (i.attributes ->> b.key)::double precision < b.least
                    OR (i.attributes ->> b.key)::double precision > b.most)
           ORDER BY
             CASE $6 WHEN 'price_up' THEN (i.stock = 0)::int::double precision WHEN 'longest_range' THEN 0 ELSE 0 END,
             CASE $6
                 WHEN 'price_up' THEN i.price_amount
                 WHEN 'price_down' THEN -i.price_amount
                 WHEN 'newest' THEN CASE WHEN jsonb_typeof(i.attributes -> 'year') = 'number' THEN -(i.attributes ->> 'year')::double precision END
                 WHEN 'least_mileage' THEN CASE WHEN jsonb_typeof(i.attributes -> 'mileage_miles') = 'number' THEN (i.attributes ->> 'mileage_miles')::double precision END
                 WHEN 'longest_range' THEN CASE WHEN jsonb_typeof(i.attributes -> 'range_miles') = 'number' THEN -(i.attributes ->> 'range_miles')::double precision END
                 ELSE (i.stock = 0)::int
             END NULLS LAST,
             i.price_amount, i.id
           LIMIT $7"#,
        tenant_id,
        ask.price_least,
        ask.price_most,
        json!(choices),
        json!(bounds),
        order,
        MAX_ITEMS
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(items)
}
