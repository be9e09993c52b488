//! How a tenant begins.

use contracts::tenancy::TenantSummary;
use kernel::{Result, TenantTx};

/// Writes the tenant of this transaction.
pub(crate) async fn insert(tx: &mut TenantTx, name: &str) -> Result<TenantSummary> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let slug = free_slug(tx, name).await?;
    sqlx::query!("INSERT INTO tenants (tenant_id, slug, name, created_at) VALUES ($1, $2, $3, $4)", tenant_id, slug, name, now)
        .execute(&mut **tx)
        .await?;
    Ok(TenantSummary { id: tenant_id, slug, name: name.to_owned() })
}

/// The name in lower-case letters, digits and dashes, with a few random characters when another tenant has it.
async fn free_slug(tx: &mut TenantTx, name: &str) -> Result<String> {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let plain: String = plain.join("-").chars().take(31).collect();
    let plain = plain.trim_end_matches('-').to_owned();
    let plain = if plain.is_empty() { "workspace".to_owned() } else { plain };
    let fits = crate::slug::is_slug(&plain, &()).is_ok();
    if fits && !crate::slug::is_taken(tx, &plain).await? {
        return Ok(plain);
    }
    let id = tx.new_id().simple().to_string();
    // The end of a UUIDv7 is random.
    let random: String = id.chars().rev().take(8).collect();
    Ok(format!("{plain}-{random}"))
}
