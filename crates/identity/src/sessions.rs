//! One's own sessions: where they are, and how to end them.

use crate::{Identity, devices, session};
use axum::{Extension, response::Response};
use chrono::{DateTime, Utc};
use kernel::{AccessChange, Audit, Cursor, NoContent, Page, PageQuery, PathId, Person, Place, Problem, Query, Result, TenantTx};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// A browser or program that is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Device {
    pub id: Uuid,
    /// Such as "Firefox on Windows".
    pub name: String,
    /// The address that it was last used from …
    pub address: Option<String>,
    /// … and where that is, as far as is known.
    pub place: Option<Place>,
    /// The one that asks.
    pub current: bool,
    /// The operator of the installation who is here in one's name.
    pub impersonated_by: Option<String>,
    pub created_at: DateTime<Utc>,
    /// To about a quarter of an hour.
    pub used_at: DateTime<Utc>,
    /// When it ends however much it is used.
    pub expires_at: DateTime<Utc>,
}

/// Where one is signed in, the last used first.
#[utoipa::path(get, path = "/auth/sessions", tag = "auth", security(("bearer" = [])), params(PageQuery), responses((status = 200, body = Page<Device>)))]
pub async fn list_sessions(
    caller: Person,
    Extension(identity): Extension<Arc<Identity>>,
    Query(page): Query<PageQuery>,
) -> Result<Page<Device>> {
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let mut tx = caller.tenant_tx().await?;
    let (now, mine) = (tx.now(), caller.principal.session_id);
    let (before, before_id) = cursor.map_or((None, None), |c| (c.at, Some(c.id)));
    let rows = sqlx::query!(
        r#"SELECT id, user_agent, address, created_at, used_at, expires_at,
           (SELECT v.operator_name FROM app.impersonation(sessions.id) v) AS impersonated_by FROM sessions
         WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 AND used_at > $3 AND ($4::timestamptz IS NULL OR (used_at, id) < ($4, $5))
         ORDER BY used_at DESC, id DESC LIMIT $6"#,
        caller.principal.user_id,
        now,
        now - identity.policy.idle,
        before,
        before_id,
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let devices = rows
        .into_iter()
        .map(|row| Device {
            id: row.id,
            name: devices::name(row.user_agent.as_deref()),
            place: row.address.as_deref().and_then(|address| caller.kernel().places.of(address)),
            address: row.address,
            current: row.id == mine,
            impersonated_by: row.impersonated_by,
            created_at: row.created_at,
            used_at: row.used_at,
            expires_at: row.expires_at,
        })
        .collect();
    Ok(Page::new(devices, limit, |device: &Device| Cursor::at(device.used_at, device.id)))
}

/// Ends one of one's own sessions, wherever it is: its access tokens and sockets with it.
#[utoipa::path(delete, path = "/auth/sessions/{id}", tag = "auth", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Ended")))]
pub async fn end_session(caller: Person, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = caller.tenant_tx().await?;
    if end_all(&mut tx, caller.principal.user_id, Some(id), None, "ended").await? == 0 {
        return Err(Problem::not_found("session"));
    }
    tx.commit().await?;
    Ok(NoContent)
}

/// Ends all of one's sessions but the one that asks.
#[utoipa::path(delete, path = "/auth/sessions", tag = "auth", security(("bearer" = [])), responses((status = 204, description = "Ended")))]
pub async fn end_other_sessions(caller: Person) -> Result<NoContent> {
    let mut tx = caller.tenant_tx().await?;
    end_all(&mut tx, caller.principal.user_id, None, Some(caller.principal.session_id), "ended").await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Ends all of one's sessions, this one as well.
#[utoipa::path(post, path = "/auth/logout-all", tag = "auth", security(("bearer" = [])), responses((status = 204, description = "Signed out everywhere")))]
pub async fn logout_all(caller: Person, Extension(identity): Extension<Arc<Identity>>) -> Result<Response> {
    let mut tx = caller.tenant_tx().await?;
    end_all(&mut tx, caller.principal.user_id, None, None, "signed_out_everywhere").await?;
    tx.commit().await?;
    Ok(session::signed_out(&identity))
}

/// Ends the sessions of the transaction's user: the one named, or all, save the one kept. Returns how many.
pub(crate) async fn end_all(tx: &mut TenantTx, user_id: Uuid, only: Option<Uuid>, keep: Option<Uuid>, reason: &str) -> Result<usize> {
    if tx.ctx().user_id() != Some(user_id) {
        return Err(Problem::internal("sessions are ended by their own user's transaction"));
    }
    let now = tx.now();
    let ended = sqlx::query_scalar!(
        "UPDATE sessions SET ended_at = $2, end_reason = $5
         WHERE user_id = $1 AND ended_at IS NULL AND ($3::uuid IS NULL OR id = $3) AND ($4::uuid IS NULL OR id <> $4) RETURNING id",
        user_id,
        now,
        only,
        keep,
        reason
    )
    .fetch_all(&mut **tx)
    .await?;
    if only.is_none() {
        // Who signs out everywhere trusts no browser any more, and lets nobody finish who began to sign in.
        sqlx::query!("DELETE FROM trusted_browsers WHERE user_id = $1", user_id).execute(&mut **tx).await?;
        sqlx::query!("DELETE FROM pending_sign_ins WHERE user_id = $1", user_id).execute(&mut **tx).await?;
    }
    for id in &ended {
        tx.access_changed(AccessChange::Session(*id));
    }
    match only {
        Some(id) if !ended.is_empty() => tx.audit(Audit::new("session.ended", "session").target(id).after(&json!({ "reason": reason }))),
        Some(_) => {}
        None => {
            tx.audit(Audit::new("sessions.ended", "user").target(user_id).after(&json!({ "reason": reason, "sessions": ended.len() })));
        }
    }
    Ok(ended.len())
}
