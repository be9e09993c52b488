use super::{NewApiKey, create::shown_once, must_be_active, token::NewKey, within};
use axum::response::Response;
use chrono::Duration;
use garde::Validate;
use kernel::{AccessChange, Audit, Can, Data, PathId, Result, Valid, grants};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

const DEFAULT_HOURS: i64 = 24;

#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
pub struct Rotation {
    /// For how long the old key is good beside the new one, 0 to 168; 24 when absent. With 0 it ends at once.
    #[garde(inner(range(min = 0, max = 168)))]
    pub overlap_hours: Option<i64>,
}

/// Gives the key a new secret, shown this once. The old one goes on for the overlap; one that was still going on from an earlier
/// rotation ends now. 403 for a key that may more than oneself; 409 `api_key_inactive`.
#[utoipa::path(post, path = "/api-keys/{id}/rotate", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = Rotation, responses((status = 200, body = Data<NewApiKey>)))]
pub async fn rotate_api_key(ctx: Can<grants::ApiKeysWrite>, PathId(id): PathId, rotation: Option<Valid<Rotation>>) -> Result<Response> {
    let hours = rotation.and_then(|Valid(rotation)| rotation.overlap_hours).unwrap_or(DEFAULT_HOURS);
    let mut tx = ctx.tenant_tx().await?;
    let before = super::lock(&mut tx, id).await?;
    must_be_active(&before)?;
    within(&ctx.principal, &before.scopes)?;
    let (new, now) = (NewKey::draw(ctx.principal.tenant_id), tx.now());
    let until = (hours > 0).then(|| now + Duration::hours(hours));
    sqlx::query!(
        "UPDATE api_keys SET prefix = $3, hash = $4, previous_until = $5, previous_hash = CASE WHEN $5::timestamptz IS NULL THEN NULL ELSE hash END
         WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        new.prefix,
        &new.hash,
        until
    )
    .execute(&mut *tx)
    .await?;
    let key = super::lock(&mut tx, id).await?;
    tx.audit(
        Audit::new("api_key.rotated", "api_key")
            .target(id)
            .before(&json!({ "prefix": before.prefix }))
            .after(&json!({ "prefix": key.prefix, "previous_until": key.previous_until })),
    );
    tx.access_changed(AccessChange::Key(id));
    tx.commit().await?;
    Ok(shown_once(Data { data: NewApiKey { secret: new.text, key } }))
}
