//! Users, as tenancy needs them.

use crate::Passwords;
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
        let (id, now) = (tx.new_id(), tx.now());
        sqlx::query!(
            "INSERT INTO users (id, email, name, password_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
            id,
            email,
            name,
            hash,
            now
        )
        .execute(&mut **tx)
        .await
        .on_constraint("users_email_key", || Problem::conflict("email_taken", "There is an account with this e-mail already."))?;
        Ok(id)
    }

    async fn end_sessions(&self, tx: &mut TenantTx, user_id: Uuid) -> Result<()> {
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        sqlx::query!(
            "UPDATE sessions SET ended_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND ended_at IS NULL",
            tenant_id,
            user_id,
            now
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}
