//! Users, sign-in and sessions.
//!
//! Invariants: a password is stored as argon2id only and checked off the async threads; an access token is for one
//! tenant and lives 15 minutes, and says who asks but not what they may; a refresh token is stored by its hash, used
//! once, and its reuse ends the session; what ended is refused from the next request on; whoever signs in comes in by
//! [`admit`], which asks for the second factor where there is one.

mod account;
mod accounts;
mod admission;
mod age;
mod authority;
mod background;
mod cookies;
mod deletion;
mod devices;
mod email_change;
mod factors;
mod invited;
mod keys;
mod letters;
mod limits;
mod mail_limits;
mod openid;
mod options;
mod passkeys;
mod password;
mod password_change;
mod password_rules;
mod pending;
mod profile;
mod proof;
mod qr;
mod registration;
mod reset;
mod session;
mod sessions;
mod sign_in;
mod tokens;
mod users;
mod verification;
mod workspaces;

pub use accounts::{AccountPolicy, Terms};
pub use admission::{Admission, Arrival, FactorKind, Proof, SecondFactorRequired, SignIn, admit};
pub use age::{AgeChecks, BIRTH_DATES, age_routes};
pub use authority::{Authority, Standing};
pub use background::queue;
pub use factors::{Factors, TOTP_SECRETS};
pub use keys::SEALED_FOR as SIGNING_KEYS;
pub use limits::LoginLimits;
pub use mail_limits::MailLimits;
pub use openid::{InstallationProvider, OpenId, OpenIdSettings, PROVIDER_SECRETS};
pub use password::Passwords;
pub use proof::Codes;
pub use qr::{CodeTries, Waiting};
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
    pub mail_limits: MailLimits,
    pub codes: Codes,
    pub accounts: AccountPolicy,
    pub tenancy: Arc<dyn Tenancy>,
    pub policy: SessionPolicy,
    pub factors: Factors,
    pub openid: OpenId,
    pub code_tries: CodeTries,
    pub waiting: Waiting,
    /// The address that people use, without a slash at the end.
    pub url: String,
    /// Whether the refresh cookie is for https only.
    pub secure_cookies: bool,
    pub clock: Arc<dyn Clock>,
}

#[must_use]
pub fn routes(identity: Arc<Identity>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(options::get_auth_options))
        .routes(routes!(registration::register))
        .routes(routes!(registration::resend_registration))
        .routes(routes!(registration::confirm_registration))
        .routes(routes!(verification::verify_email))
        .routes(routes!(verification::resend_verification))
        .routes(routes!(reset::forgot_password))
        .routes(routes!(reset::reset_password))
        .routes(routes!(email_change::confirm_email_change))
        .routes(routes!(email_change::undo_email_change))
        .routes(routes!(sign_in::login))
        .routes(routes!(session::refresh))
        .routes(routes!(session::logout))
        .routes(routes!(invited::register_invited))
        .routes(routes!(sessions::list_sessions, sessions::end_other_sessions))
        .routes(routes!(sessions::end_session))
        .routes(routes!(sessions::logout_all))
        .routes(routes!(workspaces::switch_tenant))
        .routes(routes!(workspaces::list_my_tenants))
        .routes(routes!(account::get_me, profile::update_profile, deletion::delete_account))
        .routes(routes!(deletion::restore_account))
        .routes(routes!(password_change::change_password))
        .routes(routes!(email_change::change_email))
        .merge(factor_routes())
        .merge(openid_routes())
        .merge(qr_routes())
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

fn openid_routes() -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(openid::providers::list_sign_in_providers))
        .routes(routes!(openid::begin::begin_oauth))
        .routes(routes!(openid::callback::finish_oauth))
        .routes(routes!(openid::newcomer::get_newcomer, openid::newcomer::register_newcomer))
        .routes(routes!(openid::identities::list_identities, openid::begin::link_identity))
        .routes(routes!(openid::identities::unlink_identity))
        .routes(routes!(openid::manage::list_identity_providers, openid::manage::create_identity_provider))
        .routes(routes!(openid::manage::update_identity_provider, openid::manage::delete_identity_provider))
        .routes(routes!(openid::manage::test_identity_provider))
}

fn qr_routes() -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(qr::ask::begin_qr))
        .routes(routes!(qr::decide::scan_qr))
        .routes(routes!(qr::ask::poll_qr))
        .routes(routes!(qr::waiting::watch_qr))
        .routes(routes!(qr::decide::approve_qr))
        .routes(routes!(qr::decide::deny_qr))
}

/// What has a place of its own outside the API.
#[must_use]
pub fn well_known_routes(identity: Arc<Identity>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new().routes(routes!(keys::get_jwks)).layer(Extension(identity))
}
