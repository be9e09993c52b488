//! What the operator's area needs of identity.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{NewJob, Result};
use uuid::Uuid;

/// The kind of the job that writes the letter of a forgotten password, which `identity` runs.
pub const FORGOTTEN_PASSWORD: &str = "identity.forgot";

/// Sends the link that sets a new password, if the address has an account. To be enqueued in the installation's own tenant.
#[must_use]
pub fn forgotten_password(email: &str) -> NewJob {
    NewJob::new(FORGOTTEN_PASSWORD, serde_json::json!({ "email": email })).unique(email)
}

/// An operator's session in a member's name.
#[derive(Debug, Clone, Copy)]
pub struct ImpersonationSession {
    pub operator_id: Uuid,
    pub user_id: Uuid,
    pub tenant_id: Uuid,
    pub session_id: Uuid,
    pub ends_at: DateTime<Utc>,
}

/// An access token and for how many seconds it is good.
#[derive(Debug, Clone)]
pub struct ImpersonationToken {
    pub token: String,
    pub seconds: i64,
}

/// Makes access tokens that are marked as an operator's. `identity` implements it.
#[async_trait]
pub trait ImpersonationTokens: Send + Sync {
    /// # Errors
    /// 503 when the database is not there.
    async fn impersonation(&self, session: &ImpersonationSession) -> Result<ImpersonationToken>;
}
