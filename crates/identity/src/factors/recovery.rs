//! Recovery codes: ten, shown once, each good once.

use super::{Change, any, changed, letter};
use crate::Identity;
use axum::{Extension, http::HeaderValue, http::header, response::IntoResponse, response::Response};
use kernel::{Audit, Data, Person, Problem, Result, TenantTx, secret};
use serde::Serialize;
use serde_json::json;
use sqlx::PgConnection;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

const COUNT: usize = 10;
/// Thirty-two that are not taken for one another: no i, l, o and u.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't',
    'v', 'w', 'x', 'y', 'z',
];
const HALF: usize = 5;

/// Codes as they are shown, once.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// Such as `k7m2p-9xq4d`. Kept by their hashes alone, so nobody can show them again.
    pub codes: Vec<String>,
}

/// Fifty random bits, in two halves that are easy to copy.
fn random_code() -> String {
    let mut code: String =
        secret::random().iter().take(2 * HALF).filter_map(|byte| ALPHABET.get(usize::from(byte & 31)).copied()).collect();
    code.insert(HALF, '-');
    code
}

/// As it was meant, however it was copied.
fn normal(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect()
}

fn hash(key: &[u8; 32], user_id: Uuid, code: &str) -> [u8; 32] {
    secret::sign(key, &[user_id.as_bytes().as_slice(), normal(code).as_bytes()].concat())
}

/// Makes new codes in place of all before.
pub(crate) async fn renew(identity: &Identity, tx: &mut TenantTx, user_id: Uuid) -> Result<Vec<String>> {
    let now = tx.now();
    let codes: Vec<String> = (0..COUNT).map(|_| random_code()).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| hash(&identity.factors.recovery, user_id, code).to_vec()).collect();
    sqlx::query!("DELETE FROM recovery_codes WHERE user_id = $1", user_id).execute(&mut **tx).await?;
    sqlx::query!(
        "INSERT INTO recovery_codes (user_id, code_hash, created_at) SELECT $1, hash, $3 FROM unnest($2::bytea[]) hash",
        user_id,
        &hashes,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(codes)
}

/// Codes for who has none yet: with the first factor.
pub(crate) async fn with_first_factor(identity: &Identity, tx: &mut TenantTx, user_id: Uuid) -> Result<Option<Vec<String>>> {
    let has = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM recovery_codes WHERE user_id = $1) AS "has!""#, user_id)
        .fetch_one(&mut **tx)
        .await?;
    if has { Ok(None) } else { renew(identity, tx, user_id).await.map(Some) }
}

/// Uses a code up. Whether it was one.
pub(crate) async fn redeem(
    identity: &Identity,
    tx: &mut PgConnection,
    user_id: Uuid,
    now: chrono::DateTime<chrono::Utc>,
    code: &str,
) -> Result<bool> {
    let factors = &identity.factors;
    // Codes of before the master secret was changed are good while the one before is known.
    for key in std::iter::once(&factors.recovery).chain(&factors.previous_recovery) {
        let used = sqlx::query!(
            "UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL",
            user_id,
            &hash(key, user_id, code),
            now
        )
        .execute(&mut *tx)
        .await?;
        if used.rows_affected() == 1 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Says by mail that a code was used, and how many are left.
pub(crate) async fn tell_used(tx: &mut TenantTx, user_id: Uuid) -> Result<()> {
    let left = sqlx::query_scalar!(r#"SELECT count(*) AS "left!" FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL"#, user_id)
        .fetch_one(&mut **tx)
        .await?;
    tx.audit(Audit::new("recovery_code.used", "user").target(user_id).after(&json!({ "left": left })));
    let letter = letter(tx, user_id, "recovery_code_used", json!({ "left": left })).await?;
    tx.enqueue(letter);
    Ok(())
}

/// Makes ten new recovery codes; those of before stop working. Needs a recent proof (403 `proof_required`). 409 `no_factor` while
/// there is nothing to recover from.
#[utoipa::path(post, path = "/auth/mfa/recovery-codes", tag = "auth", security(("bearer" = [])), responses((status = 200, body = Data<RecoveryCodes>)))]
pub async fn renew_recovery_codes(caller: Person, Extension(identity): Extension<Arc<Identity>>) -> Result<Response> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    caller.principal.recently_proved(tx.now())?;
    if !any(&mut tx, user_id).await? {
        return Err(Problem::conflict("no_factor", "Set up a second factor first; recovery codes stand in for it."));
    }
    let codes = renew(&identity, &mut tx, user_id).await?;
    changed(&mut tx, user_id, Change::Added, "recovery_codes", None).await?;
    tx.commit().await?;
    Ok(secret_answer(Data { data: RecoveryCodes { codes } }))
}

/// For answers with a secret that is shown once.
pub(crate) fn secret_answer(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_however_they_were_copied() {
        let code = random_code();
        assert_eq!((code.len(), code.find('-')), (11, Some(5)));
        assert!(code.chars().all(|c| c == '-' || ALPHABET.contains(&c)), "{code}");
        assert_eq!(normal(" K7M2P 9XQ4D\n"), "k7m2p9xq4d");
        assert_eq!(normal("OlI00-xxxxx"), "01100xxxxx");
        let (key, user) = ([7; 32], Uuid::from_u128(1));
        assert_eq!(hash(&key, user, &code), hash(&key, user, &code.to_uppercase().replace('-', " ")));
        assert_ne!(hash(&key, user, &code), hash(&key, Uuid::from_u128(2), &code));
    }
}
