//! Invitations, as their workspace sees them and as who holds one does.

use crate::roles::{self, Place};
use axum::{Extension, extract::State};
use chrono::{DateTime, Duration, Utc};
use contracts::{
    mail::Mail,
    tenancy::{Invite, Tenancy, TenantSummary},
};
use garde::Validate;
use kernel::{
    Audit, Can, Created, Cursor, Data, Kernel, NoContent, Page, PageQuery, PathId, Person, Problem, Query, Result, Role, TenantCtx, Valid,
    grants,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

const DEFAULT_DAYS: i64 = 7;

/// Where links in mails lead.
#[derive(Clone)]
pub struct PublicUrl(pub Arc<str>);

impl PublicUrl {
    /// The secret stands behind `#`, which browsers keep to themselves: no server's log and no referrer has it.
    fn invitation(&self, token: &str) -> String {
        format!("{}/invitation#{token}", self.0)
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationView {
    pub id: Uuid,
    pub email: String,
    pub role: Role,
    /// A custom role.
    pub role_id: Option<Uuid>,
    pub role_name: String,
    pub invited_by: Option<String>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub expired: bool,
}

/// Invitations that were not accepted yet, the newest first.
#[utoipa::path(get, path = "/invitations", tag = "tenancy", security(("bearer" = [])), params(PageQuery), responses((status = 200, body = Page<InvitationView>)))]
pub async fn list_invitations(ctx: Can<grants::MembersWrite>, Query(page): Query<PageQuery>) -> Result<Page<InvitationView>> {
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let mut tx = ctx.tenant_tx().await?;
    let now = tx.now();
    let rows = sqlx::query!(
        r#"SELECT i.id, i.email, i.role, i.role_id, r.name AS "role_name?", u.name AS "invited_by?", i.created_at, i.expires_at
           FROM invitations i
           LEFT JOIN roles r ON r.tenant_id = i.tenant_id AND r.id = i.role_id
           LEFT JOIN users u ON u.id = i.invited_by
           WHERE i.tenant_id = $1 AND i.accepted_at IS NULL AND ($2::timestamptz IS NULL OR (i.created_at, i.id) < ($2, $3))
           ORDER BY i.created_at DESC, i.id DESC LIMIT $4"#,
        ctx.principal.tenant_id,
        cursor.as_ref().and_then(|c| c.at),
        cursor.map(|c| c.id).unwrap_or_default(),
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let invitations = rows
        .into_iter()
        .map(|row| {
            let role: Role = row.role.parse().map_err(Problem::internal)?;
            Ok(InvitationView {
                id: row.id,
                email: row.email,
                role,
                role_id: row.role_id,
                role_name: row.role_name.unwrap_or_else(|| role.as_str().to_owned()),
                invited_by: row.invited_by,
                created_at: row.created_at,
                expires_at: row.expires_at,
                expired: row.expires_at <= now,
            })
        })
        .collect::<Result<_>>()?;
    Ok(Page::new(invitations, limit, |i: &InvitationView| Cursor::at(i.created_at, i.id)))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewInvitation {
    #[garde(email, length(max = 254))]
    pub email: String,
    #[garde(skip)]
    pub role: Role,
    /// A custom role, based on `role`.
    #[garde(skip)]
    pub role_id: Option<Uuid>,
    /// 1 to 30; 7 when absent.
    #[garde(inner(range(min = 1, max = 30)))]
    pub days: Option<i64>,
}

/// Invites an address by mail; an open invitation of it is renewed, and its old link stops working. 403 for a role above one's
/// own; 409 `already_member`.
#[utoipa::path(post, path = "/invitations", tag = "tenancy", security(("bearer" = [])), request_body = NewInvitation, responses((status = 201, body = Data<InvitationView>)))]
pub async fn create_invitation(
    ctx: Can<grants::MembersWrite>,
    Extension(tenancy): Extension<Arc<dyn Tenancy>>,
    Extension(url): Extension<PublicUrl>,
    Valid(new): Valid<NewInvitation>,
) -> Result<Created<InvitationView>> {
    let mut tx = ctx.tenant_tx().await?;
    let place = roles::place(&mut tx, new.role, new.role_id).await?;
    place.may_be_given_by(&ctx.principal)?;
    let Place { role, role_id, name: role_name, .. } = place;
    let (now, email) = (tx.now(), new.email.trim().to_lowercase());
    let expires_at = now + Duration::days(new.days.unwrap_or(DEFAULT_DAYS));
    let invite = Invite { email: email.clone(), role, role_id, expires_at };
    let invited = tenancy.invite(&mut tx, &invite).await?;
    let names = sqlx::query!(
        r#"SELECT coalesce((SELECT name FROM users WHERE id = $1), (SELECT name FROM api_keys WHERE tenant_id = $2 AND id = $1), t.name) AS "inviter!",
             t.name AS workspace
           FROM tenants t WHERE t.tenant_id = $2"#,
        ctx.principal.user_id,
        ctx.principal.tenant_id
    )
    .fetch_one(&mut *tx)
    .await?;
    let data = json!({
        "workspace": names.workspace, "inviter": names.inviter, "role": role_name,
        "link": url.invitation(&invited.token), "expires_at": expires_at,
    });
    tx.enqueue(Mail::new(email.as_str(), "invitation", data).until(expires_at).job()?);
    tx.commit().await?;
    Ok(Created(InvitationView {
        id: invited.id,
        email,
        role,
        role_id,
        role_name,
        invited_by: Some(names.inviter),
        created_at: now,
        expires_at,
        expired: false,
    }))
}

/// Withdraws an invitation: its link stops working.
#[utoipa::path(delete, path = "/invitations/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Withdrawn")))]
pub async fn withdraw_invitation(ctx: Can<grants::MembersWrite>, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let email = sqlx::query_scalar!(
        "DELETE FROM invitations WHERE tenant_id = $1 AND id = $2 AND accepted_at IS NULL RETURNING email",
        ctx.principal.tenant_id,
        id
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| Problem::not_found("invitation"))?;
    tx.audit(Audit::new("invitation.withdrawn", "invitation").target(id).before(&json!({ "email": email })));
    tx.commit().await?;
    Ok(NoContent)
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct InvitationToken {
    /// From the invitation's link.
    #[garde(length(max = 200))]
    pub token: String,
}

/// What an invitation is to, for who holds its link.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenInvitation {
    pub workspace: String,
    pub email: String,
    pub role: Role,
    pub role_name: String,
    pub invited_by: Option<String>,
    pub expires_at: DateTime<Utc>,
    /// Whether the address has an account: then sign in and accept, else `POST /auth/accept-invitation`.
    pub has_account: bool,
}

/// Shows what an invitation is to. A POST, so that the token stands in no address. 404 for one that is unknown, used, expired or withdrawn.
#[utoipa::path(post, path = "/invitations/read", tag = "tenancy", request_body = InvitationToken, responses((status = 200, body = Data<OpenInvitation>)))]
pub async fn read_invitation(
    State(kernel): State<Kernel>,
    Extension(tenancy): Extension<Arc<dyn Tenancy>>,
    Valid(held): Valid<InvitationToken>,
) -> Result<Data<OpenInvitation>> {
    let invitation = tenancy.invitation(&kernel.db, &held.token).await?;
    Ok(Data {
        data: OpenInvitation {
            workspace: invitation.tenant.name,
            email: invitation.email,
            role: invitation.role,
            role_name: invitation.role_name,
            invited_by: invitation.invited_by,
            expires_at: invitation.expires_at,
            has_account: invitation.has_account,
        },
    })
}

/// A new place in a workspace; `POST /auth/switch-tenant` leads there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    pub tenant: TenantSummary,
    pub role: Role,
}

/// Takes the place that an invitation to one's own address offers. 403 `other_account` when it is to another address; 404 as for
/// `POST /invitations/read`; 409 `already_member`.
#[utoipa::path(post, path = "/invitations/accept", tag = "tenancy", security(("bearer" = [])), request_body = InvitationToken, responses((status = 200, body = Data<Joined>)))]
pub async fn accept_invitation(
    caller: Person,
    Extension(tenancy): Extension<Arc<dyn Tenancy>>,
    Valid(held): Valid<InvitationToken>,
) -> Result<Data<Joined>> {
    let db = &caller.kernel().db;
    let invitation = tenancy.invitation(db, &held.token).await?;
    let user_id = caller.principal.user_id;
    let mut tx = db.tenant(&TenantCtx::user(invitation.tenant.id, user_id)).await?;
    let email = sqlx::query_scalar!("SELECT email FROM users WHERE id = $1", user_id).fetch_one(&mut *tx).await?;
    if !email.eq_ignore_ascii_case(&invitation.email) {
        return Err(Problem::new(
            axum::http::StatusCode::FORBIDDEN,
            "other_account",
            "This invitation is to another e-mail address. Sign in with that one.",
        ));
    }
    let role = tenancy.accept_invitation(&mut tx, &invitation, user_id).await?;
    tx.commit().await?;
    Ok(Data { data: Joined { tenant: invitation.tenant, role } })
}
