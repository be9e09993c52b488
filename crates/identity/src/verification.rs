//! Whether an address is its account's: by the link or the code of a letter.

use crate::{
    Identity, accounts, mail_limits,
    proof::{self, Proof, Purpose, Secret},
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use chrono::Duration;
use garde::Validate;
use kernel::{Audit, Kernel, NoContent, Person, Problem, Result, TenantTx, Valid, audit::origin, auth::bearer};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// Letters that a person gets within an hour.
pub(crate) const MOST_AN_HOUR: i64 = 5;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Verification {
    /// From the letter's link.
    #[garde(inner(length(max = 200)))]
    pub token: Option<String>,
    /// The letter's six digits; for who is signed in.
    #[garde(inner(length(max = 20)))]
    pub code: Option<String>,
    /// With the link, for who is not signed in.
    #[garde(inner(length(max = 512)))]
    pub password: Option<String>,
}

/// Verifies one's e-mail address, by the letter's code (signed in), or by its link's token (signed in, or with the password: a click
/// alone would verify whatever account somebody made with one's address). 404 when the link is over; 403 `password_needed`; 422
/// `wrong_code`, `code_over`, `wrong_password`.
#[utoipa::path(post, path = "/auth/verify-email", tag = "auth", request_body = Verification, responses((status = 204, description = "Verified")))]
pub async fn verify_email(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    Valid(shown): Valid<Verification>,
) -> Result<NoContent> {
    match (shown.token, shown.code) {
        (Some(token), _) => {
            let secret = Secret::decode(&token)?;
            let now = identity.clock.now();
            // Looked at first, so that who has no link guesses no passwords here.
            proof::open(&mut *kernel.db.person(secret.of).await?, &secret, Purpose::Verify, now).await?;
            accounts::is_them(&kernel, &identity, secret.of, &headers, shown.password, origin().ip()).await?;
            let mut tx = accounts::at_home(kernel.db.person(secret.of).await?).await?;
            let proof = proof::open(&mut tx, &secret, Purpose::Verify, now).await?;
            verified(&identity, &mut tx, secret.of, &proof).await?;
            tx.commit().await?;
        }
        (None, Some(code)) => {
            let token = bearer(&headers).ok_or_else(Problem::unauthenticated)?;
            let caller = kernel.auth.person(token).await?;
            if caller.impersonation.is_some() || caller.confined {
                return Err(accounts::password_needed());
            }
            let user_id = caller.user_id;
            let mut tx = accounts::at_home(kernel.db.person(user_id).await?).await?;
            let outcome = proof::try_code(&mut tx, &identity, user_id, &code).await?;
            if let Ok(proof) = &outcome {
                verified(&identity, &mut tx, user_id, proof).await?;
            }
            // A wrong try is kept as well.
            tx.commit().await?;
            outcome?;
        }
        (None, None) => return Err(Problem::invalid("code", "missing", "send the letter's code, or its link's token")),
    }
    Ok(NoContent)
}

/// Notes that the address of a proof is its person's, as long as it still is the account's.
async fn verified(identity: &Identity, tx: &mut TenantTx, user_id: Uuid, proof: &Proof) -> Result<()> {
    let now = tx.now();
    let person = accounts::lock(tx, user_id).await?;
    if !person.email.eq_ignore_ascii_case(&proof.email) {
        return Err(proof::over());
    }
    let first = sqlx::query!("UPDATE users SET email_verified_at = $2 WHERE id = $1 AND email_verified_at IS NULL", user_id, now)
        .execute(&mut **tx)
        .await?
        .rows_affected()
        == 1;
    proof::void(tx, user_id, &[Purpose::Verify], now).await?;
    if first {
        tx.audit(Audit::new("account.verified", "user").target(user_id).after(&json!({ "email": person.email })));
        tx.enqueue_personal(identity.welcome_letter(&person.email, &person.name)?);
    }
    Ok(())
}

/// Sends the letter again; the code of the one before is void then. 409 `verified_already`; 429 `too_many_letters`.
#[utoipa::path(post, path = "/auth/verify-email/resend", tag = "auth", security(("bearer" = [])), responses((status = 202, description = "On its way")))]
pub async fn resend_verification(caller: Person, Extension(identity): Extension<Arc<Identity>>) -> Result<StatusCode> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    let person = accounts::lock(&mut tx, user_id).await?;
    let verified = sqlx::query_scalar!(r#"SELECT email_verified_at IS NOT NULL AS "verified!" FROM users WHERE id = $1"#, user_id)
        .fetch_one(&mut *tx)
        .await?;
    if verified {
        return Err(Problem::conflict("verified_already", "Your e-mail address is verified already."));
    }
    let (count, oldest) = proof::recent(&mut tx, user_id, Purpose::Verify, now).await?;
    if count >= MOST_AN_HOUR {
        return Err(mail_limits::too_many(oldest.unwrap_or(now) + Duration::hours(1) - now));
    }
    proof::void(&mut tx, user_id, &[Purpose::Verify], now).await?;
    let issued = proof::issue(&mut tx, &identity, user_id, Purpose::Verify, &person.email).await?;
    tx.enqueue_personal(identity.verify_letter(&person.email, &issued)?);
    tx.commit().await?;
    Ok(StatusCode::ACCEPTED)
}
