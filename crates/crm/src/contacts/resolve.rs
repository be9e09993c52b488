//! Contact found or made, for whoever writes in.

use async_trait::async_trait;
use contracts::contacts::{ContactSummary, Contacts};
use kernel::{Problem, Result, TenantTx};
use uuid::Uuid;

pub struct ContactService;

#[async_trait]
impl Contacts for ContactService {
    async fn find_or_create(&self, tx: &mut TenantTx, email: Option<&str>, name: Option<&str>) -> Result<ContactSummary> {
        let (tenant_id, id, now) = (tx.tenant_id(), tx.new_id(), tx.now());
        let email = email.map(|e| e.trim().to_lowercase());
        // The no-op update makes a known contact come back, also when another transaction made it this moment.
        let contact = sqlx::query_as!(
            ContactSummary,
            "INSERT INTO contacts AS c (tenant_id, id, name, email, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
             ON CONFLICT (tenant_id, lower(email)) WHERE email IS NOT NULL
             DO UPDATE SET name = coalesce(c.name, excluded.name)
             RETURNING c.id, c.name, c.email",
            tenant_id,
            id,
            name,
            email,
            now
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok(contact)
    }

    async fn identify(&self, tx: &mut TenantTx, id: Uuid, email: Option<&str>, name: Option<&str>) -> Result<ContactSummary> {
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        let email = email.map(|e| e.trim().to_lowercase());
        let current = sqlx::query_as!(
            ContactSummary,
            "SELECT id, name, email FROM contacts WHERE tenant_id = $1 AND id = $2 FOR UPDATE",
            tenant_id,
            id
        )
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::not_found("contact"))?;
        if let Some(email) = &email
            && current.email.as_ref() != Some(email)
        {
            let other = sqlx::query_scalar!("SELECT id FROM contacts WHERE tenant_id = $1 AND lower(email) = $2", tenant_id, email)
                .fetch_optional(&mut **tx)
                .await?;
            // Known under another e-mail, or the e-mail is another contact's: that contact, not a changed one.
            if other.is_some() || current.email.is_some() {
                return self.find_or_create(tx, Some(email), name).await;
            }
        }
        let contact = sqlx::query_as!(
            ContactSummary,
            "UPDATE contacts SET email = coalesce($3, email), name = coalesce($4, name), updated_at = $5
             WHERE tenant_id = $1 AND id = $2 RETURNING id, name, email",
            tenant_id,
            id,
            email,
            name,
            now
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok(contact)
    }
}
