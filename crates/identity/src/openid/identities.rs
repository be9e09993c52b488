//! One's accounts at providers.

use crate::Identity;
use axum::Extension;
use chrono::{DateTime, Utc};
use kernel::{Audit, NoContent, Page, PathId, Person, Problem, Result};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// An account at a provider that one signs in with.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkedIdentity {
    pub id: Uuid,
    /// The provider's name when it was linked.
    pub label: String,
    pub issuer: String,
    /// As the provider last said.
    pub email: Option<String>,
    pub created_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

/// The accounts at providers that one signs in with, the oldest link first.
#[utoipa::path(get, path = "/auth/identities", tag = "auth", security(("bearer" = [])), responses((status = 200, body = Page<LinkedIdentity>)))]
pub async fn list_identities(caller: Person) -> Result<Page<LinkedIdentity>> {
    let mut tx = caller.tenant_tx().await?;
    let linked = sqlx::query_as!(
        LinkedIdentity,
        "SELECT id, label, issuer, email, created_at, used_at FROM identities WHERE user_id = $1 ORDER BY created_at, id LIMIT 100",
        caller.principal.user_id
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::whole(linked))
}

/// Takes an account at a provider off one's ways to sign in. 403 `proof_required`; 409 `last_sign_in_method` when no other would be left: set a password
/// or add a passkey first.
#[utoipa::path(delete, path = "/auth/identities/{id}", tag = "auth", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Unlinked")))]
pub async fn unlink_identity(caller: Person, Extension(identity): Extension<Arc<Identity>>, PathId(id): PathId) -> Result<NoContent> {
    let user_id = caller.principal.user_id;
    caller.principal.recently_proved(identity.clock.now())?;
    let mut tx = caller.tenant_tx().await?;
    // Under a lock, so that two at once do not both leave the other.
    let other_way = sqlx::query_scalar!(
        r#"SELECT password_hash <> '' OR EXISTS (SELECT FROM passkeys p WHERE p.user_id = u.id AND p.blocked_at IS NULL) AS "has!"
           FROM users u WHERE id = $1 FOR UPDATE OF u"#,
        user_id
    )
    .fetch_one(&mut *tx)
    .await?;
    let removed = sqlx::query!("DELETE FROM identities WHERE id = $1 AND user_id = $2 RETURNING label, issuer, email", id, user_id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(|| Problem::not_found("account at a provider"))?;
    // A workspace's own provider leads to no more than that workspace.
    let others = sqlx::query_scalar!("SELECT issuer FROM identities WHERE user_id = $1", user_id).fetch_all(&mut *tx).await?;
    if !other_way && !others.iter().any(|issuer| identity.openid.is_installations(issuer)) {
        return Err(Problem::conflict("last_sign_in_method", "You would have no way to sign in. Set a password, or add a passkey, first."));
    }
    tx.audit(Audit::new("identity.unlinked", "user").target(user_id).before(&json!({
        "provider": removed.label, "issuer": removed.issuer, "email": removed.email,
    })));
    tx.commit().await?;
    Ok(NoContent)
}
