//! Stops asking a provider that keeps failing, and asks once in a while whether it is back.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::ErrorKind;

#[derive(Debug, Clone, Copy)]
pub struct BreakerSettings {
    /// Failures in a row that open it.
    pub failures: u32,
    /// First pause; doubles with every failed probe, up to `max_pause`.
    pub pause: TimeDelta,
    pub max_pause: TimeDelta,
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self { failures: 4, pause: TimeDelta::seconds(20), max_pause: TimeDelta::minutes(5) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakerState {
    Closed,
    /// Nothing is sent.
    Open,
    /// One call is allowed through to see.
    HalfOpen,
}

#[derive(Debug)]
struct Inner {
    failures: u32,
    open_until: Option<DateTime<Utc>>,
    pause: TimeDelta,
    probing: bool,
}

#[derive(Debug, Clone)]
pub struct Breaker {
    settings: BreakerSettings,
    inner: Arc<Mutex<Inner>>,
}

/// The right to make one call. Dropped without a verdict (the caller was cancelled), it gives a
/// half-open breaker its probe back.
#[derive(Debug)]
#[must_use]
pub struct Permit {
    breaker: Breaker,
    probe: bool,
}

impl Breaker {
    pub fn new(settings: BreakerSettings) -> Self {
        Self { settings, inner: Arc::new(Mutex::new(Inner { failures: 0, open_until: None, pause: settings.pause, probing: false })) }
    }

    fn with<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        change(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn state(&self, now: DateTime<Utc>) -> BreakerState {
        self.with(|inner| match inner.open_until {
            None => BreakerState::Closed,
            Some(until) if now < until => BreakerState::Open,
            Some(_) => BreakerState::HalfOpen,
        })
    }

    pub fn admit(&self, now: DateTime<Utc>) -> Option<Permit> {
        let probe = self.with(|inner| match inner.open_until {
            None => Some(false),
            Some(until) if now < until || inner.probing => None,
            Some(_) => {
                inner.probing = true;
                Some(true)
            }
        })?;
        Some(Permit { breaker: self.clone(), probe })
    }
}

impl Permit {
    pub fn succeeded(self) {
        self.breaker.with(|inner| {
            inner.failures = 0;
            inner.open_until = None;
            inner.pause = self.breaker.settings.pause;
        });
    }

    pub fn failed(self, kind: ErrorKind, now: DateTime<Utc>) {
        if !kind.counts_against_provider() {
            // It answered, so it lives.
            return self.succeeded();
        }
        let settings = self.breaker.settings;
        self.breaker.with(|inner| {
            inner.failures = inner.failures.saturating_add(1);
            if self.probe {
                inner.pause = (inner.pause * 2).min(settings.max_pause);
            }
            // A wrong key or an empty account does not mend itself between two calls.
            let hopeless = matches!(kind, ErrorKind::Auth | ErrorKind::OutOfQuota);
            if self.probe || hopeless || inner.failures >= settings.failures {
                inner.open_until = Some(now + inner.pause);
            }
        });
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if self.probe {
            self.breaker.with(|inner| inner.probing = false);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn opened() -> Breaker {
        let breaker = Breaker::new(BreakerSettings::default());
        for _ in 0..4 {
            breaker.admit(at(0)).unwrap().failed(ErrorKind::Overloaded, at(0));
        }
        breaker
    }

    #[test]
    fn opens_after_failures_in_a_row_and_not_before() {
        let breaker = Breaker::new(BreakerSettings::default());
        for _ in 0..3 {
            breaker.admit(at(0)).unwrap().failed(ErrorKind::Overloaded, at(0));
        }
        breaker.admit(at(0)).unwrap().succeeded();
        breaker.admit(at(0)).unwrap().failed(ErrorKind::Overloaded, at(0));
        assert_eq!(breaker.state(at(0)), BreakerState::Closed);
        assert_eq!(opened().state(at(19)), BreakerState::Open);
        assert!(opened().admit(at(19)).is_none());
    }

    #[test]
    fn half_open_lets_one_through_and_closes_on_success() {
        let breaker = opened();
        assert_eq!(breaker.state(at(20)), BreakerState::HalfOpen);
        let probe = breaker.admit(at(20)).unwrap();
        assert!(breaker.admit(at(20)).is_none());
        probe.succeeded();
        assert_eq!(breaker.state(at(20)), BreakerState::Closed);
        assert!(breaker.admit(at(20)).is_some());
    }

    #[test]
    fn a_failed_probe_waits_twice_as_long() {
        let breaker = opened();
        breaker.admit(at(20)).unwrap().failed(ErrorKind::Timeout, at(20));
        assert_eq!(breaker.state(at(59)), BreakerState::Open);
        assert_eq!(breaker.state(at(60)), BreakerState::HalfOpen);
    }

    #[test]
    fn a_cancelled_probe_gives_its_place_back() {
        let breaker = opened();
        drop(breaker.admit(at(20)).unwrap());
        assert!(breaker.admit(at(20)).is_some());
    }

    #[test]
    fn a_wrong_key_opens_at_once_and_a_bad_request_never() {
        let breaker = Breaker::new(BreakerSettings::default());
        for _ in 0..9 {
            breaker.admit(at(0)).unwrap().failed(ErrorKind::BadRequest, at(0));
        }
        assert_eq!(breaker.state(at(0)), BreakerState::Closed);
        breaker.admit(at(0)).unwrap().failed(ErrorKind::Auth, at(0));
        assert_eq!(breaker.state(at(0)), BreakerState::Open);
    }
}
