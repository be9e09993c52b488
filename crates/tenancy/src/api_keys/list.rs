use super::{ApiKey, Row};
use kernel::{Can, Cursor, Data, Page, PageQuery, PathId, Query, Result, grants};

/// The workspace's keys, the newest first, those that were revoked among them.
#[utoipa::path(get, path = "/api-keys", tag = "tenancy", security(("bearer" = [])), params(PageQuery), responses((status = 200, body = Page<ApiKey>)))]
pub async fn list_api_keys(ctx: Can<grants::ApiKeysRead>, Query(page): Query<PageQuery>) -> Result<Page<ApiKey>> {
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let mut tx = ctx.tenant_tx().await?;
    let now = tx.now();
    let (before, before_id) = cursor.map_or((None, None), |c| (c.at, Some(c.id)));
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT k.id, k.name, k.prefix, k.scopes, k.per_minute, k.allowed_addresses,
             (SELECT u.name FROM users u WHERE u.id = k.created_by) AS created_by,
             k.created_at, k.expires_at, k.revoked_at, k.last_used_at, k.last_used_address, k.previous_until
           FROM api_keys k WHERE k.tenant_id = $1 AND ($2::timestamptz IS NULL OR (k.created_at, k.id) < ($2, $3))
           ORDER BY k.created_at DESC, k.id DESC LIMIT $4"#,
        ctx.principal.tenant_id,
        before,
        before_id,
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let keys = rows.into_iter().map(|row| row.shown(now)).collect();
    Ok(Page::new(keys, limit, |key: &ApiKey| Cursor::at(key.created_at, key.id)))
}

/// One key.
#[utoipa::path(get, path = "/api-keys/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<ApiKey>)))]
pub async fn get_api_key(ctx: Can<grants::ApiKeysRead>, PathId(id): PathId) -> Result<Data<ApiKey>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: super::lock(&mut tx, id).await? })
}
