use super::{MOST_ADDRESSES, MOST_KEYS, MOST_PER_MINUTE, NewApiKey, in_future, networks, token::NewKey, within};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Audit, Can, Created, Data, Permission, Problem, Result, Valid, grants};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct ApiKeyWanted {
    /// What it is for.
    #[garde(length(chars, min = 1, max = 100), custom(crate::not_blank))]
    pub name: String,
    /// What it may; no more than you, and none of `ownership:transfer`, `tenant:delete`, `identity_providers:write` and `api_keys:write`.
    #[garde(length(min = 1, max = 128))]
    pub scopes: Vec<Permission>,
    /// Requests per minute, 1 to 100,000; the installation's limit for keys when absent.
    #[garde(inner(range(min = 1, max = MOST_PER_MINUTE)))]
    pub per_minute: Option<i32>,
    /// Addresses or networks that it may come from, 50 at most; from anywhere when empty.
    #[garde(length(max = MOST_ADDRESSES), inner(length(max = 60)))]
    #[serde(default)]
    pub allowed_addresses: Vec<String>,
    /// When it ends by itself; never when absent.
    #[garde(skip)]
    pub expires_at: Option<DateTime<Utc>>,
}

/// Makes a key. The answer is the only time that it is shown. 403 for scopes beyond one's own; 409 `too_many_keys`.
#[utoipa::path(post, path = "/api-keys", tag = "tenancy", security(("bearer" = [])), request_body = ApiKeyWanted, responses((status = 201, body = Data<NewApiKey>)))]
pub async fn create_api_key(ctx: Can<grants::ApiKeysWrite>, Valid(wanted): Valid<ApiKeyWanted>) -> Result<Response> {
    let scopes = within(&ctx.principal, &wanted.scopes)?;
    let mut tx = ctx.tenant_tx().await?;
    let (tenant_id, id, now) = (tx.tenant_id(), tx.new_id(), tx.now());
    in_future(wanted.expires_at, now)?;
    let networks = networks(&wanted.allowed_addresses)?;
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM api_keys WHERE tenant_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)"#,
        tenant_id,
        now
    )
    .fetch_one(&mut *tx)
    .await?;
    if count >= MOST_KEYS {
        return Err(Problem::conflict("too_many_keys", "A workspace has at most 100 keys. Revoke one that is not used."));
    }
    let new = NewKey::draw(tenant_id);
    sqlx::query!(
        "INSERT INTO api_keys (tenant_id, id, name, prefix, hash, scopes, per_minute, allowed_addresses, created_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tenant_id,
        id,
        wanted.name.trim(),
        new.prefix,
        &new.hash,
        &scopes.names(),
        wanted.per_minute,
        &networks,
        ctx.principal.user(),
        now,
        wanted.expires_at
    )
    .execute(&mut *tx)
    .await?;
    let key = super::lock(&mut tx, id).await?;
    tx.audit(Audit::new("api_key.created", "api_key").target(id).after(&key));
    tx.commit().await?;
    Ok(shown_once(Created(NewApiKey { secret: new.text, key })))
}

/// Nothing on the way may keep a secret.
pub(super) fn shown_once(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
