//! Sign-in at OpenID Connect providers: Google and any other, the installation's and a workspace's own.
//!
//! Invariants: an answer is taken from the browser that asked, once, from the provider that was asked, and only with the
//! nonce of that asking; an account is found by the provider's (issuer, subject) and never by an e-mail that the provider
//! or we have not verified; what a workspace's own provider says gives a session in that workspace and nothing beyond, since
//! whoever runs the workspace can make it say anything.

mod account;
mod attempt;
pub(crate) mod begin;
pub(crate) mod callback;
mod describe;
pub(crate) mod identities;
pub(crate) mod manage;
pub(crate) mod newcomer;
pub(crate) mod providers;
mod settings;
mod token;
mod wire;

pub use settings::{InstallationProvider, OpenIdSettings};

use kernel::{MasterSecret, Problem, http::Caller, seal::Sealer};
use moka::future::Cache;
use std::{sync::Arc, time::Duration};

/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// For how long a provider's own description and keys are taken for current. A key that is not among them is asked for anew.
const KEPT: Duration = Duration::from_secs(3600);

/// What the secrets of workspaces' providers are sealed for, each to its provider.
pub const PROVIDER_SECRETS: &str = "identity provider secret";

/// What sign-in at providers needs.
pub struct OpenId {
    installation: Vec<InstallationProvider>,
    /// For what the operator configured …
    trusting: Caller,
    /// … and for what workspaces did.
    guarded: Caller,
    /// By whether the operator configured it, and issuer.
    known: Cache<(bool, String), Arc<describe::Metadata>>,
    attempt_key: [u8; 32],
    provider_secrets: Sealer,
}

impl OpenId {
    /// # Errors
    /// When the system's certificates cannot be loaded.
    pub fn new(settings: OpenIdSettings, secret: &MasterSecret) -> anyhow::Result<Self> {
        Ok(Self {
            installation: settings.providers,
            trusting: Caller::trusting(PATIENCE)?,
            guarded: Caller::guarded(PATIENCE, settings.private_hosts)?,
            known: Cache::builder().max_capacity(1000).time_to_live(KEPT).build(),
            attempt_key: secret.key("sign-in attempt"),
            provider_secrets: secret.sealer(PROVIDER_SECRETS),
        })
    }
}

fn no_such_provider() -> Problem {
    Problem::not_found("provider")
}
