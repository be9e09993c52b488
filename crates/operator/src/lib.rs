//! The operator's area: the installation as a whole, its tenants and users, and what operators do with them.
//!
//! Invariants: nothing here is reached but by an operator who has shown a second factor ([`kernel::IsOperator`]); nothing
//! is changed without a reason, an entry in the operator log, and one in the audit log of each tenant that it touches;
//! what is suspended is out with its next request; an operator in a member's name may less than the member.

mod impersonations;
mod log;
mod operators;
mod reason;
mod stats;
mod tenants;
mod users;

use axum::Extension;
use contracts::operator::ImpersonationTokens;
use kernel::Kernel;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// What the handlers of this feature share.
#[derive(Clone)]
pub struct Shared {
    pub tokens: Arc<dyn ImpersonationTokens>,
    /// For how long a session lives that is not used.
    pub idle: chrono::Duration,
    /// The version of the program.
    pub version: &'static str,
}

#[must_use]
pub fn routes(shared: Shared) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(stats::admin_get_stats))
        .routes(routes!(tenants::list::admin_list_tenants))
        .routes(routes!(tenants::read::admin_read_tenant))
        .routes(routes!(tenants::suspend::admin_suspend_tenant))
        .routes(routes!(tenants::suspend::admin_unsuspend_tenant))
        .routes(routes!(users::list::admin_list_users))
        .routes(routes!(users::read::admin_read_user))
        .routes(routes!(users::suspend::admin_suspend_user))
        .routes(routes!(users::suspend::admin_unsuspend_user))
        .routes(routes!(users::sign_in::admin_end_sessions))
        .routes(routes!(users::sign_in::admin_require_password_reset))
        .routes(routes!(users::sign_in::admin_remove_factors))
        .routes(routes!(operators::grant_operator))
        .routes(routes!(operators::revoke_operator))
        .routes(routes!(impersonations::begin::impersonate))
        .routes(routes!(impersonations::list::list_impersonations))
        .routes(routes!(impersonations::end::end_impersonation))
        .routes(routes!(impersonations::end::stop_impersonating))
        .routes(routes!(log::list_operator_log))
        .layer(Extension(Arc::new(stats::Counted::default())))
        .layer(Extension(shared))
}
