//! Outgoing HTTP: clients with limits on time, redirects and idle connections.

use std::time::Duration;

/// A client for a provider that the installation's operator configured.
///
/// # Errors
/// When the system's certificates cannot be loaded.
#[allow(clippy::disallowed_methods, reason = "the one place that builds clients")]
pub fn provider_client(timeout: Duration) -> anyhow::Result<reqwest::Client> {
    Ok(reqwest::Client::builder()
        .user_agent(concat!("DealSmart/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(5))
        .timeout(timeout)
        .redirect(reqwest::redirect::Policy::none())
        .pool_idle_timeout(Duration::from_secs(60))
        .build()?)
}
