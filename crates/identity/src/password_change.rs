//! A new password, with the old one.

use crate::{Identity, accounts, password_rules, reset};
use axum::Extension;
use garde::Validate;
use kernel::{Audit, NoContent, Person, Result, Valid, audit::origin};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct PasswordChange {
    #[garde(length(max = 512))]
    pub current_password: String,
    #[garde(length(chars, min = password_rules::SHORTEST, max = password_rules::LONGEST))]
    pub password: String,
}

/// Changes one's password. All other sessions end, and a letter tells of it. 422 `wrong_password` at `current_password`, or as for
/// `POST /auth/register`; 429 after too many wrong ones.
#[utoipa::path(post, path = "/users/me/password", tag = "users", security(("bearer" = [])), request_body = PasswordChange, responses((status = 204, description = "Changed")))]
pub async fn change_password(
    caller: Person,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(change): Valid<PasswordChange>,
) -> Result<NoContent> {
    let user_id = caller.principal.user_id;
    let person =
        accounts::ask_password(caller.kernel(), &identity, user_id, "current_password", change.current_password, origin().ip()).await?;
    password_rules::check("password", &change.password, &[&person.name, &person.email])?;
    let hash = identity.passwords.hash(change.password).await?;
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    let person = accounts::lock(&mut tx, user_id).await?;
    reset::set_password(&mut tx, user_id, &hash, Some(caller.principal.session_id), now).await?;
    tx.audit(Audit::new("account.password_changed", "user").target(user_id));
    tx.enqueue_personal(identity.password_changed_letter(&person.email, now)?);
    tx.commit().await?;
    Ok(NoContent)
}
