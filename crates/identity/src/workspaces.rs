//! The workspaces of a person, and the way from one to another in the same session.

use crate::{
    Identity,
    authority::{Standing, session_ended, workspace_suspended},
    session,
    tokens::Subject,
};
use axum::{
    Extension, Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::tenancy::TenantSummary;
use garde::Validate;
use kernel::{Audit, Data, Page, Person, Problem, Result, Role, Valid};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// A place in a workspace.
#[derive(Debug, Serialize, ToSchema)]
pub struct Membership {
    pub tenant: TenantSummary,
    pub role: Role,
}

/// Where the transaction's person is a member and not suspended, the oldest membership first.
pub(crate) async fn active(tx: &mut PgConnection) -> Result<Vec<Membership>> {
    let rows = sqlx::query!(
        r#"SELECT tenant_id AS "id!", slug AS "slug!", name AS "name!", role AS "role!" FROM app.memberships() WHERE NOT suspended AND NOT closed LIMIT 1000"#
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let role = row.role.parse().map_err(Problem::internal)?;
            Ok(Membership { tenant: TenantSummary { id: row.id, slug: row.slug, name: row.name }, role })
        })
        .collect()
}

/// Why somebody has no workspace to be shown.
pub(crate) async fn none_left(tx: &mut PgConnection) -> Result<Problem> {
    let closed = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM app.memberships() WHERE closed AND NOT suspended) AS "closed!""#)
        .fetch_one(tx)
        .await?;
    Ok(if closed {
        workspace_suspended(StatusCode::FORBIDDEN)
    } else {
        Problem::new(StatusCode::FORBIDDEN, "no_workspace", "Your account belongs to no workspace any more.")
    })
}

/// Where the transaction's person is a member, suspended or not.
pub(crate) async fn all(tx: &mut PgConnection) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(r#"SELECT tenant_id AS "id!" FROM app.memberships()"#).fetch_all(tx).await?)
}

/// The workspaces that one is a member of, the oldest membership first.
#[utoipa::path(get, path = "/users/me/tenants", tag = "users", security(("bearer" = [])), responses((status = 200, body = Page<Membership>)))]
pub async fn list_my_tenants(caller: Person) -> Result<Page<Membership>> {
    let mut tx = caller.tenant_tx().await?;
    Ok(Page::whole(active(&mut tx).await?))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct TenantSwitch {
    #[garde(skip)]
    pub tenant_id: Uuid,
}

/// An access token for another workspace, in the same session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwitchedSession {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    pub tenant: TenantSummary,
    pub role: Role,
    /// What the workspace still asks for before it lets this session in.
    pub mfa: Standing,
}

/// Gives a token for another of one's workspaces. The session and its refresh token stay; from here on it refreshes for that
/// workspace. 404 for one that is not yours.
#[utoipa::path(post, path = "/auth/switch-tenant", tag = "auth", security(("bearer" = [])), request_body = TenantSwitch, responses((status = 200, body = Data<SwitchedSession>)))]
pub async fn switch_tenant(
    caller: Person,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(switch): Valid<TenantSwitch>,
) -> Result<Response> {
    let (user_id, session_id) = (caller.principal.user_id, caller.principal.session_id);
    let mut tx = caller.kernel().db.person(user_id).await?;
    let mine = active(&mut tx).await?;
    let Membership { tenant, role } =
        mine.into_iter().find(|m| m.tenant.id == switch.tenant_id).ok_or_else(|| Problem::not_found("workspace"))?;
    let session_expires_at = sqlx::query_scalar!(
        "UPDATE sessions SET tenant_id = $2 WHERE id = $1 AND ended_at IS NULL RETURNING expires_at",
        session_id,
        tenant.id
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(session_ended)?;
    let mut tx = tx.enter(tenant.id).await?;
    let mfa = session::standing(&mut tx, user_id, session_id).await?;
    tx.audit(Audit::new("session.switched", "session").target(session_id));
    tx.commit().await?;
    let access = identity.tokens.access(&Subject { user_id, tenant_id: tenant.id, session_id, session_expires_at }).await?;
    let data = SwitchedSession { access_token: access.token, expires_in: access.seconds, tenant, role, mfa };
    let mut response = Json(Data { data }).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
