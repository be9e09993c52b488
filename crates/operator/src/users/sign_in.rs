//! What an operator does about the ways in of somebody whose account may be in other hands.

use super::{
    entry,
    read::{self, FactorFigures, InstallationUserDetail},
};
use crate::{Shared, reason::OperatorReason};
use axum::Extension;
use chrono::{DateTime, Utc};
use contracts::{mail::Mail, operator::forgotten_password};
use kernel::{AccessChange, Data, INSTALLATION, IsOperator, OperatorTx, PathId, Problem, Result, Valid};
use serde_json::json;
use uuid::Uuid;

/// Ends all sessions of a user and returns how many there were.
pub(crate) async fn end_sessions(tx: &mut OperatorTx, user_id: Uuid, reason: &str) -> Result<usize> {
    let now = tx.now();
    let ended =
        sqlx::query_scalar!(r#"SELECT app.end_sessions_of($1, $2, $3) AS "id!""#, user_id, reason, now).fetch_all(&mut **tx).await?;
    for id in &ended {
        tx.access_changed(AccessChange::Session(*id));
    }
    Ok(ended.len())
}

/// Ends all sessions of a user, wherever they are, sockets included.
#[utoipa::path(post, path = "/admin/users/{id}/end-sessions", tag = "operator", security(("operator" = [])), params(("id" = Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationUserDetail>)))]
pub async fn admin_end_sessions(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationUserDetail>> {
    let mut tx = operator.tx().await?;
    let user = read::load(&mut tx, &shared, id).await?;
    let sessions = end_sessions(&mut tx, id, "ended_by_operator").await?;
    tx.log(entry("user.sessions_ended", &user, why.text()).after(&json!({ "sessions": sessions })));
    let data = read::load(&mut tx, &shared, id).await?;
    tx.commit().await?;
    Ok(Data { data })
}

/// Removes all second factors of a user who lost them, and ends all sessions. The user gets a letter, and sets up new ones where
/// their workspaces require them. 409 `no_factor` when there are none; 409 `own_place` for one's own.
#[utoipa::path(post, path = "/admin/users/{id}/remove-factors", tag = "operator", security(("operator" = [])), params(("id" = Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationUserDetail>)))]
pub async fn admin_remove_factors(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationUserDetail>> {
    if id == operator.principal().user_id {
        return Err(Problem::conflict(
            "own_place",
            "Your own factors are in your settings; if you lost them, another operator removes them.",
        ));
    }
    let mut tx = operator.tx().await?;
    let user = read::load(&mut tx, &shared, id).await?;
    if user.factors == (FactorFigures { totp: false, passkeys: 0, recovery_codes: 0 }) {
        return Err(Problem::conflict("no_factor", "This user has no second factor."));
    }
    sqlx::query!("SELECT app.remove_factors($1)", id).execute(&mut *tx).await?;
    let sessions = end_sessions(&mut tx, id, "factors_removed").await?;
    tx.log(entry("user.factors_removed", &user, why.text()).before(&user.factors).after(&json!({ "sessions": sessions })));
    let (now, data) = (tx.now(), read::load(&mut tx, &shared, id).await?);
    // A letter about an account is no workspace's.
    let mut tx = tx.enter(INSTALLATION).await?;
    let kinds = [("totp", user.factors.totp), ("passkey", user.factors.passkeys > 0)];
    for (kind, _) in kinds.into_iter().filter(|(_, there)| *there) {
        tx.enqueue(letter(&data, kind, now).job()?);
    }
    tx.commit().await?;
    Ok(Data { data })
}

/// The security notice that the user would get had they removed it themselves.
fn letter(user: &InstallationUserDetail, kind: &str, at: DateTime<Utc>) -> Mail {
    let device = "the operator of this installation";
    let data = json!({ "name": user.name, "kind": kind, "factor": null, "device": device, "place": null, "at": at });
    Mail::new(user.email.as_str(), "factor_removed", data)
}

/// Makes the password unusable and ends all sessions: the user gets the letter of a forgotten password, and can ask for another.
/// Other ways of signing in stay.
#[utoipa::path(post, path = "/admin/users/{id}/require-password-reset", tag = "operator", security(("operator" = [])), params(("id" = Uuid, Path)), request_body = OperatorReason, responses((status = 200, body = Data<InstallationUserDetail>)))]
pub async fn admin_require_password_reset(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Valid(why): Valid<OperatorReason>,
) -> Result<Data<InstallationUserDetail>> {
    let mut tx = operator.tx().await?;
    let user = read::load(&mut tx, &shared, id).await?;
    let now = tx.now();
    sqlx::query!("SELECT app.drop_password($1, $2)", id, now).execute(&mut *tx).await?;
    let sessions = end_sessions(&mut tx, id, "password_reset_required").await?;
    tx.log(entry("user.password_reset_required", &user, why.text()).after(&json!({ "sessions": sessions })));
    let data = read::load(&mut tx, &shared, id).await?;
    let mut tx = tx.enter(INSTALLATION).await?;
    tx.enqueue(forgotten_password(&data.email));
    tx.commit().await?;
    Ok(Data { data })
}
