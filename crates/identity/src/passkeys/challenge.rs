//! What passkeys are asked to sign: kept by the server, for one purpose, for five minutes, for one answer.

use chrono::Duration;
use kernel::{Db, Problem, Result};
use uuid::Uuid;
use webauthn_rp::response::SentChallenge;

const GOOD_FOR: Duration = Duration::minutes(5);

/// What an answer is for; one given for another is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Registration,
    SignIn,
    SecondFactor,
    StepUp,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::SignIn => "sign_in",
            Self::SecondFactor => "second_factor",
            Self::StepUp => "step_up",
        }
    }
}

/// Keeps a challenge until its answer comes. `bound_to` is the session or the waiting sign-in that alone may answer.
pub(crate) async fn keep(db: &Db, purpose: Purpose, bound_to: Option<Uuid>, challenge: u128, state: &[u8]) -> Result<()> {
    let now = db.clock().now();
    sqlx::query!("DELETE FROM passkey_challenges WHERE expires_at <= $1", now).execute(db.outside_tenants()).await?;
    sqlx::query!(
        "INSERT INTO passkey_challenges (challenge, purpose, bound_to, state, expires_at) VALUES ($1, $2, $3, $4, $5)",
        &challenge.to_be_bytes(),
        purpose.as_str(),
        bound_to,
        state,
        now + GOOD_FOR
    )
    .execute(db.outside_tenants())
    .await?;
    Ok(())
}

/// Takes a challenge's state for its answer, which uses it up whether or not the answer is right.
pub(crate) async fn take(db: &Db, purpose: Purpose, bound_to: Option<Uuid>, challenge: SentChallenge) -> Result<Vec<u8>> {
    sqlx::query_scalar!(
        "DELETE FROM passkey_challenges WHERE challenge = $1 AND purpose = $2 AND bound_to IS NOT DISTINCT FROM $3 AND expires_at > $4
         RETURNING state",
        &challenge.0.to_be_bytes(),
        purpose.as_str(),
        bound_to,
        db.clock().now()
    )
    .fetch_optional(db.outside_tenants())
    .await?
    .ok_or_else(|| Problem::unprocessable("challenge_expired", "This took too long, or was sent twice. Try again."))
}
