//! Browsers that need no second factor for a while, because their person said so after giving one.

use crate::cookies;
use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use kernel::{PersonTx, Result, audit::origin, secret};
use uuid::Uuid;

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
