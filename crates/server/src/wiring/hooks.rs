//! Webhooks: which addresses may be called, and for how long.

use crate::settings::Settings;
use kernel::{MasterSecret, http::PrivateHosts};
use std::{sync::Arc, time::Duration};
use webhooks::{Keep, Webhooks};

/// # Errors
/// A setting that cannot be used.
pub fn webhooks(settings: &Settings, secret: &MasterSecret) -> anyhow::Result<Arc<Webhooks>> {
    let private = PrivateHosts::parse(settings.private_hosts.as_deref().unwrap_or_default())
        .map_err(|entry| anyhow::anyhow!("DEALSMART_PRIVATE_HOSTS has \"{entry}\"; it must be a host, or a host and a port."))?;
    let timeout = Duration::from_secs(u64::from(settings.webhook_timeout_seconds));
    let keep = Keep { deliveries: settings.webhooks_keep_days, events: settings.events_keep_days };
    Webhooks::new(secret, timeout, private, keep)
}
