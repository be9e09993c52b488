//! Users, sign-in and sessions.
//!
//! Invariants: a password is stored as argon2id only and checked off the async threads; an access token is for one
//! tenant and lives 15 minutes, and says who asks but not what they may; a refresh token is stored by its hash, used
//! once, and its reuse ends the session; what ended is refused from the next request on; whoever signs in comes in by
//! [`admit`], which asks for the second factor where there is one.

mod account;
mod admission;
mod authority;
mod cookies;
mod devices;
mod factors;
mod invited;
mod keys;
mod limits;
mod passkeys;
mod password;
mod pending;
mod session;
mod sessions;
mod sign_in;
mod tokens;
mod users;
mod workspaces;

pub use admission::{Admission, Arrival, FactorKind, Proof, SecondFactorRequired, SignIn, admit};
pub use authority::{Authority, Standing};
pub use factors::{Factors, TOTP_SECRETS};
pub use keys::SEALED_FOR as SIGNING_KEYS;
pub use limits::LoginLimits;
pub use password::Passwords;
pub use session::{SessionPolicy, UserSummary};
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
    pub policy: SessionPolicy,
    pub factors: Factors,
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
        .routes(routes!(invited::register_invited))
        .routes(routes!(sessions::list_sessions, sessions::end_other_sessions))
        .routes(routes!(sessions::end_session))
        .routes(routes!(sessions::logout_all))
        .routes(routes!(workspaces::switch_tenant))
        .routes(routes!(workspaces::list_my_tenants))
        .routes(routes!(account::get_me))
        .merge(factor_routes())
        .layer(Extension(identity))
}

fn factor_routes() -> OpenApiRouter<Kernel> {
    use factors::{overview, recovery, step_up, totp, trusted, verify};
    use passkeys::{manage, register, sign_in as passkey_sign_in};
    OpenApiRouter::new()
        .routes(routes!(overview::get_protection))
        .routes(routes!(verify::verify_second_factor))
        .routes(routes!(verify::begin_passkey_verification))
        .routes(routes!(step_up::step_up))
        .routes(routes!(step_up::begin_passkey_step_up))
        .routes(routes!(totp::begin_totp, totp::remove_totp))
        .routes(routes!(totp::confirm_totp))
        .routes(routes!(recovery::renew_recovery_codes))
        .routes(routes!(trusted::list_trusted_browsers))
        .routes(routes!(trusted::forget_trusted_browser))
        .routes(routes!(passkey_sign_in::begin_passkey_login))
        .routes(routes!(passkey_sign_in::login_with_passkey))
        .routes(routes!(register::begin_passkey))
        .routes(routes!(manage::list_passkeys, register::add_passkey))
        .routes(routes!(manage::rename_passkey, manage::remove_passkey))
}

/// What has a place of its own outside the API.
#[must_use]
pub fn well_known_routes(identity: Arc<Identity>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new().routes(routes!(keys::get_jwks)).layer(Extension(identity))
}
