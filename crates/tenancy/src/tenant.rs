//! The tenant itself.

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Audit, Can, Data, Result, Valid, grants};
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
    pub created_at: DateTime<Utc>,
}

/// The workspace that the token is for.
#[utoipa::path(get, path = "/tenant", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Data<Tenant>)))]
pub async fn get_tenant(ctx: Can<grants::TenantRead>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    let tenant = sqlx::query_as!(
        Tenant,
        "SELECT tenant_id AS id, slug, name, audit_days, created_at FROM tenants WHERE tenant_id = $1",
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
}

/// Changes the workspace's settings.
#[utoipa::path(patch, path = "/tenant", tag = "tenancy", security(("bearer" = [])), request_body = TenantChange, responses((status = 200, body = Data<Tenant>)))]
pub async fn update_tenant(ctx: Can<grants::TenantWrite>, Valid(change): Valid<TenantChange>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = sqlx::query_as!(
        Tenant,
        "SELECT tenant_id AS id, slug, name, audit_days, created_at FROM tenants WHERE tenant_id = $1 FOR UPDATE",
        ctx.principal.tenant_id
    )
    .fetch_one(&mut *tx)
    .await?;
    let tenant = sqlx::query_as!(
        Tenant,
        "UPDATE tenants SET name = coalesce($2, name), audit_days = coalesce($3, audit_days) WHERE tenant_id = $1
         RETURNING tenant_id AS id, slug, name, audit_days, created_at",
        ctx.principal.tenant_id,
        change.name,
        change.audit_days
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.audit(Audit::new("tenant.changed", "tenant").target(tenant.id).before(&before).after(&tenant));
    tx.commit().await?;
    Ok(Data { data: tenant })
}
