use super::{ApiKey, MOST_ADDRESSES, MOST_PER_MINUTE, in_future, must_be_active, networks, within};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{AccessChange, Audit, Can, Data, NoContent, PathId, Permission, Result, Valid, grants};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// What is left out stays; null takes it away.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct ApiKeyChange {
    #[garde(inner(length(chars, min = 1, max = 100), custom(crate::not_blank)))]
    pub name: Option<String>,
    #[garde(inner(length(min = 1, max = 128)))]
    pub scopes: Option<Vec<Permission>>,
    /// Requests per minute; null for the installation's limit.
    #[garde(inner(inner(range(min = 1, max = MOST_PER_MINUTE))))]
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i32>)]
    pub per_minute: Option<Option<i32>>,
    #[garde(inner(length(max = MOST_ADDRESSES), inner(length(max = 60))))]
    pub allowed_addresses: Option<Vec<String>>,
    /// Null for a key that does not end by itself.
    #[garde(skip)]
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    pub expires_at: Option<Option<DateTime<Utc>>>,
}

/// Tells null from absent.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Changes a key; it holds with the next request. 403 when it may, or might, more than oneself; 409 `api_key_inactive`.
#[utoipa::path(patch, path = "/api-keys/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = ApiKeyChange, responses((status = 200, body = Data<ApiKey>)))]
pub async fn update_api_key(
    ctx: Can<grants::ApiKeysWrite>,
    PathId(id): PathId,
    Valid(change): Valid<ApiKeyChange>,
) -> Result<Data<ApiKey>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = super::lock(&mut tx, id).await?;
    must_be_active(&before)?;
    within(&ctx.principal, &before.scopes)?;
    let scopes = within(&ctx.principal, change.scopes.as_deref().unwrap_or(&before.scopes))?;
    if let Some(expires_at) = change.expires_at {
        in_future(expires_at, tx.now())?;
    }
    let addresses = match &change.allowed_addresses {
        Some(addresses) => networks(addresses)?,
        None => before.allowed_addresses.clone(),
    };
    sqlx::query!(
        "UPDATE api_keys SET name = $3, scopes = $4, per_minute = $5, allowed_addresses = $6, expires_at = $7 WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        change.name.as_deref().unwrap_or(&before.name).trim(),
        &scopes.names(),
        change.per_minute.unwrap_or(before.per_minute),
        &addresses,
        change.expires_at.unwrap_or(before.expires_at)
    )
    .execute(&mut *tx)
    .await?;
    let after = super::lock(&mut tx, id).await?;
    tx.audit(Audit::new("api_key.changed", "api_key").target(id).before(&before).after(&after));
    tx.access_changed(AccessChange::Key(id));
    tx.commit().await?;
    Ok(Data { data: after })
}

/// Revokes a key, and the one before it: both are refused from the next request on, in every process. Nothing brings it back.
#[utoipa::path(delete, path = "/api-keys/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Revoked")))]
pub async fn revoke_api_key(ctx: Can<grants::ApiKeysWrite>, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let before = super::lock(&mut tx, id).await?;
    if before.revoked_at.is_none() {
        let now = tx.now();
        sqlx::query!(
            "UPDATE api_keys SET revoked_at = $3, previous_hash = NULL, previous_until = NULL WHERE tenant_id = $1 AND id = $2",
            ctx.principal.tenant_id,
            id,
            now
        )
        .execute(&mut *tx)
        .await?;
        tx.audit(Audit::new("api_key.revoked", "api_key").target(id).before(&before));
        tx.access_changed(AccessChange::Key(id));
    }
    tx.commit().await?;
    Ok(NoContent)
}
