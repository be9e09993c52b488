//! Codes of an authenticator app: TOTP (RFC 6238), SHA-1, six digits, thirty seconds, which every app knows.

use super::{Change, attempts, changed, proved, recovery};
use crate::Identity;
use axum::{Extension, response::Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use fast_qr::{
    QRBuilder,
    convert::{Builder as _, svg::SvgBuilder},
};
use garde::Validate;
use kernel::{Data, NoContent, Person, Problem, Result, Valid, secret};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use std::sync::Arc;
use totp_rs::{Builder, Totp};
use utoipa::ToSchema;
use uuid::Uuid;

const ISSUER: &str = "DealSmart";
/// As RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// What an app needs to know. Shown until it is confirmed, never again.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpSetup {
    /// Base32, for typing it in.
    pub secret: String,
    /// `otpauth://…`
    pub uri: String,
    /// The same to scan, an SVG as a `data:` address.
    pub qr: String,
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct TotpCode {
    /// Six digits, as the app shows them now.
    #[garde(length(min = 6, max = 12))]
    pub code: String,
}

/// What the first factor brings.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorAdded {
    /// With the first factor only: ten codes, shown this once.
    pub recovery_codes: Option<Vec<String>>,
}

fn totp(secret: Vec<u8>, email: Option<&str>) -> Result<Totp> {
    // A colon would part issuer and account in the address.
    let account = email.unwrap_or_default().replace(':', " ");
    Builder::new().with_secret(secret).with_issuer(Some(ISSUER)).with_account_name(account).build().map_err(Problem::internal)
}

fn about(user_id: Uuid) -> String {
    format!("totp {user_id}")
}

fn open(identity: &Identity, user_id: Uuid, sealed: &[u8]) -> Result<Vec<u8>> {
    identity
        .factors
        .totp
        .open(&about(user_id), sealed)
        .ok_or_else(|| Problem::internal("a TOTP secret was sealed with another master secret"))
}

/// The step of the code, when it is one of now or thirty seconds to either side.
fn step(totp: &Totp, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    totp.check(&digits, u64::try_from(now.timestamp()).ok()?).and_then(|step| i64::try_from(step).ok())
}

/// Whether the code is the person's, of now, and was not used before; it is used up then.
pub(crate) async fn redeem(identity: &Identity, tx: &mut PgConnection, user_id: Uuid, now: DateTime<Utc>, code: &str) -> Result<bool> {
    let row =
        sqlx::query!("SELECT secret, last_step FROM totp_secrets WHERE user_id = $1 AND confirmed_at IS NOT NULL FOR UPDATE", user_id)
            .fetch_optional(&mut *tx)
            .await?;
    let Some(row) = row else { return Ok(false) };
    let totp = totp(open(identity, user_id, &row.secret)?, None)?;
    let Some(step) = step(&totp, code, now).filter(|step| *step > row.last_step) else { return Ok(false) };
    sqlx::query!("UPDATE totp_secrets SET last_step = $2, used_at = $3 WHERE user_id = $1", user_id, step, now).execute(tx).await?;
    Ok(true)
}

fn exists() -> Problem {
    Problem::conflict("totp_exists", "An authenticator app is set up already. Remove it first to set up another.")
}

/// Begins to set up an authenticator app. Asks nobody for codes until one is confirmed; beginning again gives another secret.
/// Needs a recent proof (403 `proof_required`). 409 `totp_exists`.
#[utoipa::path(post, path = "/auth/mfa/totp", tag = "auth", security(("bearer" = [])), responses((status = 200, body = Data<TotpSetup>)))]
pub async fn begin_totp(caller: Person, Extension(identity): Extension<Arc<Identity>>) -> Result<Response> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    caller.principal.recently_proved(now)?;
    let secret: Vec<u8> = secret::random().into_iter().take(SECRET_BYTES).collect();
    let sealed = identity.factors.totp.seal(&about(user_id), &secret)?;
    let kept = sqlx::query!(
        "INSERT INTO totp_secrets (user_id, secret, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
         WHERE totp_secrets.confirmed_at IS NULL",
        user_id,
        sealed,
        now
    )
    .execute(&mut *tx)
    .await?;
    if kept.rows_affected() == 0 {
        return Err(exists());
    }
    let email = sqlx::query_scalar!("SELECT email FROM users WHERE id = $1", user_id).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    let totp = totp(secret, Some(&email))?;
    let uri = totp.to_url().map_err(Problem::internal)?;
    let code = QRBuilder::new(uri.as_str()).build().map_err(|error| Problem::internal(format!("{error:?}")))?;
    let qr = format!("data:image/svg+xml;base64,{}", STANDARD.encode(SvgBuilder::default().margin(2).to_str(&code)));
    Ok(recovery::secret_answer(Data { data: TotpSetup { secret: totp.secret().to_base32(), uri, qr } }))
}

/// Confirms the app with a code that it shows: from here on it is asked for. 422 for a wrong code; 429 after too many; 409
/// `totp_not_begun`, `totp_exists`.
#[utoipa::path(post, path = "/auth/mfa/totp/confirm", tag = "auth", security(("bearer" = [])), request_body = TotpCode, responses((status = 200, body = Data<FactorAdded>)))]
pub async fn confirm_totp(
    caller: Person,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(shown): Valid<TotpCode>,
) -> Result<Response> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    caller.principal.recently_proved(now)?;
    attempts::check(&mut tx, user_id, now).await?;
    let row = sqlx::query!("SELECT secret, confirmed_at FROM totp_secrets WHERE user_id = $1 FOR UPDATE", user_id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(|| Problem::conflict("totp_not_begun", "Begin the set-up first."))?;
    if row.confirmed_at.is_some() {
        return Err(exists());
    }
    let Some(step) = step(&totp(open(&identity, user_id, &row.secret)?, None)?, &shown.code, now) else {
        attempts::failed(&mut tx, user_id, now).await?;
        tx.commit().await?;
        return Err(Problem::invalid("code", "wrong_code", "is not the one that the app shows now; is the phone's clock right?"));
    };
    attempts::succeeded(&mut tx, user_id).await?;
    // The code that confirms is used up as well.
    sqlx::query!("UPDATE totp_secrets SET confirmed_at = $2, used_at = $2, last_step = $3 WHERE user_id = $1", user_id, now, step)
        .execute(&mut *tx)
        .await?;
    changed(&mut tx, user_id, Change::Added, "totp", None).await?;
    let recovery_codes = recovery::with_first_factor(&identity, &mut tx, user_id).await?;
    proved(&mut tx, caller.principal.session_id, true).await?;
    tx.commit().await?;
    Ok(recovery::secret_answer(Data { data: FactorAdded { recovery_codes } }))
}

/// Removes the authenticator app. Needs a recent proof (403 `proof_required`).
#[utoipa::path(delete, path = "/auth/mfa/totp", tag = "auth", security(("bearer" = [])), responses((status = 204, description = "Removed")))]
pub async fn remove_totp(caller: Person) -> Result<NoContent> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    caller.principal.recently_proved(tx.now())?;
    let confirmed =
        sqlx::query_scalar!("DELETE FROM totp_secrets WHERE user_id = $1 RETURNING confirmed_at IS NOT NULL AS \"was!\"", user_id)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or_else(|| Problem::not_found("authenticator app"))?;
    // A set-up that was not finished has let nobody in.
    if confirmed {
        changed(&mut tx, user_id, Change::Removed, "totp", None).await?;
    }
    tx.commit().await?;
    Ok(NoContent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_step_to_either_side_are_known_and_no_others() {
        // RFC 6238, appendix B: the secret of its SHA-1 row.
        let app = totp(b"12345678901234567890".to_vec(), Some("a:b@c.example")).unwrap();
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        assert_eq!(step(&app, "287082", at(59)), Some(1), "94287082, the last six digits");
        assert_eq!(step(&app, "287 082", at(89)), Some(1), "one step late");
        assert_eq!(step(&app, "287082", at(29)), Some(1), "one step early");
        assert_eq!(step(&app, "287082", at(90)), None);
        for junk in ["", "28708", "2870820", "28708a", "２８７０８２", "-287082"] {
            assert_eq!(step(&app, junk, at(59)), None, "{junk}");
        }
        let uri = app.to_url().unwrap();
        assert!(uri.starts_with("otpauth://totp/DealSmart:") && uri.contains("issuer=DealSmart"), "{uri}");
    }
}
