//! Wrong passwords are limited by account and address together, and more loosely by each alone: a guesser is slowed
//! down, and a stranger cannot lock someone out from elsewhere.

use chrono::{DateTime, Duration, Utc};
use kernel::{Clock, Problem, Result};
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

const WINDOW: Duration = Duration::minutes(15);
const PER_ACCOUNT_AND_ADDRESS: u32 = 5;
const PER_ADDRESS: u32 = 50;
const PER_ACCOUNT: u32 = 100;
/// Old entries are thrown out when there are more.
const MOST_KEYS: usize = 20_000;

pub struct LoginLimits {
    clock: Arc<dyn Clock>,
    failures: Mutex<HashMap<String, (DateTime<Utc>, u32)>>,
}

impl LoginLimits {
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, failures: Mutex::default() }
    }

    fn keys(email: &str, address: IpAddr) -> [(String, u32); 3] {
        [(format!("{email} {address}"), PER_ACCOUNT_AND_ADDRESS), (address.to_string(), PER_ADDRESS), (email.to_owned(), PER_ACCOUNT)]
    }

    /// # Errors
    /// 429 while one of the limits is reached.
    pub fn check(&self, email: &str, address: IpAddr) -> Result<()> {
        let now = self.clock.now();
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, most) in Self::keys(email, address) {
            if let Some((since, count)) = failures.get(&key)
                && *count >= most
                && now - *since < WINDOW
            {
                let wait = (*since + WINDOW - now).num_seconds();
                return Err(Problem::too_many(
                    "too_many_attempts",
                    "Too many wrong passwords. Wait a little, or reset your password.",
                    u64::try_from(wait).unwrap_or(1),
                ));
            }
        }
        Ok(())
    }

    pub fn failed(&self, email: &str, address: IpAddr) {
        let now = self.clock.now();
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() > MOST_KEYS {
            failures.retain(|_, (since, _)| now - *since < WINDOW);
        }
        for (key, _) in Self::keys(email, address) {
            let entry = failures.entry(key).or_insert((now, 0));
            if now - entry.0 >= WINDOW {
                *entry = (now, 0);
            }
            entry.1 = entry.1.saturating_add(1);
        }
    }

    /// A right password clears what was counted for this account from this address.
    pub fn succeeded(&self, email: &str, address: IpAddr) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(&format!("{email} {address}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::FakeClock;

    #[test]
    fn five_wrong_ones_then_a_pause_and_no_lock_out_from_elsewhere() {
        let clock = Arc::new(FakeClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        let limits = LoginLimits::new(clock.clone());
        let (guesser, owner): (IpAddr, IpAddr) = ("10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap());
        for _ in 0..5 {
            limits.check("a@b.c", guesser).unwrap();
            limits.failed("a@b.c", guesser);
        }
        let problem = limits.check("a@b.c", guesser).unwrap_err();
        assert_eq!((problem.status.as_u16(), problem.retry_after_seconds), (429, Some(900)));
        limits.check("a@b.c", owner).unwrap();
        clock.advance(WINDOW);
        limits.check("a@b.c", guesser).unwrap();
    }
}
