//! One's own passkeys: list, rename, remove.

use crate::factors;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Audit, Data, NoContent, Page, PathId, Person, Problem, Result, Valid};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct Passkey {
    pub id: Uuid,
    pub name: String,
    /// Whether it is synchronised between its person's devices, and so outlives this one.
    pub backed_up: bool,
    pub created_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    /// Its counter went back, so there may be a copy: it opens nothing any more. Remove it, and make a new one.
    pub blocked: bool,
}

/// One's passkeys, the newest first.
#[utoipa::path(get, path = "/auth/mfa/passkeys", tag = "auth", security(("bearer" = [])), responses((status = 200, body = Page<Passkey>)))]
pub async fn list_passkeys(caller: Person) -> Result<Page<Passkey>> {
    let mut tx = caller.tenant_tx().await?;
    let passkeys = sqlx::query_as!(
        Passkey,
        r#"SELECT id, name, backed_up, created_at, used_at, blocked_at IS NOT NULL AS "blocked!" FROM passkeys
           WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 100"#,
        caller.principal.user_id
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::whole(passkeys))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct PasskeyChange {
    #[garde(length(chars, min = 1, max = 60), custom(crate::registration::not_blank))]
    pub name: String,
}

/// Renames a passkey.
#[utoipa::path(patch, path = "/auth/mfa/passkeys/{id}", tag = "auth", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = PasskeyChange, responses((status = 200, body = Data<Passkey>)))]
pub async fn rename_passkey(caller: Person, PathId(id): PathId, Valid(change): Valid<PasskeyChange>) -> Result<Data<Passkey>> {
    let mut tx = caller.tenant_tx().await?;
    let passkey = sqlx::query_as!(
        Passkey,
        r#"UPDATE passkeys SET name = $3 WHERE user_id = $1 AND id = $2
           RETURNING id, name, backed_up, created_at, used_at, blocked_at IS NOT NULL AS "blocked!""#,
        caller.principal.user_id,
        id,
        change.name.trim()
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| Problem::not_found("passkey"))?;
    tx.audit(Audit::new("passkey.renamed", "passkey").target(id).after(&json!({ "name": passkey.name })));
    tx.commit().await?;
    Ok(Data { data: passkey })
}

/// Removes a passkey: it opens nothing here any more. The device keeps its part until it is removed there too. Needs a recent proof
/// (403 `proof_required`).
#[utoipa::path(delete, path = "/auth/mfa/passkeys/{id}", tag = "auth", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Removed")))]
pub async fn remove_passkey(caller: Person, PathId(id): PathId) -> Result<NoContent> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    caller.principal.recently_proved(tx.now())?;
    let name = sqlx::query_scalar!("DELETE FROM passkeys WHERE user_id = $1 AND id = $2 RETURNING name", user_id, id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(|| Problem::not_found("passkey"))?;
    factors::changed(&mut tx, user_id, factors::Change::Removed, "passkey", Some(&name)).await?;
    tx.commit().await?;
    Ok(NoContent)
}
