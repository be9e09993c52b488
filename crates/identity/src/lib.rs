//! Users, sign-in and sessions.
//!
//! Invariants: a password is stored as argon2id only and checked off the async threads; an access token is for one
//! tenant and lives 15 minutes; a refresh token is stored by its hash, used once, and its reuse ends the session.

mod account;
mod limits;
mod password;
mod session;
mod sign_in;
mod tokens;
mod users;

pub use limits::LoginLimits;
pub use password::Passwords;
pub use tokens::Tokens;
pub use users::IdentityUsers;

use axum::Extension;
use contracts::tenancy::Tenancy;
use kernel::{Clock, Kernel};
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// What the handlers of this feature share.
pub struct Identity {
    pub tokens: Arc<Tokens>,
    pub passwords: Passwords,
    pub limits: LoginLimits,
    pub tenancy: Arc<dyn Tenancy>,
    /// Whether the refresh cookie is for https only.
    pub secure_cookies: bool,
    pub clock: Arc<dyn Clock>,
}

#[must_use]
pub fn routes(identity: Arc<Identity>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(sign_in::register))
        .routes(routes!(sign_in::login))
        .routes(routes!(session::refresh))
        .routes(routes!(session::logout))
        .routes(routes!(account::get_me))
        .layer(Extension(identity))
}
