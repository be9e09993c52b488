//! The tenant itself.

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Data, Result, Valid, grants};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct Tenant {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub created_at: DateTime<Utc>,
}

/// The workspace that the token is for.
#[utoipa::path(get, path = "/tenant", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Data<Tenant>)))]
pub async fn get_tenant(ctx: Can<grants::TenantRead>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    let tenant = sqlx::query_as!(
        Tenant,
        "SELECT tenant_id AS id, slug, name, created_at FROM tenants WHERE tenant_id = $1",
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
}

/// Renames the workspace.
#[utoipa::path(patch, path = "/tenant", tag = "tenancy", security(("bearer" = [])), request_body = TenantChange, responses((status = 200, body = Data<Tenant>)))]
pub async fn update_tenant(ctx: Can<grants::TenantWrite>, Valid(change): Valid<TenantChange>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    let tenant = sqlx::query_as!(
        Tenant,
        "UPDATE tenants SET name = coalesce($2, name) WHERE tenant_id = $1 RETURNING tenant_id AS id, slug, name, created_at",
        ctx.principal.tenant_id,
        change.name
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Data { data: tenant })
}
