use super::read::{self, InstallationTenantDetail};
use crate::reason::OperatorReason;
use kernel::{AccessChange, Data, IsOperator, OperatorEntry, PathId, Problem, Result, Valid};

/// Suspends a tenant: its people are out with their next request, sockets included, and its widgets say that nobody is there.
/// Nothing of it is lost. Suspended already, it stays as it is. 409 `own_tenant` for the one that the operator is signed in to.
#[utoipa::path(post, path = "/admin/tenants/{id}/suspend", tag = "operator", security(("operator" = [])), params(("id" = uuid::Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationTenantDetail>)))]
pub async fn admin_suspend_tenant(
    operator: IsOperator,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationTenantDetail>> {
    if id == operator.principal().tenant_id {
        return Err(Problem::conflict(
            "own_tenant",
            "You are signed in to this tenant, and would be out yourself. Switch to another first.",
        ));
    }
    let mut tx = operator.tx().await?;
    let before = read::load(&mut tx, id).await?;
    let now = tx.now();
    let done = sqlx::query_scalar!(r#"SELECT app.suspend_tenant($1, $2, $3) AS "done!""#, id, why.text(), now).fetch_one(&mut *tx).await?;
    if !done {
        return Ok(Data { data: before });
    }
    tx.log(OperatorEntry::new("tenant.suspended", "tenant").target(id, &before.name).tenant(id).reason(why.text()));
    tx.access_changed(AccessChange::Closed(id));
    let data = read::load(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}

/// Opens a suspended tenant again. Its people come in with the sessions that they had.
#[utoipa::path(post, path = "/admin/tenants/{id}/unsuspend", tag = "operator", security(("operator" = [])), params(("id" = uuid::Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationTenantDetail>)))]
pub async fn admin_unsuspend_tenant(
    operator: IsOperator,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationTenantDetail>> {
    let mut tx = operator.tx().await?;
    let before = read::load(&mut tx, id).await?;
    let done = sqlx::query_scalar!(r#"SELECT app.unsuspend_tenant($1) AS "done!""#, id).fetch_one(&mut *tx).await?;
    if !done {
        return Ok(Data { data: before });
    }
    tx.log(OperatorEntry::new("tenant.unsuspended", "tenant").target(id, &before.name).tenant(id).reason(why.text()));
    tx.access_changed(AccessChange::Closed(id));
    let data = read::load(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}
