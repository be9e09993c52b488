//! The tenant itself.

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{AccessChange, Audit, Can, Data, Principal, Result, Valid, grants};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct Tenant {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    /// Days for which the audit log is kept.
    pub audit_days: i32,
    /// Whether members need a second factor to come in.
    pub mfa_required: bool,
    pub created_at: DateTime<Utc>,
}

/// The workspace that the token is for.
#[utoipa::path(get, path = "/tenant", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Data<Tenant>)))]
pub async fn get_tenant(ctx: Can<grants::TenantRead>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    let tenant = sqlx::query_as!(
        Tenant,
        "SELECT tenant_id AS id, slug, name, audit_days, mfa_required, created_at FROM tenants WHERE tenant_id = $1",
        ctx.principal.tenant_id
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(Data { data: tenant })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct TenantChange {
    #[garde(inner(length(chars, min = 1, max = 100)))]
    pub name: Option<String>,
    /// Days for which the audit log is kept, 30 to 3650.
    #[garde(inner(range(min = 30, max = 3650)))]
    pub audit_days: Option<i32>,
    /// Whether members need a second factor to come in. Those without one are led to set one up, and see nothing until then.
    #[garde(skip)]
    pub mfa_required: Option<bool>,
}

/// Who asks others for a second factor has shown their own; who lets go of it has shown just now that it is they.
fn may_require(principal: &Principal, change: &TenantChange, before: &Tenant, now: DateTime<Utc>) -> Result<()> {
    match change.mfa_required {
        Some(wanted) if wanted == before.mfa_required => Ok(()),
        Some(true) => principal.proved_twice(),
        Some(false) => principal.proved_twice().and_then(|()| principal.recently_proved(now)),
        None => Ok(()),
    }
}

/// Changes the workspace's settings. To require second factors one has shown one's own (403 `factor_required`); to require
/// them no more, also within the last ten minutes (403 `proof_required`). What members without one have open ends at once.
#[utoipa::path(patch, path = "/tenant", tag = "tenancy", security(("bearer" = [])), request_body = TenantChange, responses((status = 200, body = Data<Tenant>)))]
pub async fn update_tenant(ctx: Can<grants::TenantWrite>, Valid(change): Valid<TenantChange>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = sqlx::query_as!(
        Tenant,
        "SELECT tenant_id AS id, slug, name, audit_days, mfa_required, created_at FROM tenants WHERE tenant_id = $1 FOR UPDATE",
        ctx.principal.tenant_id
    )
    .fetch_one(&mut *tx)
    .await?;
    may_require(&ctx.principal, &change, &before, tx.now())?;
    let tenant = sqlx::query_as!(
        Tenant,
        "UPDATE tenants SET name = coalesce($2, name), audit_days = coalesce($3, audit_days), mfa_required = coalesce($4, mfa_required) WHERE tenant_id = $1
         RETURNING tenant_id AS id, slug, name, audit_days, mfa_required, created_at",
        ctx.principal.tenant_id,
        change.name,
        change.audit_days,
        change.mfa_required
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.audit(Audit::new("tenant.changed", "tenant").target(tenant.id).before(&before).after(&tenant));
    if tenant.mfa_required != before.mfa_required {
        tx.access_changed(AccessChange::Tenant(tenant.id));
    }
    tx.commit().await?;
    Ok(Data { data: tenant })
}
