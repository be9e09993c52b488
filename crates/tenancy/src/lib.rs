//! Tenants and their members.
//!
//! Invariants: a tenant has at least one owner; nobody gives a role above their own; whoever loses the membership
//! loses the sessions.

mod found;
mod members;
mod tenant;

pub use found::TenancyService;
pub use members::Online;

use axum::Extension;
use contracts::tenancy::Users;
use kernel::Kernel;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

#[must_use]
pub fn routes(users: Arc<dyn Users>, online: Online) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(tenant::get_tenant, tenant::update_tenant))
        .routes(routes!(members::list_members, members::add_member))
        .routes(routes!(members::update_member, members::remove_member))
        .layer(Extension(users))
        .layer(Extension(online))
}
