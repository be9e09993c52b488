//! Which limits there are, and for whom.

use super::{Limiter, Pauses, Quota, Taken};
use crate::problem::{Problem, Result};
use std::{net::IpAddr, sync::Arc, time::Duration};

/// The limits of the API. None is one that was switched off.
#[derive(Debug, Clone)]
pub struct Policies {
    /// A person's programs.
    pub user: Option<Quota>,
    /// A person in the browser app.
    pub app: Option<Quota>,
    /// An API key that has no limit of its own.
    pub key: Option<Quota>,
    /// Everybody at an address who does not say who they are.
    pub anonymous: Option<Quota>,
    /// The same on the way to signing in, where every page asks a few things before anybody has said who they are.
    pub entry: Option<Quota>,
    /// All of a workspace together.
    pub tenant: Option<Quota>,
    /// A visitor of a widget.
    pub visitor: Option<Quota>,
    /// An address's widgets, before they are visitors.
    pub widget: Option<Quota>,
}

impl Policies {
    /// No limit at all.
    #[must_use]
    pub const fn off() -> Self {
        Self { user: None, app: None, key: None, anonymous: None, entry: None, tenant: None, visitor: None, widget: None }
    }
}

/// What the whole program limits with.
#[derive(Clone)]
pub struct Limits {
    limiter: Arc<dyn Limiter>,
    policies: Arc<Policies>,
}

impl Limits {
    #[must_use]
    pub fn new(limiter: Arc<dyn Limiter>, policies: Policies) -> Self {
        Self { limiter, policies: Arc::new(policies) }
    }

    #[must_use]
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    pub async fn take(&self, quota: &Quota, key: &str) -> Taken {
        self.limiter.take(quota, key, 1).await
    }

    /// Whether one could be taken; nothing is.
    pub async fn look(&self, quota: &Quota, key: &str) -> Taken {
        self.limiter.take(quota, key, 0).await
    }

    /// Takes one.
    ///
    /// # Errors
    /// 429 `rate_limited`, with the time to wait, when there is none.
    pub async fn hold(&self, quota: &Quota, key: &str) -> Result<()> {
        let taken = self.take(quota, key).await;
        if taken.allowed { Ok(()) } else { Err(refused(taken.retry_after)) }
    }

    /// See [`Limiter::attempt`].
    pub async fn attempt(&self, pauses: &Pauses, key: &str) -> Option<Duration> {
        self.limiter.attempt(pauses, key).await
    }

    /// See [`Limiter::forget`].
    pub async fn forget(&self, pauses: &Pauses, key: &str) {
        self.limiter.forget(pauses, key).await;
    }
}

/// 429, with whole seconds, never too few.
#[must_use]
pub fn refused(wait: Duration) -> Problem {
    Problem::too_many("rate_limited", "Too many requests. Wait as long as Retry-After says.", whole_seconds(wait))
}

pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0))
}

/// An address as a key: of IPv6 the network of 64 bits, since whoever has one of its addresses has all of them.
#[must_use]
pub fn address_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            std::net::Ipv6Addr::from(network).to_string()
        }
    }
}
