//! A password that was forgotten.
//!
//! Whoever asks gets one answer after the same work: the request is kept as a job, and only the job looks whether there is such an
//! account.

use crate::{
    Identity, accounts, password_rules,
    proof::{self, Purpose, Secret},
    sessions,
};
use async_trait::async_trait;
use axum::{Extension, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use garde::Validate;
use jobs::{Handler, Job};
use kernel::{Audit, INSTALLATION, Kernel, NoContent, Result, TenantCtx, TenantTx, Valid, audit::origin};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) const WRITE: &str = contracts::operator::FORGOTTEN_PASSWORD;
/// Letters that a person gets within an hour, whoever asks for them.
const MOST_AN_HOUR: i64 = 3;

#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
pub struct ForgottenPassword {
    #[garde(email, length(max = 254))]
    pub email: String,
}

/// Sends a letter with a link that sets a new password, to an address that has an account. 202 in any case: who asks does not learn
/// whether it has. The link is good once, for 30 minutes. 429 `too_many_letters`.
#[utoipa::path(post, path = "/auth/password/forgot", tag = "auth", request_body = ForgottenPassword, responses((status = 202, description = "A letter is on its way if the address has an account")))]
pub async fn forgot_password(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(asked): Valid<ForgottenPassword>,
) -> Result<StatusCode> {
    identity.mail_limits.take(origin().ip())?;
    let email = asked.email.trim().to_lowercase();
    let mut tx = kernel.db.tenant(&TenantCtx::installation()).await?;
    tx.enqueue(contracts::operator::forgotten_password(&email));
    tx.commit().await?;
    Ok(StatusCode::ACCEPTED)
}

/// Writes the letter, when there is an account.
pub(crate) struct WriteLetter {
    pub kernel: Kernel,
    pub identity: Arc<Identity>,
}

#[async_trait]
impl Handler for WriteLetter {
    async fn run(&self, job: &Job) -> Result<()> {
        let ForgottenPassword { email } = job.payload()?;
        let db = &self.kernel.db;
        let Some(user_id) = sqlx::query_scalar!("SELECT app.user_of_email($1)", email).fetch_one(db.outside_tenants()).await? else {
            return Ok(());
        };
        let mut tx = db.person(user_id).await?.enter(INSTALLATION).await?;
        let now = tx.now();
        let person = accounts::lock(&mut tx, user_id).await?;
        let (count, _) = proof::recent(&mut tx, user_id, Purpose::Reset, now).await?;
        if count < MOST_AN_HOUR {
            let issued = proof::issue(&mut tx, &self.identity, user_id, Purpose::Reset, &person.email).await?;
            tx.enqueue(self.identity.reset_letter(&person.email, &issued)?);
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct PasswordReset {
    /// From the letter's link.
    #[garde(length(max = 200))]
    pub token: String,
    #[garde(length(chars, min = password_rules::SHORTEST, max = password_rules::LONGEST))]
    pub password: String,
}

/// Sets a new password with the letter's link, and ends all sessions. Signing in is the next step, with all that it asks for. 404 when
/// the link is over; 422 as for `POST /auth/register`.
#[utoipa::path(post, path = "/auth/password/reset", tag = "auth", request_body = PasswordReset, responses((status = 204, description = "Set")))]
pub async fn reset_password(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(reset): Valid<PasswordReset>,
) -> Result<NoContent> {
    let secret = Secret::decode(&reset.token)?;
    let now = identity.clock.now();
    // Looked at first: a password is hashed for those only who hold a link that works.
    {
        let mut tx = kernel.db.person(secret.of).await?;
        proof::open(&mut tx, &secret, Purpose::Reset, now).await?;
        let person = accounts::lock(&mut tx, secret.of).await?;
        password_rules::check("password", &reset.password, &[&person.name, &person.email])?;
    }
    let hash = identity.passwords.hash(reset.password).await?;
    let mut tx = accounts::at_home(kernel.db.person(secret.of).await?).await?;
    let proof = proof::open(&mut tx, &secret, Purpose::Reset, now).await?;
    let person = accounts::lock(&mut tx, secret.of).await?;
    // Who reads the letter has the address, if it still is the account's.
    sqlx::query!(
        "UPDATE users SET email_verified_at = coalesce(email_verified_at, $2) WHERE id = $1 AND lower(email) = lower($3)",
        secret.of,
        now,
        proof.email
    )
    .execute(&mut *tx)
    .await?;
    set_password(&mut tx, secret.of, &hash, None, now).await?;
    tx.audit(Audit::new("account.password_reset", "user").target(secret.of));
    tx.enqueue_personal(identity.password_changed_letter(&person.email, now)?);
    tx.commit().await?;
    Ok(NoContent)
}

/// Writes a new password, ends all sessions but the one that is kept, and makes open links void that lead to another one.
pub(crate) async fn set_password(tx: &mut TenantTx, user_id: Uuid, hash: &str, keep: Option<Uuid>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1", user_id, hash, now).execute(&mut **tx).await?;
    proof::void(tx, user_id, &[Purpose::Reset, Purpose::Change], now).await?;
    sessions::end_all(tx, user_id, None, keep, "password_changed").await?;
    Ok(())
}
