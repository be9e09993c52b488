use super::{
    entry, is_operator,
    read::{self, InstallationUserDetail},
    sign_in::end_sessions,
};
use crate::{Shared, reason::OperatorReason};
use axum::Extension;
use kernel::{AccessChange, Data, IsOperator, PathId, Result, Valid};

/// Suspends an account: its sessions end everywhere, sockets included, and it is let in by no way of signing in. Suspended
/// already, it stays as it is. 409 `is_operator`.
#[utoipa::path(post, path = "/admin/users/{id}/suspend", tag = "operator", security(("operator" = [])), params(("id" = uuid::Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationUserDetail>)))]
pub async fn admin_suspend_user(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationUserDetail>> {
    let mut tx = operator.tx().await?;
    let user = read::load(&mut tx, &shared, id).await?;
    if user.operator_since.is_some() {
        return Err(is_operator());
    }
    let now = tx.now();
    let done = sqlx::query_scalar!(r#"SELECT app.suspend_user($1, $2, $3) AS "done!""#, id, why.text(), now).fetch_one(&mut *tx).await?;
    if !done {
        return Ok(Data { data: user });
    }
    end_sessions(&mut tx, id, "suspended").await?;
    tx.access_changed(AccessChange::User(id));
    tx.log(entry("user.suspended", &user, why.text()));
    let data = read::load(&mut tx, &shared, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}

/// Lets a suspended account in again. It signs in anew.
#[utoipa::path(post, path = "/admin/users/{id}/unsuspend", tag = "operator", security(("operator" = [])), params(("id" = uuid::Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationUserDetail>)))]
pub async fn admin_unsuspend_user(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationUserDetail>> {
    let mut tx = operator.tx().await?;
    let user = read::load(&mut tx, &shared, id).await?;
    let done = sqlx::query_scalar!(r#"SELECT app.unsuspend_user($1) AS "done!""#, id).fetch_one(&mut *tx).await?;
    if !done {
        return Ok(Data { data: user });
    }
    tx.access_changed(AccessChange::User(id));
    tx.log(entry("user.unsuspended", &user, why.text()));
    let data = read::load(&mut tx, &shared, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}
