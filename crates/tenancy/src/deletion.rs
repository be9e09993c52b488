//! The end of a workspace: asked for by an owner, revoked within thirty days, then for good.

use crate::{
    erase,
    tenant::{self, Tenant},
};
use chrono::Duration;
use garde::Validate;
use kernel::{Can, Data, Problem, Result, Valid, grants};
use serde::Deserialize;
use utoipa::ToSchema;

/// Days in which it can be taken back.
pub(crate) const GRACE_DAYS: i64 = 30;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct DeletionRequest {
    /// The workspace's name, letter by letter: nobody deletes the wrong one.
    #[garde(length(max = 100))]
    pub name: String,
}

/// Asks for the workspace's end. It goes on as before for thirty days, in which an owner can take it back; then everything in it is
/// erased. Its people keep their accounts. 403 `proof_required` unless one proved who one is within the last ten minutes; 409
/// `name_differs`, `being_deleted`.
#[utoipa::path(post, path = "/tenant/deletion", tag = "tenancy", security(("bearer" = [])), request_body = DeletionRequest, responses((status = 200, body = Data<Tenant>)))]
pub async fn delete_tenant(ctx: Can<grants::TenantDelete>, Valid(request): Valid<DeletionRequest>) -> Result<Data<Tenant>> {
    let asked_by = ctx.principal.person()?;
    let mut tx = ctx.tenant_tx().await?;
    ctx.principal.recently_proved(tx.now())?;
    tenant::lock(&mut tx).await?;
    let before = tenant::load(&mut tx).await?;
    if request.name.trim() != before.name {
        return Err(Problem::conflict("name_differs", "This is not the workspace's name. Write it exactly as it is."));
    }
    if before.delete_at.is_some() {
        return Err(Problem::conflict("being_deleted", "Somebody asked for this already."));
    }
    let delete_at = tx.now() + Duration::days(GRACE_DAYS);
    sqlx::query!("UPDATE tenants SET delete_at = $2, deleted_by = $3 WHERE tenant_id = $1", ctx.principal.tenant_id, delete_at, asked_by)
        .execute(&mut *tx)
        .await?;
    tx.enqueue(erase::job(delete_at));
    let after = tenant::load(&mut tx).await?;
    tenant::changed(&mut tx, "tenant.deletion_requested", &before, &after)?;
    tx.commit().await?;
    Ok(Data { data: after })
}

/// Takes it back: the workspace stays. 409 `not_being_deleted`.
#[utoipa::path(delete, path = "/tenant/deletion", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Data<Tenant>)))]
pub async fn restore_tenant(ctx: Can<grants::TenantDelete>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    tenant::lock(&mut tx).await?;
    let (before, now) = (tenant::load(&mut tx).await?, tx.now());
    // Once the grace is over, erasing may be under way.
    if before.delete_at.is_none_or(|at| at <= now) {
        return Err(Problem::conflict("not_being_deleted", "There is nothing to take back."));
    }
    sqlx::query!("UPDATE tenants SET delete_at = NULL, deleted_by = NULL WHERE tenant_id = $1", ctx.principal.tenant_id)
        .execute(&mut *tx)
        .await?;
    let after = tenant::load(&mut tx).await?;
    tenant::changed(&mut tx, "tenant.deletion_revoked", &before, &after)?;
    tx.commit().await?;
    Ok(Data { data: after })
}
