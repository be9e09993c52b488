//! Another e-mail address for an account: asked for with the password, confirmed at the new address by who is signed in, told to the
//! old one, which can take it back for a week.

use crate::{
    Identity, accounts, factors, mail_limits,
    proof::{self, Purpose, Secret},
    reset, users,
    verification::MOST_AN_HOUR,
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use chrono::Duration;
use garde::Validate;
use kernel::{Audit, ConstraintExt, Data, Kernel, NoContent, Person, Problem, Result, Valid, audit::origin};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct EmailChange {
    #[garde(email, length(max = 254))]
    pub email: String,
    #[garde(length(max = 512))]
    pub password: String,
}

/// Asks for another e-mail address. A letter with a link goes to it; until that is opened, nothing changes. 202 also for an address
/// that has an account, which is told so by the letter. 422 `wrong_password`; 409 `same_email`; 429 `too_many_letters`.
#[utoipa::path(post, path = "/users/me/email", tag = "users", security(("bearer" = [])), request_body = EmailChange, responses((status = 202, description = "A letter is on its way to the new address")))]
pub async fn change_email(
    caller: Person,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(change): Valid<EmailChange>,
) -> Result<StatusCode> {
    let user_id = caller.principal.user_id;
    let person = accounts::ask_password(caller.kernel(), &identity, user_id, "password", change.password, origin().ip()).await?;
    let email = change.email.trim().to_lowercase();
    if person.email.eq_ignore_ascii_case(&email) {
        return Err(Problem::conflict("same_email", "This is your address already."));
    }
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    accounts::lock(&mut tx, user_id).await?;
    let (count, oldest) = proof::recent(&mut tx, user_id, Purpose::Change, now).await?;
    if count >= MOST_AN_HOUR {
        return Err(mail_limits::too_many(oldest.unwrap_or(now) + Duration::hours(1) - now));
    }
    proof::void(&mut tx, user_id, &[Purpose::Change], now).await?;
    // Made in both cases, so that what is counted and how long it takes is the same.
    let issued = proof::issue(&mut tx, &identity, user_id, Purpose::Change, &email).await?;
    let letter = if users::is_free(&mut tx, &email, now).await? {
        identity.email_change_letter(&email, &issued)?
    } else {
        identity.known_letter(&email)?
    };
    tx.enqueue_personal(letter);
    tx.audit(Audit::new("account.email_change_asked", "user").target(user_id).after(&json!({ "email": email })));
    tx.commit().await?;
    Ok(StatusCode::ACCEPTED)
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct EmailConfirmation {
    /// From the letter's link.
    #[garde(length(max = 200))]
    pub token: String,
    /// For who is not signed in.
    #[garde(inner(length(max = 512)))]
    pub password: Option<String>,
}

/// Makes the new address the account's, with the link that it was sent, signed in or with the password. The old address is told, and
/// can take it back for seven days. 404 when the link is over; 403 `password_needed`; 409 `email_taken`; 422 `wrong_password`.
#[utoipa::path(post, path = "/auth/email-change/confirm", tag = "auth", request_body = EmailConfirmation, responses((status = 204, description = "Changed")))]
pub async fn confirm_email_change(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    Valid(shown): Valid<EmailConfirmation>,
) -> Result<NoContent> {
    let secret = Secret::decode(&shown.token)?;
    let (user_id, now) = (secret.of, identity.clock.now());
    proof::open(&mut *kernel.db.person(user_id).await?, &secret, Purpose::Change, now).await?;
    accounts::is_them(&kernel, &identity, user_id, &headers, shown.password, origin().ip()).await?;
    let mut tx = accounts::at_home(kernel.db.person(user_id).await?).await?;
    let proof = proof::open(&mut tx, &secret, Purpose::Change, now).await?;
    let before = accounts::lock(&mut tx, user_id).await?;
    if !users::is_free(&mut tx, &proof.email, now).await? {
        return Err(email_taken());
    }
    sqlx::query!("UPDATE users SET email = $2, email_verified_at = $3, updated_at = $3 WHERE id = $1", user_id, proof.email, now)
        .execute(&mut *tx)
        .await
        .on_constraint("users_email_key", email_taken)?;
    // Links to the old address lead nowhere any more.
    proof::void(&mut tx, user_id, &[Purpose::Verify, Purpose::Reset, Purpose::Change], now).await?;
    let undo = proof::issue(&mut tx, &identity, user_id, Purpose::Undo, &before.email).await?;
    tx.enqueue_personal(identity.email_changed_letter(&before.email, &proof.email, &undo)?);
    let audit = Audit::new("account.email_changed", "user").target(user_id);
    tx.audit(audit.before(&json!({ "email": before.email })).after(&json!({ "email": proof.email })));
    tx.commit().await?;
    Ok(NoContent)
}

fn email_taken() -> Problem {
    Problem::conflict("email_taken", "This address has got an account of its own meanwhile.")
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct EmailUndo {
    /// From the letter's link.
    #[garde(length(max = 200))]
    pub token: String,
}

/// What follows when an address was taken back.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmailRestored {
    pub email: String,
    /// For `POST /auth/password/reset`: whoever changed the address knew the password.
    pub reset_token: String,
}

/// Gives an account its address of before back, with the link in the letter to that one. All sessions end, the password works no more, what was
/// added since the day before to sign in with (second factors, passkeys, accounts at providers) is gone, and the answer's token sets a new one. 404 when the link is over.
#[utoipa::path(post, path = "/auth/email-change/undo", tag = "auth", request_body = EmailUndo, responses((status = 200, body = Data<EmailRestored>)))]
pub async fn undo_email_change(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(shown): Valid<EmailUndo>,
) -> Result<Data<EmailRestored>> {
    let secret = Secret::decode(&shown.token)?;
    let (user_id, now) = (secret.of, identity.clock.now());
    let mut tx = accounts::at_home(kernel.db.person(user_id).await?).await?;
    let proof = proof::open(&mut tx, &secret, Purpose::Undo, now).await?;
    let before = accounts::lock(&mut tx, user_id).await?;
    sqlx::query!(
        "UPDATE users SET email = $2, email_verified_at = $3, updated_at = $3, delete_at = NULL WHERE id = $1",
        user_id,
        proof.email,
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("users_email_key", email_taken)?;
    // A hash that no password has.
    reset::set_password(&mut tx, user_id, "!", None, now).await?;
    proof::void(&mut tx, user_id, &[Purpose::Verify], now).await?;
    // Whoever took the address may have been in for a while before.
    factors::remove_added_since(&mut tx, user_id, proof.created_at - Duration::days(1)).await?;
    // What was changed after this change is undone with it; what was changed before can still be.
    sqlx::query!(
        "UPDATE email_proofs SET used_at = $3 WHERE user_id = $1 AND purpose = 'undo' AND used_at IS NULL
           AND created_at >= (SELECT created_at FROM email_proofs WHERE id = $2)",
        user_id,
        proof.id,
        now
    )
    .execute(&mut *tx)
    .await?;
    let issued = proof::issue(&mut tx, &identity, user_id, Purpose::Reset, &proof.email).await?;
    let audit = Audit::new("account.email_restored", "user").target(user_id);
    tx.audit(audit.before(&json!({ "email": before.email })).after(&json!({ "email": proof.email })));
    tx.commit().await?;
    Ok(Data { data: EmailRestored { email: proof.email, reset_token: issued.token } })
}
