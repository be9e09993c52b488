//! How much the workspace may have, and how much it has.

use async_trait::async_trait;
use axum::Extension;
use contracts::{Limit, Limits, events::TenantUpdated};
use kernel::{Audit, Can, Page, Result, TenantTx, grants};
use serde::Serialize;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use utoipa::ToSchema;

/// What holds where a workspace has no limit of its own. One that is missing is none.
#[derive(Debug, Clone, Default)]
pub struct PlanLimits {
    pub defaults: HashMap<Limit, i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LimitUsage {
    pub name: Limit,
    pub used: i64,
    /// Null: as many as one likes.
    pub most: Option<i64>,
}

impl PlanLimits {
    async fn most(&self, tx: &mut TenantTx, limit: Limit) -> Result<Option<i64>> {
        let tenant_id = tx.tenant_id();
        let own = sqlx::query_scalar!("SELECT most FROM tenant_limits WHERE tenant_id = $1 AND name = $2", tenant_id, limit.as_str())
            .fetch_optional(&mut **tx)
            .await?;
        Ok(own.unwrap_or_else(|| self.defaults.get(&limit).copied()))
    }
}

/// Counted anew each time: a counter of its own could be wrong.
async fn used(tx: &mut TenantTx, limit: Limit) -> Result<i64> {
    let tenant_id = tx.tenant_id();
    Ok(sqlx::query_scalar!(
        r#"SELECT CASE $2
             WHEN 'members' THEN (SELECT count(*) FROM members WHERE tenant_id = $1)
             WHEN 'chatbots' THEN (SELECT count(*) FROM chatbots WHERE tenant_id = $1)
             WHEN 'documents' THEN (SELECT count(*) FROM documents WHERE tenant_id = $1)
             WHEN 'storage_bytes' THEN (SELECT coalesce(sum(size), 0)::bigint FROM documents WHERE tenant_id = $1)
           END AS "used!""#,
        tenant_id,
        limit.as_str()
    )
    .fetch_one(&mut **tx)
    .await?)
}

#[async_trait]
impl Limits for PlanLimits {
    async fn make_room(&self, tx: &mut TenantTx, limit: Limit, more: i64) -> Result<()> {
        let Some(most) = self.most(tx, limit).await? else { return Ok(()) };
        let key = format!("limit:{}:{}", tx.tenant_id(), limit.as_str());
        sqlx::query_scalar!("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", key).fetch_one(&mut **tx).await?;
        let used = used(tx, limit).await?;
        if used.saturating_add(more) > most { Err(limit.reached(used, most)) } else { Ok(()) }
    }
}

/// What a workspace may have instead of what the installation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnLimit {
    Most(i64),
    /// As many as one likes.
    None,
    /// What the installation says.
    Default,
}

/// Sets the transaction's workspace's own limits; those that are not named stay.
///
/// # Errors
/// 503 when the database is not there.
pub async fn set_limits(tx: &mut TenantTx, limits: &[(Limit, OwnLimit)]) -> Result<()> {
    let tenant_id = tx.tenant_id();
    for (limit, own) in limits {
        let most = match own {
            OwnLimit::Most(most) => Some(*most),
            OwnLimit::None => None,
            OwnLimit::Default => {
                sqlx::query!("DELETE FROM tenant_limits WHERE tenant_id = $1 AND name = $2", tenant_id, limit.as_str())
                    .execute(&mut **tx)
                    .await?;
                continue;
            }
        };
        sqlx::query!(
            "INSERT INTO tenant_limits (tenant_id, name, most) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, name) DO UPDATE SET most = excluded.most",
            tenant_id,
            limit.as_str(),
            most
        )
        .execute(&mut **tx)
        .await?;
    }
    let set: BTreeMap<&str, String> = limits.iter().map(|(limit, own)| (limit.as_str(), format!("{own:?}"))).collect();
    tx.audit(Audit::new("limits.changed", "tenant").target(tenant_id).after(&set));
    tx.emit(&TenantUpdated {}).map(|_| ())
}

/// What the workspace has, and how much it may have.
#[utoipa::path(get, path = "/tenant/usage", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Page<LimitUsage>)))]
pub async fn get_usage(ctx: Can<grants::TenantRead>, Extension(limits): Extension<Arc<PlanLimits>>) -> Result<Page<LimitUsage>> {
    let mut tx = ctx.tenant_tx().await?;
    let mut usage = Vec::new();
    for name in Limit::ALL.iter().copied() {
        usage.push(LimitUsage { name, used: used(&mut tx, name).await?, most: limits.most(&mut tx, name).await? });
    }
    Ok(Page::whole(usage))
}
