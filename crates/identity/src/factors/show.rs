//! Showing a factor: what a person sends, and whether it is right.

use super::{attempts, recovery, totp};
use crate::{
    Identity,
    passkeys::{
        answer::{self, Verdict},
        challenge,
        challenge::Purpose,
    },
};
use garde::Validate;
use kernel::{PersonTx, Result};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A second factor.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FactorProof {
    /// What the authenticator app shows now.
    Totp {
        #[garde(length(min = 1, max = 12))]
        code: String,
    },
    /// One of the ten; it is used up.
    RecoveryCode {
        #[garde(length(min = 1, max = 40))]
        code: String,
    },
    /// What `navigator.credentials.get` gave, as its `toJSON` writes it.
    Passkey {
        #[garde(skip)]
        #[schema(value_type = Object)]
        credential: Value,
    },
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Right,
    RightByRecoveryCode,
    Wrong,
    /// A passkey that may be copied.
    Copied(Uuid),
}

/// Whether the factor is the person's. Codes that are right are used up and wrong ones counted, in this transaction: commit
/// it either way. `purpose` and `bound_to` are what a passkey was asked for.
///
/// # Errors
/// 429 after too many wrong codes.
pub(crate) async fn check(
    identity: &Identity,
    db: &kernel::Db,
    tx: &mut PersonTx,
    user_id: Uuid,
    proof: &FactorProof,
    (purpose, bound_to): (Purpose, Uuid),
) -> Result<Shown> {
    let now = tx.now();
    let right = match proof {
        FactorProof::Passkey { credential } => {
            let given = answer::read(credential)?;
            let asked = given.challenge_relaxed().map_err(|_| answer::unreadable())?;
            // Nobody guesses a signature, so these are not counted.
            let state = challenge::take(db, purpose, Some(bound_to), asked).await?;
            return Ok(match answer::check(identity, tx, user_id, &state, &given).await? {
                Verdict::Right => Shown::Right,
                Verdict::Wrong => Shown::Wrong,
                Verdict::Copied(id) => Shown::Copied(id),
            });
        }
        FactorProof::Totp { code } => {
            attempts::check(tx, user_id, now).await?;
            totp::redeem(identity, tx, user_id, now, code).await?.then_some(Shown::Right)
        }
        FactorProof::RecoveryCode { code } => {
            attempts::check(tx, user_id, now).await?;
            recovery::redeem(identity, tx, user_id, now, code).await?.then_some(Shown::RightByRecoveryCode)
        }
    };
    match right {
        Some(shown) => {
            attempts::succeeded(tx, user_id).await?;
            Ok(shown)
        }
        None => {
            attempts::failed(tx, user_id, now).await?;
            Ok(Shown::Wrong)
        }
    }
}
