//! Letters that a feature wants sent: a job of the kind [`SEND`], taken by whoever sends mail.

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
///
/// A security notice says to whom and from where: `name`, `device` ("Firefox on Windows"), `place` (an address, or null), `at` (RFC 3339).
///
/// `link` carries a secret: neither it nor the payload may go into a log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mail {
    /// One address.
    pub to: String,
    pub template: String,
    pub data: Value,
}

impl Mail {
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn job(&self) -> Result<NewJob> {
        Ok(NewJob::new(SEND, serde_json::to_value(self).map_err(Problem::internal)?))
    }
}
