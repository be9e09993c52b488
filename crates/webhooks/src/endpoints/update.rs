use super::{WebhookDisabledReason, WebhookEndpoint, input, load, lock};
use crate::{Webhooks, dispatch, lane};
use axum::Extension;
use garde::Validate;
use kernel::{Audit, Can, Data, PathId, Result, TenantTx, Valid, extract::given, grants};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use utoipa::ToSchema;
use uuid::Uuid;

/// What is left out stays as it is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct WebhookEndpointChange {
    #[garde(inner(length(min = 1, max = 2_000)))]
    pub url: Option<String>,
    #[garde(inner(length(chars, max = 200)))]
    pub description: Option<String>,
    /// Empty: every type.
    #[garde(inner(length(max = 100)))]
    pub event_types: Option<Vec<String>>,
    /// In place of all that there are.
    #[garde(skip)]
    pub headers: Option<BTreeMap<String, String>>,
    /// Null: as fast as it answers.
    #[serde(default, deserialize_with = "given")]
    #[garde(inner(inner(range(min = 1, max = 1_000))))]
    #[schema(value_type = Option<i32>)]
    pub rate_limit: Option<Option<i32>>,
    #[garde(skip)]
    pub enabled: Option<bool>,
}

/// Changes the fields that are given. An endpoint that is enabled again goes on with what waits for it and with what happens from
/// now on; `recover` brings back what happened meanwhile.
#[utoipa::path(patch, path = "/webhooks/endpoints/{id}", tag = "webhooks", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = WebhookEndpointChange, responses((status = 200, body = Data<WebhookEndpoint>)))]
pub async fn update_webhook_endpoint(
    ctx: Can<grants::WebhooksWrite>,
    Extension(webhooks): Extension<Arc<Webhooks>>,
    PathId(id): PathId,
    Valid(change): Valid<WebhookEndpointChange>,
) -> Result<Data<WebhookEndpoint>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = lock(&mut tx, id).await?;
    let mut now = before.clone();
    if let Some(url) = &change.url {
        now.url = input::url(&webhooks, url)?;
    }
    if let Some(kinds) = change.event_types {
        now.event_types = input::event_types(kinds)?;
    }
    if let Some(headers) = change.headers {
        let headers = input::headers(headers)?;
        now.header_names = headers.keys().cloned().collect();
        let (tenant_id, sealed) = (tx.tenant_id(), webhooks.seal_headers(id, &headers)?);
        sqlx::query!("UPDATE webhook_endpoints SET headers = $3 WHERE tenant_id = $1 AND id = $2", tenant_id, id, sealed)
            .execute(&mut *tx)
            .await?;
    }
    now.description = change.description.map_or(now.description, |text| text.trim().to_owned());
    now.rate_limit = change.rate_limit.unwrap_or(now.rate_limit);
    sqlx::query!(
        // At another address it begins anew.
        "UPDATE webhook_endpoints SET url = $3, description = $4, kinds = $5, header_names = $6, rate = $7, updated_at = $8,
           failing_since = CASE WHEN url = $3 THEN failing_since END, not_before = CASE WHEN url = $3 THEN not_before END
         WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        now.url,
        now.description,
        &now.event_types,
        &now.header_names,
        now.rate_limit,
        tx.now()
    )
    .execute(&mut *tx)
    .await?;
    match change.enabled {
        Some(true) if !before.enabled => enable(&mut tx, id).await?,
        Some(false) if before.enabled => switch_off(&mut tx, id).await?,
        _ => {}
    }
    let after = load(&mut tx, id).await?;
    tx.audit(Audit::new("webhook_endpoint.changed", "webhook_endpoint").target(id).before(&before).after(&after));
    tx.commit().await?;
    Ok(Data { data: after })
}

async fn enable(tx: &mut TenantTx, id: Uuid) -> Result<()> {
    let tenant_id = tx.tenant_id();
    sqlx::query!(
        "UPDATE webhook_endpoints w SET enabled = true, disabled_reason = NULL, disabled_at = NULL, failing_since = NULL, not_before = NULL,
           seq = t.event_seq
         FROM tenants t WHERE w.tenant_id = $1 AND w.id = $2 AND t.tenant_id = $1",
        tenant_id,
        id
    )
    .execute(&mut **tx)
    .await?;
    tx.enqueue(dispatch::job());
    tx.enqueue(lane::job(id));
    Ok(())
}

async fn switch_off(tx: &mut TenantTx, id: Uuid) -> Result<()> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "UPDATE webhook_endpoints SET enabled = false, disabled_reason = $3, disabled_at = $4 WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        WebhookDisabledReason::Person.as_str(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
