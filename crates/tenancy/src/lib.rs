//! Tenants with their settings, limits, features and end; their members, teams, roles, invitations and API keys; the audit log.
//!
//! Invariants: a tenant has at least one owner who is not suspended; nobody gives, takes or touches a role that may more
//! than they; whoever loses the membership loses access with the next request; an invitation is redeemed once, by who
//! holds its secret; the audit log only grows, but for what its policy lets go.

mod api_keys;
mod audit;
mod currency;
mod deletion;
mod erase;
mod features;
mod found;
mod invitations;
mod limits;
mod logo;
mod members;
mod own_place;
mod people;
mod picture;
mod retention;
mod roles;
mod service;
mod slug;
mod teams;
mod tenant;

pub use api_keys::{KeyRing, is_api_key};
pub use features::FeatureFlags;
pub use invitations::PublicUrl;
pub use limits::{OwnLimit, PlanLimits, set_limits};
pub use members::Online;
pub use retention::{queue, schedules};
pub use service::TenancyService;

use axum::Extension;
use contracts::tenancy::{Tenancy, Users};
use kernel::Kernel;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// What the handlers of this feature share.
#[derive(Clone)]
pub struct Shared {
    pub users: Arc<dyn Users>,
    pub tenancy: Arc<dyn Tenancy>,
    pub online: Online,
    pub url: PublicUrl,
    pub features: Arc<FeatureFlags>,
    pub limits: Arc<PlanLimits>,
}

#[must_use]
pub fn routes(shared: Shared) -> OpenApiRouter<Kernel> {
    let Shared { users, tenancy, online, url, features, limits } = shared;
    OpenApiRouter::new()
        .routes(routes!(tenant::get_tenant, tenant::update_tenant))
        .routes(routes!(own_place::transfer_ownership))
        .routes(routes!(logo::set_logo, logo::remove_logo))
        .routes(routes!(logo::show_logo))
        .routes(routes!(deletion::delete_tenant, deletion::restore_tenant))
        .routes(routes!(limits::get_usage))
        .routes(routes!(features::list_features, features::update_features))
        .routes(routes!(teams::list_teams, teams::create_team))
        .routes(routes!(teams::get_team, teams::update_team, teams::delete_team))
        .routes(routes!(teams::add_team_member, teams::remove_team_member))
        .routes(routes!(people::list_users))
        .routes(routes!(people::search_users))
        .routes(routes!(people::get_user, people::update_user, people::remove_user))
        .routes(routes!(members::list_members, members::add_member))
        .routes(routes!(own_place::set_availability, own_place::leave_tenant))
        .routes(routes!(members::update_member, members::remove_member))
        .routes(routes!(invitations::list_invitations, invitations::create_invitation))
        .routes(routes!(invitations::read_invitation))
        .routes(routes!(invitations::accept_invitation))
        .routes(routes!(invitations::withdraw_invitation))
        .routes(routes!(roles::list_roles, roles::create_role))
        .routes(routes!(roles::update_role, roles::delete_role))
        .routes(routes!(api_keys::list_api_keys, api_keys::create_api_key))
        .routes(routes!(api_keys::get_api_key, api_keys::update_api_key, api_keys::revoke_api_key))
        .routes(routes!(api_keys::rotate_api_key))
        .routes(routes!(audit::list_audit_log))
        .routes(routes!(audit::export_audit_log))
        .layer(Extension(users))
        .layer(Extension(tenancy))
        .layer(Extension(online))
        .layer(Extension(url))
        .layer(Extension(features))
        .layer(Extension(limits))
}

fn not_blank(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}
