//! Users, as tenancy needs them.

use crate::{Passwords, sessions};
use async_trait::async_trait;
use contracts::tenancy::Users;
use kernel::{ConstraintExt, Problem, Result, TenantTx};
use uuid::Uuid;

pub struct IdentityUsers {
    pub passwords: Passwords,
}

#[async_trait]
impl Users for IdentityUsers {
    async fn create(&self, tx: &mut TenantTx, email: &str, name: &str, password: &str) -> Result<Uuid> {
        let hash = self.passwords.hash(password.to_owned()).await?;
        let id = tx.new_id();
        insert(tx, id, email, name, &hash).await?;
        Ok(id)
    }

    async fn end_sessions(&self, tx: &mut TenantTx, user_id: Uuid) -> Result<()> {
        sessions::end_all(tx, user_id, None, None, "ended").await.map(|_| ())
    }
}

/// Writes a user. 409 `email_taken`.
pub(crate) async fn insert(tx: &mut TenantTx, id: Uuid, email: &str, name: &str, password_hash: &str) -> Result<()> {
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO users (id, email, name, password_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
        id,
        email,
        name,
        password_hash,
        now
    )
    .execute(&mut **tx)
    .await
    .on_constraint("users_email_key", || Problem::conflict("email_taken", "There is an account with this e-mail already."))?;
    Ok(())
}
