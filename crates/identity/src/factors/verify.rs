//! The second step of signing in.

use super::{
    recovery,
    show::{self, FactorProof, Shown},
    trusted,
};
use crate::{
    Identity,
    admission::{self, Entrance},
    passkeys::{PasskeyOptions, answer, challenge::Purpose},
    pending,
    session::{Session, SignedInResponse, UserSummary},
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use garde::Validate;
use kernel::{Data, Kernel, Problem, Result, Valid};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Verification {
    /// From the answer to the first step.
    #[garde(length(max = 200))]
    pub mfa_token: String,
    #[garde(dive)]
    pub proof: FactorProof,
    /// Not to be asked for it in this browser for 30 days.
    #[serde(default)]
    #[garde(skip)]
    pub trust_browser: bool,
}

/// Gives the second factor of a sign-in that waits for it, and begins the session. 401 `wrong_code`, `sign_in_expired`; 429 after
/// too many wrong codes, whichever sign-in they were for.
#[utoipa::path(post, path = "/auth/mfa/verify", tag = "auth", request_body = Verification, responses((status = 200, body = Data<Session>)))]
pub async fn verify_second_factor(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    Valid(given): Valid<Verification>,
) -> Result<SignedInResponse> {
    let token = pending::Token::decode(&given.mfa_token).ok_or_else(pending::expired)?;
    let user_id = token.user_id;
    let mut tx = kernel.db.person(user_id).await?;
    let pending::Waiting { tenant_id, confined } = pending::find(&mut tx, &token).await?;
    let shown = show::check(&identity, &kernel.db, &mut tx, user_id, &given.proof, (Purpose::SecondFactor, token.id)).await?;
    match shown {
        Shown::Right | Shown::RightByRecoveryCode => {}
        Shown::Wrong => {
            tx.commit().await?;
            return Err(Problem::new(StatusCode::UNAUTHORIZED, "wrong_code", "That is not right. Check it, and try again."));
        }
        Shown::Copied(passkey_id) => {
            answer::block(tx.enter(tenant_id).await?, user_id, passkey_id).await?;
            return Err(answer::refused());
        }
    }
    pending::finish(&mut tx, &token).await?;
    let user = sqlx::query_as!(UserSummary, "SELECT id, email, name FROM users WHERE id = $1", user_id).fetch_one(&mut *tx).await?;
    // The workspace may have ended for them since the first step.
    let place = admission::place(&mut tx, Some(tenant_id)).await?;
    let cookie = if given.trust_browser { Some(trusted::trust(&identity, &mut tx, user_id).await?) } else { None };
    let now = tx.now();
    let mut tx = tx.enter(place.tenant.id).await?;
    if shown == Shown::RightByRecoveryCode {
        recovery::tell_used(&mut tx, user_id).await?;
    }
    let entrance = Entrance { user, place, proved_at: Some(now), second_factor_at: Some(now), confined, headers: &headers };
    let mut response = admission::enter(&identity, tx, entrance).await?;
    response.cookies.extend(cookie);
    Ok(response)
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct WaitingSignIn {
    /// From the answer to the first step.
    #[garde(length(max = 200))]
    pub mfa_token: String,
}

/// Asks for one of the account's passkeys as the second factor. 401 `sign_in_expired`; 409 `no_passkey`.
#[utoipa::path(post, path = "/auth/mfa/verify/passkey", tag = "auth", request_body = WaitingSignIn, responses((status = 200, body = Data<PasskeyOptions>)))]
pub async fn begin_passkey_verification(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(waiting): Valid<WaitingSignIn>,
) -> Result<Data<PasskeyOptions>> {
    let token = pending::Token::decode(&waiting.mfa_token).ok_or_else(pending::expired)?;
    let mut tx = kernel.db.person(token.user_id).await?;
    pending::find(&mut tx, &token).await?;
    let data = answer::options(&identity, &kernel.db, &mut tx, token.user_id, Purpose::SecondFactor, token.id).await?;
    Ok(Data { data })
}
