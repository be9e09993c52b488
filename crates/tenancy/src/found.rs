//! How a tenant begins.

use async_trait::async_trait;
use contracts::tenancy::{Founder, Tenancy, TenantSummary};
use kernel::{ConstraintExt, Problem, Result, Role, TenantTx};
use std::sync::Arc;
use uuid::Uuid;

pub struct TenancyService {
    pub founders: Vec<Arc<dyn Founder>>,
}

#[async_trait]
impl Tenancy for TenancyService {
    async fn found(&self, tx: &mut TenantTx, name: &str, owner: Uuid) -> Result<TenantSummary> {
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        let slug = free_slug(tx, name).await?;
        sqlx::query!("INSERT INTO tenants (tenant_id, slug, name, created_at) VALUES ($1, $2, $3, $4)", tenant_id, slug, name, now)
            .execute(&mut **tx)
            .await?;
        self.add_member(tx, owner, Role::Owner).await?;
        let tenant = TenantSummary { id: tenant_id, slug, name: name.to_owned() };
        for founder in &self.founders {
            founder.found(tx, &tenant).await?;
        }
        Ok(tenant)
    }

    async fn add_member(&self, tx: &mut TenantTx, user_id: Uuid, role: Role) -> Result<()> {
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        sqlx::query!(
            "INSERT INTO members (tenant_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)",
            tenant_id,
            user_id,
            role.as_str(),
            now
        )
        .execute(&mut **tx)
        .await
        .on_constraint("members_pkey", || Problem::conflict("already_member", "This person is a member already."))?;
        Ok(())
    }
}

/// The name in lower-case letters, digits and dashes, with a few random characters when another tenant has it.
async fn free_slug(tx: &mut TenantTx, name: &str) -> Result<String> {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let plain: String = plain.join("-").chars().take(40).collect();
    let plain = if plain.is_empty() { "workspace".to_owned() } else { plain };
    let taken = sqlx::query_scalar!(r#"SELECT app.slug_taken($1) AS "taken!""#, plain).fetch_one(&mut **tx).await?;
    if !taken {
        return Ok(plain);
    }
    let id = tx.new_id().simple().to_string();
    // The end of a UUIDv7 is random.
    let random: String = id.chars().rev().take(8).collect();
    Ok(format!("{plain}-{random}"))
}
