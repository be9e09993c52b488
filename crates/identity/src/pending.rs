//! Sign-ins whose first factor was right and whose second one is asked for.

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use kernel::{PersonTx, Problem, Result, secret};
use uuid::Uuid;

const GOOD_FOR: Duration = Duration::minutes(5);

/// The token of a sign-in that waits. Names it and whose it is, so that nobody else's is looked at, and proves it by its
/// random part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub user_id: Uuid,
    pub id: Uuid,
    random: [u8; 32],
}

impl Token {
    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode([self.user_id.as_bytes().as_slice(), self.id.as_bytes(), &self.random].concat())
    }

    pub fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
        let (user, rest) = bytes.split_at_checked(16)?;
        let (id, random) = rest.split_at_checked(16)?;
        Some(Self { user_id: Uuid::from_slice(user).ok()?, id: Uuid::from_slice(id).ok()?, random: random.try_into().ok()? })
    }
}

pub(crate) fn expired() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "sign_in_expired", "This sign-in took too long, or was used already. Begin again.")
}

/// A sign-in that began to wait.
pub(crate) struct Begun {
    pub token: String,
    pub seconds: i64,
}

/// Keeps a sign-in of the transaction's person until its second factor comes, and commits.
pub(crate) async fn begin(mut tx: PersonTx, user_id: Uuid, tenant_id: Uuid, confined: bool) -> Result<Begun> {
    let now = tx.now();
    let token = Token { user_id, id: tx.new_id(), random: secret::random() };
    sqlx::query!("DELETE FROM pending_sign_ins WHERE user_id = $1 AND expires_at <= $2", user_id, now).execute(&mut *tx).await?;
    sqlx::query!(
        "INSERT INTO pending_sign_ins (id, user_id, tenant_id, token_hash, created_at, expires_at, confined) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        token.id,
        user_id,
        tenant_id,
        &secret::hash(&token.random),
        now,
        now + GOOD_FOR,
        confined
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Begun { token: token.encode(), seconds: GOOD_FOR.num_seconds() })
}

/// Where a sign-in that waits leads to.
pub(crate) struct Waiting {
    pub tenant_id: Uuid,
    /// Good for this workspace alone.
    pub confined: bool,
}

/// Locks the sign-in that a token stands for, so that it ends once. Returns where it leads to.
///
/// # Errors
/// 401 `sign_in_expired`.
pub(crate) async fn find(tx: &mut PersonTx, token: &Token) -> Result<Waiting> {
    let now = tx.now();
    let row = sqlx::query!(
        "SELECT tenant_id, confined, token_hash FROM pending_sign_ins WHERE id = $1 AND user_id = $2 AND expires_at > $3 FOR UPDATE",
        token.id,
        token.user_id,
        now
    )
    .fetch_optional(&mut **tx)
    .await?
    .filter(|row| row.token_hash == secret::hash(&token.random))
    .ok_or_else(expired)?;
    Ok(Waiting { tenant_id: row.tenant_id, confined: row.confined })
}

/// Uses a token up.
pub(crate) async fn finish(tx: &mut PersonTx, token: &Token) -> Result<()> {
    sqlx::query!("DELETE FROM pending_sign_ins WHERE id = $1", token.id).execute(&mut **tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_the_way_out_and_back() {
        let token = Token { user_id: Uuid::from_u128(1), id: Uuid::from_u128(2), random: [3; 32] };
        assert_eq!(Token::decode(&token.encode()), Some(token));
        assert_eq!((Token::decode("junk"), Token::decode("")), (None, None));
    }
}
