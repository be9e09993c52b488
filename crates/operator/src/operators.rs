//! Who is operator. The first one is made on the command line (`dealsmart operator grant`); no tenant's operation touches it.

use crate::{
    Shared,
    reason::OperatorReason,
    users::{
        entry,
        read::{self, InstallationUserDetail},
    },
};
use axum::Extension;
use kernel::{AccessChange, Data, IsOperator, PathId, Problem, Result, Valid};

/// Makes a user operator of the installation. They need a second factor to be one. 409 `suspended`.
#[utoipa::path(post, path = "/admin/users/{id}/grant-operator", tag = "operator", security(("operator" = [])), params(("id" = uuid::Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationUserDetail>)))]
pub async fn grant_operator(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationUserDetail>> {
    let mut tx = operator.tx().await?;
    let user = read::load(&mut tx, &shared, id).await?;
    if user.suspension.is_some() {
        return Err(Problem::conflict("suspended", "This account is suspended. Let it in again first."));
    }
    let now = tx.now();
    let done = sqlx::query_scalar!(r#"SELECT app.grant_operator($1, $2) AS "done!""#, id, now).fetch_one(&mut *tx).await?;
    if !done {
        return Ok(Data { data: user });
    }
    tx.access_changed(AccessChange::User(id));
    tx.log(entry("operator.granted", &user, why.text()));
    let data = read::load(&mut tx, &shared, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}

/// Takes the office from another operator, at once; what they have open in members' names ends. 409 `own_place`.
#[utoipa::path(post, path = "/admin/users/{id}/revoke-operator", tag = "operator", security(("operator" = [])), params(("id" = uuid::Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationUserDetail>)))]
pub async fn revoke_operator(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationUserDetail>> {
    if id == operator.principal().user_id {
        return Err(Problem::conflict("own_place", "Another operator takes it from you, or the command line does."));
    }
    let mut tx = operator.tx().await?;
    let user = read::load(&mut tx, &shared, id).await?;
    let done = sqlx::query_scalar!(r#"SELECT app.revoke_operator($1) AS "done!""#, id).fetch_one(&mut *tx).await?;
    if !done {
        return Ok(Data { data: user });
    }
    tx.access_changed(AccessChange::User(id));
    tx.log(entry("operator.revoked", &user, why.text()));
    let data = read::load(&mut tx, &shared, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}
