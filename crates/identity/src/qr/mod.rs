//! Sign-in by QR code, after RFC 8628: a browser that is not signed in shows a code, a signed-in phone opens it, sees who
//! asks, and approves or denies.
//!
//! Invariants: the code leads to the request and proves nothing; the session goes to whoever has the request's secret,
//! which the asking browser alone was given and which is in no code; nobody approves what was not shown to them; a request
//! lives two minutes, is decided once and used once.

pub(crate) mod ask;
mod code;
pub(crate) mod decide;
pub(crate) mod waiting;

pub use code::CodeTries;
pub use waiting::Waiting;

use chrono::{DateTime, Duration, Utc};
use kernel::{Problem, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// How long a request waits for an answer.
const LIFE: Duration = Duration::minutes(2);

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum QrStatus {
    Pending,
    /// Somebody has it before them, and has not decided yet.
    Scanned,
    Approved,
    Denied,
    Used,
    Expired,
}

impl QrStatus {
    fn read(stored: &str, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self> {
        let status = match stored {
            "pending" => Self::Pending,
            "scanned" => Self::Scanned,
            "approved" => Self::Approved,
            "denied" => Self::Denied,
            "used" => Self::Used,
            other => return Err(Problem::internal(format!("unknown status {other}"))),
        };
        let open = matches!(status, Self::Pending | Self::Scanned | Self::Approved);
        Ok(if open && expires_at <= now { Self::Expired } else { status })
    }

    /// Whether it may still be decided.
    fn waits(self) -> bool {
        matches!(self, Self::Pending | Self::Scanned)
    }
}

fn unknown() -> Problem {
    Problem::not_found("sign-in request")
}

/// A request as the one who waits for it may know it.
struct Waited {
    status: QrStatus,
    user_id: Option<Uuid>,
    interval: i32,
    polled_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
}

impl Waited {
    /// For whoever has the secret; 404 to all others.
    async fn load(db: &kernel::Db, id: Uuid, secret: &str) -> Result<Self> {
        use subtle::ConstantTimeEq;
        let row =
            sqlx::query!("SELECT secret_hash, status, user_id, interval_seconds, polled_at, expires_at FROM qr_sign_ins WHERE id = $1", id)
                .fetch_optional(db.outside_tenants())
                .await?
                .ok_or_else(unknown)?;
        if !bool::from(row.secret_hash.ct_eq(&kernel::secret::hash(secret.as_bytes()))) {
            return Err(unknown());
        }
        let status = QrStatus::read(&row.status, row.expires_at, db.clock().now())?;
        Ok(Self { status, user_id: row.user_id, interval: row.interval_seconds, polled_at: row.polled_at, expires_at: row.expires_at })
    }
}
