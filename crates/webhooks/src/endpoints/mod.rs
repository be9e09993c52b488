//! Endpoints: where a workspace wants to be told of events.

pub mod create;
pub mod delete;
mod input;
pub mod list;
pub mod read;
pub mod recover;
pub mod rotate;
pub mod test;
pub mod update;

use chrono::{DateTime, Utc};
use contracts::events::WebhookEndpointDisabled;
use kernel::{Audit, Problem, Result, TenantTx};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// Of a workspace.
pub(crate) const MOST_ENDPOINTS: i64 = 20;

contracts::words! {
    /// Why an endpoint is disabled.
    WebhookDisabledReason {
        /// Somebody switched it off.
        Person => "person",
        /// It answered 410.
        Gone => "gone",
        /// Every delivery failed for five days.
        Failing => "failing",
    }
}

/// Where a workspace wants to be told of events. Its secret and the values of its headers are not shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WebhookEndpoint {
    pub id: Uuid,
    pub url: String,
    pub description: String,
    /// The types of events that it is told of; empty: every type.
    pub event_types: Vec<String>,
    pub enabled: bool,
    pub disabled_reason: Option<WebhookDisabledReason>,
    pub disabled_at: Option<DateTime<Utc>>,
    /// Names of the headers that requests carry beside the usual ones.
    pub header_names: Vec<String>,
    /// Requests a second at the most; null: as fast as it answers.
    pub rate_limit: Option<i32>,
    /// Until then the secret before the last rotation signs as well.
    pub previous_secret_until: Option<DateTime<Utc>>,
    /// The first failure since its last success.
    pub failing_since: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// An endpoint with its secret, which is shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookEndpointWithSecret {
    #[serde(flatten)]
    pub endpoint: WebhookEndpoint,
    /// `whsec_…`, as libraries of Standard Webhooks take it.
    pub secret: String,
}

pub(crate) async fn load(tx: &mut TenantTx, id: Uuid) -> Result<WebhookEndpoint> {
    let tenant_id = tx.tenant_id();
    sqlx::query_as!(
        WebhookEndpoint,
        r#"SELECT id, url, description, kinds AS event_types, enabled, disabled_reason AS "disabled_reason: WebhookDisabledReason", disabled_at, header_names,
             rate AS rate_limit, previous_until AS previous_secret_until, failing_since, created_at, updated_at
           FROM webhook_endpoints WHERE tenant_id = $1 AND id = $2"#,
        tenant_id,
        id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("webhook endpoint"))
}

/// As [`load`], and nobody else changes it until this transaction ends.
pub(crate) async fn lock(tx: &mut TenantTx, id: Uuid) -> Result<WebhookEndpoint> {
    let tenant_id = tx.tenant_id();
    sqlx::query!("SELECT id FROM webhook_endpoints WHERE tenant_id = $1 AND id = $2 FOR UPDATE", tenant_id, id)
        .fetch_optional(&mut **tx)
        .await?;
    load(tx, id).await
}

/// The program gives an endpoint up, and says so: in the audit log, and as an event, which other endpoints may be told of.
pub(crate) async fn disable(tx: &mut TenantTx, id: Uuid, url: &str, reason: WebhookDisabledReason) -> Result<()> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "UPDATE webhook_endpoints SET enabled = false, disabled_reason = $3, disabled_at = $4, updated_at = $4 WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        reason.as_str(),
        now
    )
    .execute(&mut **tx)
    .await?;
    tracing::warn!(tenant = %tenant_id, endpoint = %id, reason = reason.as_str(), "a webhook endpoint was disabled");
    tx.audit(
        Audit::new("webhook_endpoint.disabled", "webhook_endpoint").target(id).after(&json!({ "url": url, "reason": reason.as_str() })),
    );
    tx.emit(&WebhookEndpointDisabled { endpoint_id: id, url: url.to_owned(), reason: reason.as_str().to_owned() })?;
    Ok(())
}
