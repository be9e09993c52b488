//! Tenants, their members, roles, invitations and API keys, and the audit log.
//!
//! Invariants: a tenant has at least one owner who is not suspended; nobody gives, takes or touches a role that may more
//! than they; whoever loses the membership loses access with the next request; an invitation is redeemed once, by who
//! holds its secret; the audit log only grows, but for what its policy lets go.

mod api_keys;
mod audit;
mod found;
mod invitations;
mod members;
mod own_place;
mod retention;
mod roles;
mod service;
mod tenant;

pub use api_keys::{KeyRing, is_api_key};
pub use invitations::PublicUrl;
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
}

#[must_use]
pub fn routes(shared: Shared) -> OpenApiRouter<Kernel> {
    let Shared { users, tenancy, online, url } = shared;
    OpenApiRouter::new()
        .routes(routes!(tenant::get_tenant, tenant::update_tenant))
        .routes(routes!(own_place::transfer_ownership))
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
}

fn not_blank(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}
