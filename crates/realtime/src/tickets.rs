//! Single-use tickets: a WebSocket cannot carry a header, and a token in an address would end up in logs.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Db, Problem, Result, TenantCtx, TenantTx, secret};
use serde::{Serialize, de::DeserializeOwned};
use utoipa::ToSchema;
use uuid::Uuid;

/// Seconds for which a ticket is good.
pub const LIFETIME_SECONDS: i64 = 30;

#[derive(Debug, Serialize, ToSchema)]
pub struct Ticket {
    pub ticket: String,
    /// Seconds.
    pub expires_in: i64,
}

/// A ticket for `principal`, kept by its hash.
///
/// # Errors
/// 503 when the database is not there.
pub async fn issue<T: Serialize + Sync>(tx: &mut TenantTx, principal: &T) -> Result<Ticket> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let random = secret::random();
    let principal = serde_json::to_value(principal).map_err(Problem::internal)?;
    sqlx::query!("DELETE FROM realtime_tickets WHERE tenant_id = $1 AND expires_at < $2", tenant_id, now).execute(&mut **tx).await?;
    sqlx::query!(
        "INSERT INTO realtime_tickets (tenant_id, hash, principal, expires_at) VALUES ($1, $2, $3, $4)",
        tenant_id,
        &secret::hash(&random),
        principal,
        now + chrono::Duration::seconds(LIFETIME_SECONDS)
    )
    .execute(&mut **tx)
    .await?;
    let mut bytes = tenant_id.as_bytes().to_vec();
    bytes.extend_from_slice(&random);
    Ok(Ticket { ticket: URL_SAFE_NO_PAD.encode(bytes), expires_in: LIFETIME_SECONDS })
}

pub(crate) fn refused() -> Problem {
    Problem::new(axum::http::StatusCode::UNAUTHORIZED, "invalid_ticket", "This ticket is unknown, used or expired. Ask for a new one.")
}

/// Takes a ticket: it is good once.
///
/// # Errors
/// 401 when it is unknown, used, expired, or for another kind of client.
pub async fn redeem<T: DeserializeOwned>(db: &Db, ticket: &str) -> Result<(Uuid, T)> {
    let bytes = URL_SAFE_NO_PAD.decode(ticket).map_err(|_| refused())?;
    let (tenant, random) = bytes.split_at_checked(16).ok_or_else(refused)?;
    let tenant_id = Uuid::from_slice(tenant).map_err(|_| refused())?;
    let mut tx = db.tenant(&TenantCtx::system(tenant_id)).await?;
    let row = sqlx::query!(
        "DELETE FROM realtime_tickets WHERE tenant_id = $1 AND hash = $2 RETURNING principal, expires_at",
        tenant_id,
        &secret::hash(random)
    )
    .fetch_optional(&mut *tx)
    .await?;
    let now = tx.now();
    tx.commit().await?;
    let row = row.filter(|row| row.expires_at >= now).ok_or_else(refused)?;
    let principal = serde_json::from_value(row.principal).map_err(|_| refused())?;
    Ok((tenant_id, principal))
}
