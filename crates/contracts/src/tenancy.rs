//! What others do when a tenant begins, and what identity needs of tenancy.

use async_trait::async_trait;
use kernel::{Result, Role, TenantTx};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TenantSummary {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
}

/// Makes tenants and members. `tenancy` implements it.
#[async_trait]
pub trait Tenancy: Send + Sync {
    /// Makes the tenant of this transaction with its first member as owner, and lets every [`Founder`] add its part.
    ///
    /// # Errors
    /// 503 when the database is not there.
    async fn found(&self, tx: &mut TenantTx, name: &str, owner: Uuid) -> Result<TenantSummary>;

    /// # Errors
    /// 409 `already_member`.
    async fn add_member(&self, tx: &mut TenantTx, user_id: Uuid, role: Role) -> Result<()>;
}

/// A feature's part in a new tenant, in the same transaction: `chatbots` makes the default chatbot.
#[async_trait]
pub trait Founder: Send + Sync {
    /// # Errors
    /// 503 when the database is not there.
    async fn found(&self, tx: &mut TenantTx, tenant: &TenantSummary) -> Result<()>;
}

/// Makes users for members that an admin adds. `identity` implements it.
#[async_trait]
pub trait Users: Send + Sync {
    /// The user with this e-mail; made with that password when there is none.
    ///
    /// # Errors
    /// 409 `email_taken` when someone else's account has the e-mail.
    async fn create(&self, tx: &mut TenantTx, email: &str, name: &str, password: &str) -> Result<Uuid>;
    /// Ends the sessions of a user in this tenant.
    ///
    /// # Errors
    /// 503 when the database is not there.
    async fn end_sessions(&self, tx: &mut TenantTx, user_id: Uuid) -> Result<()>;
}
