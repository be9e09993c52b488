//! Deliveries: what became of each event at each endpoint.

pub mod list;
pub mod read;
pub mod replay;

use chrono::{DateTime, Datelike, Utc};
use kernel::{Problem, Result, TenantTx};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

contracts::words! {
    WebhookDeliveryState {
        /// Waits for its first or its next attempt.
        Pending => "pending",
        Delivered => "delivered",
        /// Given up; it can be replayed.
        Failed => "failed",
    }
}

/// An event on its way to an endpoint.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WebhookDelivery {
    pub id: Uuid,
    pub endpoint_id: Uuid,
    /// Sent as `webhook-id`, the same in every attempt.
    pub event_id: Uuid,
    pub event_type: String,
    /// A test event, which happened nowhere.
    pub test: bool,
    pub state: WebhookDeliveryState,
    /// Made so far.
    pub attempts: i32,
    /// When the next is made.
    pub next_at: Option<DateTime<Utc>>,
    /// Of the last answer; null when there was none.
    pub last_status: Option<i16>,
    pub last_error: Option<String>,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

pub(crate) async fn load(tx: &mut TenantTx, id: Uuid) -> Result<WebhookDelivery> {
    let tenant_id = tx.tenant_id();
    sqlx::query_as!(
        WebhookDelivery,
        r#"SELECT id, endpoint_id, event_id, kind AS event_type, event_seq IS NULL AS "test!", state AS "state: WebhookDeliveryState", attempts, next_at,
             last_status, last_error, created_at, ended_at
           FROM webhook_deliveries WHERE tenant_id = $1 AND id = $2"#,
        tenant_id,
        id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("webhook delivery"))
}

/// A time that PostgreSQL has a place for.
pub(crate) fn known_time(field: &str, at: DateTime<Utc>) -> Result<DateTime<Utc>> {
    if (1..=9_999).contains(&at.year()) { Ok(at) } else { Err(Problem::invalid(field, "out_of_range", "must be in a year from 1 to 9999")) }
}
