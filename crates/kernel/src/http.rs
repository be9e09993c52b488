//! Outgoing HTTP: clients with limits on time, redirects and idle connections.

mod addresses;
mod guard;

pub use addresses::is_public;
pub use guard::{CallError, Caller, PrivateHosts};
pub use reqwest::Url;

use std::time::Duration;

const USER_AGENT: &str = concat!("DealSmart/", env!("CARGO_PKG_VERSION"));

/// A client for a provider that the installation's operator configured.
///
/// # Errors
/// When the system's certificates cannot be loaded.
#[allow(clippy::disallowed_methods, reason = "the one place that builds clients")]
pub fn provider_client(timeout: Duration) -> anyhow::Result<reqwest::Client> {
    Ok(reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(Duration::from_secs(5))
        .timeout(timeout)
        .redirect(reqwest::redirect::Policy::none())
        .pool_idle_timeout(Duration::from_secs(60))
        .build()?)
}
