//! What is switched on in the workspace.

use async_trait::async_trait;
use axum::Extension;
use contracts::{Feature, Features, events::TenantUpdated};
use garde::Validate;
use kernel::{AccessChange, Audit, Can, Page, Problem, Result, TenantTx, Valid, grants};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use utoipa::ToSchema;

/// Where the installation differs from the table's defaults.
#[derive(Debug, Clone, Default)]
pub struct FeatureFlags {
    pub defaults: HashMap<Feature, bool>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct FeatureView {
    pub name: Feature,
    /// What it means when it is on.
    pub about: String,
    pub enabled: bool,
    /// Whether it is on in this installation where a workspace says nothing.
    pub default: bool,
    /// The workspace says so itself.
    pub own: bool,
}

impl FeatureFlags {
    #[must_use]
    pub fn by_default(&self, feature: Feature) -> bool {
        self.defaults.get(&feature).copied().unwrap_or_else(|| feature.by_default())
    }

    async fn all(&self, tx: &mut TenantTx) -> Result<Vec<FeatureView>> {
        let tenant_id = tx.tenant_id();
        let rows =
            sqlx::query!("SELECT feature, enabled FROM tenant_features WHERE tenant_id = $1", tenant_id).fetch_all(&mut **tx).await?;
        let view = |name: Feature| {
            let own = rows.iter().find(|row| row.feature == name.as_str()).map(|row| row.enabled);
            let default = self.by_default(name);
            FeatureView { name, about: name.about().into(), enabled: own.unwrap_or(default), default, own: own.is_some() }
        };
        Ok(Feature::ALL.iter().copied().map(view).collect())
    }
}

#[async_trait]
impl Features for FeatureFlags {
    async fn is_on(&self, tx: &mut TenantTx, feature: Feature) -> Result<bool> {
        let tenant_id = tx.tenant_id();
        let own =
            sqlx::query_scalar!("SELECT enabled FROM tenant_features WHERE tenant_id = $1 AND feature = $2", tenant_id, feature.as_str())
                .fetch_optional(&mut **tx)
                .await?;
        Ok(own.unwrap_or_else(|| self.by_default(feature)))
    }
}

/// Every feature, and whether it is on here.
#[utoipa::path(get, path = "/features", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Page<FeatureView>)))]
pub async fn list_features(ctx: Can<grants::TenantRead>, Extension(flags): Extension<Arc<FeatureFlags>>) -> Result<Page<FeatureView>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Page::whole(flags.all(&mut tx).await?))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct FeatureChange {
    /// By name: on, off, or null for the installation's default. What is absent stays.
    #[garde(length(max = 100))]
    pub features: BTreeMap<String, Option<bool>>,
}

/// Switches features on and off. It holds with everyone's next request.
#[utoipa::path(patch, path = "/features", tag = "tenancy", security(("bearer" = [])), request_body = FeatureChange, responses((status = 200, body = Page<FeatureView>)))]
pub async fn update_features(
    ctx: Can<grants::TenantWrite>,
    Extension(flags): Extension<Arc<FeatureFlags>>,
    Valid(change): Valid<FeatureChange>,
) -> Result<Page<FeatureView>> {
    let mut tx = ctx.tenant_tx().await?;
    crate::tenant::lock(&mut tx).await?;
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let on = |views: &[FeatureView]| views.iter().map(|view| (view.name.as_str(), view.enabled)).collect::<BTreeMap<_, _>>();
    let before = on(&flags.all(&mut tx).await?);
    for (name, enabled) in change.features {
        let feature: Feature = name
            .parse()
            .map_err(|()| Problem::invalid(&format!("features.{name}"), "unknown_feature", "is no feature; see GET /features"))?;
        match enabled {
            Some(enabled) => {
                sqlx::query!(
                    "INSERT INTO tenant_features (tenant_id, feature, enabled, updated_at) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (tenant_id, feature) DO UPDATE SET enabled = excluded.enabled, updated_at = excluded.updated_at",
                    tenant_id,
                    feature.as_str(),
                    enabled,
                    now
                )
                .execute(&mut *tx)
                .await?;
            }
            None => {
                sqlx::query!("DELETE FROM tenant_features WHERE tenant_id = $1 AND feature = $2", tenant_id, feature.as_str())
                    .execute(&mut *tx)
                    .await?;
            }
        }
    }
    let views = flags.all(&mut tx).await?;
    tx.audit(Audit::new("features.changed", "tenant").target(tenant_id).before(&before).after(&on(&views)));
    // What members see may depend on one.
    tx.access_changed(AccessChange::Tenant(tenant_id));
    tx.emit(&TenantUpdated {})?;
    tx.commit().await?;
    Ok(Page::whole(views))
}
