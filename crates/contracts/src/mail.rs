//! Letters that a feature wants sent: a job of the kind [`SEND`], taken by whoever sends mail (`email`).
//!
//! A letter of a workspace is enqueued in its transaction, and is in its name. A letter to a person about their account belongs to no
//! workspace: it is enqueued in the installation's own tenant (`kernel::INSTALLATION`), where no workspace's admin sees it, and where it
//! outlives the workspaces that its reader leaves.

use chrono::{DateTime, Utc};
use kernel::{NewJob, Problem, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The kind of the job.
pub const SEND: &str = "email.send";

/// The job's payload.
///
/// | template | data |
/// |---|---|
/// | `invitation` | `workspace`, `inviter`, `role`, `link`, `expires_at` (RFC 3339) |
/// | `impersonated` | `workspace`, `operator`, `member`, `reason`, `writes`, `ends_at` (RFC 3339) |
/// | `new_device` | `workspace`, and what every security notice has |
/// | `factor_added`, `factor_removed` | `kind` (`totp`, `passkey`, `recovery_codes`), `factor` (its name, or null), and what every security notice has |
/// | `recovery_code_used` | `left` (how many), and what every security notice has |
/// | `notifications` | `name`, `workspace`, `count`, `items` (`title`, `body`, `count`, `path`), `more` (how many are not among them) |
/// | `verify-email`, `registration` | `code`, `link`, `expires_at` |
/// | `welcome` | `name`, `link` |
/// | `account-known` | `link`, `reset` |
/// | `password-reset`, `email-change` | `link`, `expires_at` |
/// | `password-changed` | `at`, `device`, `address`, `link` |
/// | `email-changed` | `new_email`, `link`, `expires_at` |
/// | `account-deletion` | `name`, `delete_at`, `link` |
/// | `account-erased` | – |
///
/// A security notice says to whom and from where: `name`, `device` ("Firefox on Windows"), `place` (an address, or null), `at` (RFC 3339).
///
/// `link` and `code` are secrets: neither they nor the payload may go into a log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mail {
    /// One address.
    pub to: String,
    /// A folder of `crates/email/templates`.
    pub template: String,
    pub data: Value,
    /// When the letter is of no use any more: it is not sent after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
}

impl Mail {
    #[must_use]
    pub fn new(to: impl Into<String>, template: impl Into<String>, data: Value) -> Self {
        Self { to: to.into(), template: template.into(), data, expires_at: None }
    }

    #[must_use]
    pub fn until(mut self, expires_at: DateTime<Utc>) -> Self {
        self.expires_at = Some(expires_at);
        self
    }

    /// # Errors
    /// When it cannot be written as JSON.
    pub fn job(&self) -> Result<NewJob> {
        Ok(NewJob::new(SEND, serde_json::to_value(self).map_err(Problem::internal)?))
    }
}
