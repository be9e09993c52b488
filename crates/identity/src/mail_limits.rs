//! How many letters one address of the network may cause, whoever they go to. How many one mailbox gets is counted in the
//! database, beside what was sent.

use chrono::{DateTime, Duration, Utc};
use kernel::{Clock, Problem, Result};
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

const WINDOW: Duration = Duration::minutes(15);
const MOST: u32 = 20;
/// Old entries are thrown out when there are more.
const MOST_KEYS: usize = 20_000;

pub struct MailLimits {
    clock: Arc<dyn Clock>,
    asked: Mutex<HashMap<IpAddr, (DateTime<Utc>, u32)>>,
}

impl MailLimits {
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, asked: Mutex::default() }
    }

    /// Counts a letter that this address causes.
    ///
    /// # Errors
    /// 429 `too_many_letters`.
    pub(crate) fn take(&self, address: IpAddr) -> Result<()> {
        let now = self.clock.now();
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() > MOST_KEYS {
            asked.retain(|_, (since, _)| now - *since < WINDOW);
        }
        let (since, count) = asked.entry(network(address)).or_insert((now, 0));
        if now - *since >= WINDOW {
            (*since, *count) = (now, 0);
        }
        if *count >= MOST {
            return Err(too_many(*since + WINDOW - now));
        }
        *count = count.saturating_add(1);
        Ok(())
    }
}

/// One customer has a whole /64 of IPv6 to choose from (RFC 6177).
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(ip) => IpAddr::V6((u128::from(ip) & (u128::MAX << 64)).into()),
        four @ IpAddr::V4(_) => four,
    }
}

pub(crate) fn too_many(wait: Duration) -> Problem {
    Problem::too_many(
        "too_many_letters",
        "So many letters were asked for that we wait a little. Look for those that came already, also among the spam.",
        u64::try_from(wait.num_seconds()).unwrap_or(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::FakeClock;

    #[test]
    fn one_network_causes_so_many_letters() {
        let clock = Arc::new(FakeClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        let limits = MailLimits::new(clock.clone());
        for n in 0..MOST {
            limits.take(format!("2001:db8::{n:x}").parse().unwrap()).unwrap();
        }
        let problem = limits.take("2001:db8::ffff".parse().unwrap()).unwrap_err();
        assert_eq!((problem.status.as_u16(), problem.retry_after_seconds), (429, Some(900)));
        limits.take("2001:db8:0:1::1".parse().unwrap()).unwrap();
        clock.advance(WINDOW);
        limits.take("2001:db8::1".parse().unwrap()).unwrap();
    }
}
