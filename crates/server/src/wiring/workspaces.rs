//! Features, limits and age checks, which handlers of many areas ask.

use crate::{app::App, settings::Settings};
use axum::Extension;
use contracts::{Features, Limits};
use identity::AgeChecks;
use kernel::{Kernel, MasterSecret};
use std::sync::Arc;
use tenancy::{FeatureFlags, PlanLimits};
use utoipa_axum::router::OpenApiRouter;

#[derive(Clone)]
pub struct Workspaces {
    pub features: Arc<FeatureFlags>,
    pub limits: Arc<PlanLimits>,
    pub ages: Arc<AgeChecks>,
}

impl Workspaces {
    /// # Errors
    /// A setting that cannot be used.
    pub fn new(settings: &Settings, secret: &MasterSecret) -> anyhow::Result<Self> {
        Ok(Self {
            features: Arc::new(FeatureFlags { defaults: settings.feature_defaults().map_err(anyhow::Error::msg)? }),
            limits: Arc::new(PlanLimits { defaults: settings.limit_defaults().map_err(anyhow::Error::msg)? }),
            ages: AgeChecks::new(secret),
        })
    }

    /// Lets every handler of these routes ask what is on and whether there is room.
    pub fn known_to(&self, routes: OpenApiRouter<Kernel>) -> OpenApiRouter<Kernel> {
        let features: Arc<dyn Features> = self.features.clone();
        let limits: Arc<dyn Limits> = self.limits.clone();
        routes.layer(Extension(features)).layer(Extension(limits))
    }
}

pub fn tenancy_routes(app: &App) -> OpenApiRouter<Kernel> {
    let (users, tenancy) = (Arc::clone(&app.users), Arc::clone(&app.tenancy));
    let Workspaces { features, limits, .. } = app.workspaces.clone();
    tenancy::routes(tenancy::Shared { users, tenancy, online: app.online.clone(), url: app.url.clone(), features, limits })
}
