use super::{CatalogueItem, Row};
use kernel::{Can, Cursor, Page, PageQuery, Query, Result, grants};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CatalogueFilter {
    /// A part of the name or SKU.
    pub q: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// The catalogue, by name.
#[utoipa::path(get, path = "/catalogue", tag = "crm", security(("bearer" = [])), params(CatalogueFilter), responses((status = 200, body = Page<CatalogueItem>)))]
pub async fn list_catalogue(ctx: Can<grants::CatalogueRead>, Query(filter): Query<CatalogueFilter>) -> Result<Page<CatalogueItem>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let q = filter.q.map(|q| q.trim().to_lowercase()).filter(|q| !q.is_empty());
    let mut tx = ctx.tenant_tx().await?;
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, sku, name, kind, price_amount, price_currency, stock, attributes, url, updated_at
         FROM catalogue_items
         WHERE tenant_id = $1
           AND ($2::text IS NULL OR strpos(lower(name), $2) > 0 OR strpos(lower(sku), $2) > 0)
           AND ($3::text IS NULL OR (name, id) > ($3, $4))
         ORDER BY name, id LIMIT $5",
        ctx.principal.tenant_id,
        q,
        cursor.as_ref().and_then(|c| c.text.clone()),
        cursor.map(|c| c.id).unwrap_or_default(),
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let items = rows.into_iter().map(CatalogueItem::from).collect();
    Ok(Page::new(items, limit, |item: &CatalogueItem| Cursor::text(item.name.clone(), item.id)))
}
