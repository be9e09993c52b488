//! What others do when a tenant begins, and what identity needs of tenancy.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{Db, NewJob, Result, Role, TenantTx};
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

    /// Takes a member out of the transaction's tenant.
    ///
    /// # Errors
    /// 404 when they are none; 409 `last_owner`.
    async fn remove_member(&self, tx: &mut TenantTx, user_id: Uuid) -> Result<()>;

    /// Invites an address, or renews its open invitation. Only the token's hash is kept.
    ///
    /// # Errors
    /// 409 `already_member`.
    async fn invite(&self, tx: &mut TenantTx, invite: &Invite) -> Result<Invited>;

    /// The open invitation that a token stands for.
    ///
    /// # Errors
    /// 404 when it is unknown, used, withdrawn or expired.
    async fn invitation(&self, db: &Db, token: &str) -> Result<Invitation>;

    /// Makes the user a member in the invitation's tenant, whose transaction this is, and uses the invitation up.
    ///
    /// # Errors
    /// 404 when it was used or withdrawn meanwhile; 409 `already_member`.
    async fn accept_invitation(&self, tx: &mut TenantTx, invitation: &Invitation, user_id: Uuid) -> Result<Role>;
}

/// Who is invited, as what, until when.
#[derive(Debug, Clone)]
pub struct Invite {
    pub email: String,
    pub role: Role,
    /// A custom role based on `role`.
    pub role_id: Option<Uuid>,
    pub expires_at: DateTime<Utc>,
}

/// A new invitation and its secret.
pub struct Invited {
    pub id: Uuid,
    pub token: String,
}

/// What whoever holds an invitation's token may know of it.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: Uuid,
    pub tenant: TenantSummary,
    pub email: String,
    pub role: Role,
    pub role_id: Option<Uuid>,
    /// The custom role's, else the role's.
    pub role_name: String,
    pub invited_by: Option<String>,
    pub expires_at: DateTime<Utc>,
    /// Whether the address belongs to an account.
    pub has_account: bool,
}

/// The job that removes a tenant's old audit entries.
pub const PRUNE_AUDIT_LOG: &str = "audit.prune";

/// Every night in every tenant.
#[must_use]
pub fn prune_audit_log() -> NewJob {
    NewJob::new(PRUNE_AUDIT_LOG, serde_json::json!({})).priority(100)
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
    /// Ends all sessions of a user, in whichever tenant. The transaction must be that user's own.
    ///
    /// # Errors
    /// 503 when the database is not there.
    async fn end_sessions(&self, tx: &mut TenantTx, user_id: Uuid) -> Result<()>;
}
