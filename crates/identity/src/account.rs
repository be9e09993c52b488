//! One's own account.

use chrono::{DateTime, Utc};
use contracts::tenancy::TenantSummary;
use kernel::{Data, Problem, Result, Role, SignedIn};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub permissions: Vec<String>,
    pub tenant: TenantSummary,
    /// Whether one runs this installation.
    pub operator: bool,
    /// Set while an operator is here in one's name.
    pub impersonation: Option<ImpersonationView>,
    /// Whether the e-mail address was shown to be theirs.
    pub email_verified: bool,
    /// None: as the browser says.
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    /// When the account will be deleted, as they asked for; `POST /users/me/restore` takes it back.
    pub deletes_at: Option<DateTime<Utc>>,
}

/// An operator in one's name.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImpersonationView {
    pub operator_name: String,
    pub reason: String,
    /// Whether it may change something.
    pub writes: bool,
    pub ends_at: DateTime<Utc>,
}

/// Who is signed in, with role and permissions as they are now.
#[utoipa::path(get, path = "/users/me", tag = "users", security(("bearer" = [])), responses((status = 200, body = Data<Me>)))]
pub async fn get_me(caller: SignedIn) -> Result<Data<Me>> {
    let mut tx = caller.tenant_tx().await?;
    let row = sqlx::query!(
        r#"SELECT u.id, u.email, u.name, u.email_verified_at IS NOT NULL AS "email_verified!", u.locale, u.time_zone, u.delete_at,
             m.role, t.slug, t.name AS tenant_name
           FROM members m JOIN users u ON u.id = m.user_id JOIN tenants t ON t.tenant_id = m.tenant_id
           WHERE m.tenant_id = $1 AND m.user_id = $2"#,
        caller.principal.tenant_id,
        caller.principal.user_id
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::unauthenticated)?;
    let role: Role = row.role.parse().map_err(Problem::internal)?;
    Ok(Data {
        data: Me {
            id: row.id,
            email: row.email,
            name: row.name,
            role,
            permissions: caller.principal.permissions.names(),
            operator: caller.principal.operator && caller.principal.impersonation.is_none(),
            impersonation: caller.principal.impersonation.as_ref().map(|by| ImpersonationView {
                operator_name: by.operator_name.clone(),
                reason: by.reason.clone(),
                writes: by.writes,
                ends_at: by.ends_at,
            }),
            tenant: TenantSummary { id: caller.principal.tenant_id, slug: row.slug, name: row.tenant_name },
            email_verified: row.email_verified,
            locale: row.locale,
            time_zone: row.time_zone,
            deletes_at: row.delete_at,
        },
    })
}
