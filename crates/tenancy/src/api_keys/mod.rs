//! API keys: how programs come in.
//!
//! A key is the workspace's, not its maker's. Its scopes are some of what its maker might do when it was made; what becomes of
//! the maker changes nothing about it, so a colleague who leaves breaks no integration, and who may see keys sees all of them.

mod create;
mod list;
mod ring;
mod rotate;
mod token;
mod update;

pub(crate) use create::*;
pub(crate) use list::*;
pub use ring::KeyRing;
pub(crate) use rotate::*;
pub use token::is_api_key;
pub(crate) use update::*;

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use kernel::{Permission, PermissionSet, Principal, Problem, Result, TenantTx};
use serde::Serialize;
use std::net::IpAddr;
use utoipa::ToSchema;
use uuid::Uuid;

/// Keys that are neither revoked nor expired.
const MOST_KEYS: i64 = 100;
const MOST_ADDRESSES: usize = 50;
const MOST_PER_MINUTE: i32 = 100_000;

/// What no key may: hand the workspace over, end it, make keys, and say who vouches for its members.
const NEVER: [Permission; 4] =
    [Permission::OwnershipTransfer, Permission::TenantDelete, Permission::ApiKeysWrite, Permission::IdentityProvidersWrite];

contracts::words! {
    /// Whether a key is good.
    ApiKeyStatus {
        Active => "active",
        Expired => "expired",
        Revoked => "revoked",
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiKey {
    pub id: Uuid,
    pub name: String,
    /// The key's beginning, by which it is known again.
    pub prefix: String,
    pub status: ApiKeyStatus,
    pub scopes: Vec<Permission>,
    /// Requests per minute; the installation's limit for keys when null.
    pub per_minute: Option<i32>,
    /// Networks that it may come from; from anywhere when empty.
    pub allowed_addresses: Vec<String>,
    pub created_by: Option<String>,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    /// To about a minute.
    pub last_used_at: Option<DateTime<Utc>>,
    pub last_used_address: Option<String>,
    /// Until when the key before the last rotation is good as well.
    pub previous_until: Option<DateTime<Utc>>,
}

/// A key as it was just made: the only time that it is shown whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewApiKey {
    /// The key itself.
    pub secret: String,
    #[serde(flatten)]
    pub key: ApiKey,
}

struct Row {
    id: Uuid,
    name: String,
    prefix: String,
    scopes: Vec<String>,
    per_minute: Option<i32>,
    allowed_addresses: Vec<String>,
    created_by: Option<String>,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
    last_used_address: Option<String>,
    previous_until: Option<DateTime<Utc>>,
}

impl Row {
    fn shown(self, now: DateTime<Utc>) -> ApiKey {
        let expired = self.expires_at.is_some_and(|at| at <= now);
        let status = match self.revoked_at {
            Some(_) => ApiKeyStatus::Revoked,
            None if expired => ApiKeyStatus::Expired,
            None => ApiKeyStatus::Active,
        };
        ApiKey {
            id: self.id,
            name: self.name,
            prefix: self.prefix,
            status,
            scopes: PermissionSet::from_names(&self.scopes).iter().collect(),
            per_minute: self.per_minute,
            allowed_addresses: self.allowed_addresses,
            created_by: self.created_by,
            created_at: self.created_at,
            expires_at: self.expires_at,
            revoked_at: self.revoked_at,
            last_used_at: self.last_used_at,
            last_used_address: self.last_used_address,
            previous_until: self.previous_until.filter(|until| *until > now && status == ApiKeyStatus::Active),
        }
    }
}

/// A key of the transaction's workspace, locked.
async fn lock(tx: &mut TenantTx, id: Uuid) -> Result<ApiKey> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let row = sqlx::query_as!(
        Row,
        r#"SELECT k.id, k.name, k.prefix, k.scopes, k.per_minute, k.allowed_addresses,
             (SELECT u.name FROM users u WHERE u.id = k.created_by) AS created_by,
             k.created_at, k.expires_at, k.revoked_at, k.last_used_at, k.last_used_address, k.previous_until
           FROM api_keys k WHERE k.tenant_id = $1 AND k.id = $2 FOR UPDATE OF k"#,
        tenant_id,
        id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("API key"))?;
    Ok(row.shown(now))
}

fn must_be_active(key: &ApiKey) -> Result<()> {
    match key.status {
        ApiKeyStatus::Active => Ok(()),
        _ => Err(Problem::conflict("api_key_inactive", "This key is revoked or expired. Make a new one.")),
    }
}

/// Scopes that somebody may give to a key, or holds back from one that may more.
fn within(principal: &Principal, scopes: &[Permission]) -> Result<PermissionSet> {
    let set: PermissionSet = scopes.iter().copied().collect();
    if let Some(never) = NEVER.into_iter().find(|permission| set.contains(*permission)) {
        return Err(Problem::invalid("scopes", "not_allowed", format!("must not hold {}", never.as_str())));
    }
    if principal.permissions.includes(set) { Ok(set) } else { Err(Problem::forbidden("to act on a key that may more than you")) }
}

/// Addresses and networks as networks, in one spelling.
fn networks(texts: &[String]) -> Result<Vec<String>> {
    texts
        .iter()
        .map(|text| {
            let network: Option<IpNet> =
                text.trim().parse().ok().or_else(|| text.trim().parse::<IpAddr>().ok().map(|address| IpNet::from(address.to_canonical())));
            let message = || format!("\"{text}\" is no address and no network; they look like 203.0.113.7 and 203.0.113.0/24");
            network
                .map(|network| network.trunc().to_string())
                .ok_or_else(|| Problem::invalid("allowed_addresses", "invalid_address", message()))
        })
        .collect()
}

fn in_future(expires_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<()> {
    let far = now + chrono::Duration::days(3_660);
    match expires_at {
        Some(at) if at <= now || at > far => Err(Problem::invalid("expires_at", "out_of_range", "must be within the next ten years")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_have_one_spelling_and_junk_is_told() {
        let read = |text: &str| networks(&[text.to_owned()]).map(|networks| networks.concat());
        assert_eq!(read("203.0.113.7").unwrap(), "203.0.113.7/32");
        assert_eq!(read(" 203.0.113.7/24 ").unwrap(), "203.0.113.0/24");
        assert_eq!(read("2001:DB8::1/32").unwrap(), "2001:db8::/32");
        assert_eq!(read("::ffff:203.0.113.7").unwrap(), "203.0.113.7/32");
        for junk in ["", "x", "203.0.113.7/33", "203.0.113", "0x7f.1"] {
            assert_eq!(read(junk).unwrap_err().status.as_u16(), 422, "{junk}");
        }
    }
}
