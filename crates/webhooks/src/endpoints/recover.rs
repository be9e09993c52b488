use super::lock;
use crate::{dispatch, lane};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Accepted, Audit, Can, Data, PathId, Problem, Result, Valid, grants};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Recovery {
    /// What happened from then on and did not reach the endpoint is delivered.
    #[garde(skip)]
    pub since: DateTime<Utc>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Recovered {
    /// Deliveries that had failed and are tried again.
    pub retried: i64,
    /// Events that are looked at again; those that the endpoint never got are delivered.
    pub events: i64,
}

/// Delivers what happened since a time and did not arrive: what failed, and what was never tried because the endpoint was
/// disabled or not there yet. What arrived is not sent again. 409 `endpoint_disabled`.
#[utoipa::path(post, path = "/webhooks/endpoints/{id}/recover", tag = "webhooks", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = Recovery, responses((status = 202, body = Data<Recovered>)))]
pub async fn recover_webhook_endpoint(
    ctx: Can<grants::WebhooksWrite>,
    PathId(id): PathId,
    Valid(recovery): Valid<Recovery>,
) -> Result<Accepted<Recovered>> {
    let since = crate::deliveries::known_time("since", recovery.since)?;
    let mut tx = ctx.tenant_tx().await?;
    let tenant_id = tx.tenant_id();
    if !lock(&mut tx, id).await?.enabled {
        return Err(Problem::conflict("endpoint_disabled", "The endpoint is disabled; enable it first."));
    }
    let retried = sqlx::query!(
        "UPDATE webhook_deliveries SET state = 'pending', step = 0, next_at = $4, ended_at = NULL
         WHERE tenant_id = $1 AND endpoint_id = $2 AND created_at >= $3 AND state = 'failed'",
        tenant_id,
        id,
        since,
        tx.now()
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    // Its cursor goes back; deliveries that are there already stay the only ones for their events.
    let events = sqlx::query_scalar!(
        r#"UPDATE webhook_endpoints SET seq = least(seq, app.event_seq_at($3) - 1) WHERE tenant_id = $1 AND id = $2
           RETURNING (SELECT event_seq FROM tenants WHERE tenant_id = $1) - seq AS "events!""#,
        tenant_id,
        id,
        since
    )
    .fetch_one(&mut *tx)
    .await?;
    let recovered = Recovered { retried: i64::try_from(retried).unwrap_or(i64::MAX), events };
    tx.audit(
        Audit::new("webhook_endpoint.recovered", "webhook_endpoint")
            .target(id)
            .after(&json!({ "since": since, "retried": recovered.retried, "events": recovered.events })),
    );
    tx.enqueue(dispatch::job());
    tx.enqueue(lane::job(id));
    tx.commit().await?;
    Ok(Accepted(recovered))
}
