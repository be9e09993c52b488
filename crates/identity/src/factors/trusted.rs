//! Browsers that need no second factor for a while, because their person said so after giving one.

use crate::{Identity, cookies, devices};
use axum::http::{HeaderMap, HeaderValue};
use chrono::{DateTime, Duration, Utc};
use kernel::{Audit, NoContent, Page, PathId, Person, PersonTx, Problem, Result, audit::origin, secret};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

const DAYS: i64 = 30;
/// The oldest goes when there would be more.
const MOST: i64 = 20;

/// When the person trusted the browser that sends these cookies, if they did, it has not run out, and the password is still
/// the one of then.
pub(crate) async fn recognise(tx: &mut PersonTx, user_id: Uuid, headers: &HeaderMap) -> Result<Option<DateTime<Utc>>> {
    let Some(token) = cookies::read(headers, cookies::TRUSTED).and_then(|text| cookies::decode(&text)) else { return Ok(None) };
    let (now, origin) = (tx.now(), origin());
    Ok(sqlx::query_scalar!(
        "UPDATE trusted_browsers b SET used_at = $3, address = $4, user_agent = $5
         FROM users u
         WHERE b.user_id = $1 AND b.token_hash = $2 AND b.expires_at > $3
           AND u.id = b.user_id AND b.password_mark = sha256(convert_to(coalesce(u.password_hash, ''), 'UTF8'))
         RETURNING b.created_at",
        user_id,
        &secret::hash(&token),
        now,
        origin.address,
        origin.user_agent
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// Trusts the browser of the request from now on. Its cookie is a new one, so that one planted there before is worth nothing.
pub(crate) async fn trust(identity: &Identity, tx: &mut PersonTx, user_id: Uuid) -> Result<HeaderValue> {
    let (now, id, token, origin) = (tx.now(), tx.new_id(), secret::random(), origin());
    sqlx::query!(
        "DELETE FROM trusted_browsers WHERE user_id = $1 AND (expires_at <= $2
           OR id NOT IN (SELECT id FROM trusted_browsers WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT $3))",
        user_id,
        now,
        MOST - 1
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "INSERT INTO trusted_browsers (id, user_id, token_hash, password_mark, user_agent, address, created_at, used_at, expires_at)
         SELECT $1, u.id, $3, sha256(convert_to(coalesce(u.password_hash, ''), 'UTF8')), $4, $5, $6, $6, $7 FROM users u WHERE u.id = $2",
        id,
        user_id,
        &secret::hash(&token),
        origin.user_agent,
        origin.address,
        now,
        now + Duration::days(DAYS)
    )
    .execute(&mut **tx)
    .await?;
    Ok(cookies::set(cookies::TRUSTED, &cookies::encode(&token), Duration::days(DAYS).num_seconds(), identity.secure_cookies))
}

/// A browser that is not asked for a second factor.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrustedBrowser {
    pub id: Uuid,
    /// Such as "Firefox on Windows".
    pub name: String,
    /// The address that it was last used from.
    pub place: Option<String>,
    pub created_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// The browsers that sign in without the second factor, the last trusted first.
#[utoipa::path(get, path = "/auth/mfa/trusted-browsers", tag = "auth", security(("bearer" = [])), responses((status = 200, body = Page<TrustedBrowser>)))]
pub async fn list_trusted_browsers(caller: Person) -> Result<Page<TrustedBrowser>> {
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    let rows = sqlx::query!(
        "SELECT b.id, b.user_agent, b.address, b.created_at, b.used_at, b.expires_at FROM trusted_browsers b JOIN users u ON u.id = b.user_id
         WHERE b.user_id = $1 AND b.expires_at > $2 AND b.password_mark = sha256(convert_to(coalesce(u.password_hash, ''), 'UTF8'))
         ORDER BY b.created_at DESC, b.id DESC LIMIT 100",
        caller.principal.user_id,
        now
    )
    .fetch_all(&mut *tx)
    .await?;
    let view = |name: Option<String>| devices::name(name.as_deref());
    Ok(Page::whole(
        rows.into_iter()
            .map(|row| TrustedBrowser {
                id: row.id,
                name: view(row.user_agent),
                place: row.address,
                created_at: row.created_at,
                used_at: row.used_at,
                expires_at: row.expires_at,
            })
            .collect(),
    ))
}

/// Asks a browser for the second factor again.
#[utoipa::path(delete, path = "/auth/mfa/trusted-browsers/{id}", tag = "auth", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Trusted no more")))]
pub async fn forget_trusted_browser(caller: Person, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = caller.tenant_tx().await?;
    let gone =
        sqlx::query!("DELETE FROM trusted_browsers WHERE user_id = $1 AND id = $2", caller.principal.user_id, id).execute(&mut *tx).await?;
    if gone.rows_affected() == 0 {
        return Err(Problem::not_found("trusted browser"));
    }
    tx.audit(Audit::new("browser.forgotten", "browser").target(id));
    tx.commit().await?;
    Ok(NoContent)
}
