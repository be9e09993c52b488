//! Users, as tenancy needs them.

use crate::{Passwords, password_rules, sessions};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contracts::tenancy::Users;
use kernel::{ConstraintExt, Problem, Result, TenantTx};
use sqlx::PgConnection;
use uuid::Uuid;

pub struct IdentityUsers {
    pub passwords: Passwords,
}

#[async_trait]
impl Users for IdentityUsers {
    async fn create(&self, tx: &mut TenantTx, email: &str, name: &str, password: &str) -> Result<Uuid> {
        password_rules::check("password", password, &[email, name])?;
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

/// Whether an address can be had: nobody has it, and nobody who had it may still take it back.
pub(crate) async fn is_free(tx: &mut PgConnection, email: &str, now: DateTime<Utc>) -> Result<bool> {
    let taken = sqlx::query_scalar!(r#"SELECT app.email_taken($1, $2) AS "taken!""#, email, now).fetch_one(tx).await?;
    Ok(!taken)
}

/// Notes that the transaction's person has shown that the address is theirs.
pub(crate) async fn mark_verified(tx: &mut TenantTx, user_id: Uuid) -> Result<()> {
    let now = tx.now();
    sqlx::query!("UPDATE users SET email_verified_at = coalesce(email_verified_at, $2) WHERE id = $1", user_id, now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
