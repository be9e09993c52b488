use super::{CatalogueItem, Row};
use kernel::{Can, Data, PathId, Problem, Result, grants};

/// One catalogue item.
#[utoipa::path(get, path = "/catalogue/{id}", tag = "crm", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<CatalogueItem>)))]
pub async fn get_catalogue_item(ctx: Can<grants::CatalogueRead>, PathId(id): PathId) -> Result<Data<CatalogueItem>> {
    let mut tx = ctx.tenant_tx().await?;
    let row = sqlx::query_as!(
        Row,
        "SELECT id, sku, name, kind, price_amount, price_currency, stock, attributes, url, updated_at
         FROM catalogue_items WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| Problem::not_found("catalogue item"))?;
    Ok(Data { data: row.into() })
}
