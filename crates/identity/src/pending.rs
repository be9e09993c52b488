//! Sign-ins whose first factor was right and whose second one is asked for.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use kernel::{PersonTx, Result, secret};
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
}

/// A sign-in that began to wait.
pub(crate) struct Begun {
    pub token: String,
    pub seconds: i64,
}

/// Keeps a sign-in of the transaction's person until its second factor comes, and commits.
pub(crate) async fn begin(mut tx: PersonTx, user_id: Uuid, tenant_id: Uuid) -> Result<Begun> {
    let now = tx.now();
    let token = Token { user_id, id: tx.new_id(), random: secret::random() };
    sqlx::query!("DELETE FROM pending_sign_ins WHERE user_id = $1 AND expires_at <= $2", user_id, now).execute(&mut *tx).await?;
    sqlx::query!(
        "INSERT INTO pending_sign_ins (id, user_id, tenant_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        token.id,
        user_id,
        tenant_id,
        &secret::hash(&token.random),
        now,
        now + GOOD_FOR
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Begun { token: token.encode(), seconds: GOOD_FOR.num_seconds() })
}
