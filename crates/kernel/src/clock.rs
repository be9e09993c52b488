//! Time is passed in, so that a test can own it.

use chrono::{DateTime, Duration, Utc};
use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};
use uuid::Uuid;

/// Where the time comes from.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The time now, in whole microseconds, which is what PostgreSQL keeps.
    fn now(&self) -> DateTime<Utc>;

    /// A new UUIDv7 (RFC 9562) from this clock's time and fresh randomness.
    fn id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos()))
    }
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }
}

/// A clock that stands still until it is moved. Its identifiers of one instant ascend, so that what is
/// made one after the other is also listed so.
#[derive(Debug)]
pub struct FakeClock {
    now: Mutex<DateTime<Utc>>,
    made: AtomicU32,
}

impl FakeClock {
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        Self { now: Mutex::new(now), made: AtomicU32::new(0) }
    }

    /// Moves the clock by `by`, which may be negative.
    pub fn advance(&self, by: Duration) {
        let mut now = self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now += by;
    }
}

impl Clock for FakeClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The first 26 bits after the milliseconds count (RFC 9562, section 6.2, method 1); the rest is random.
    fn id(&self) -> Uuid {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        let count = self.made.fetch_add(1, Ordering::Relaxed);
        // Four bits of the first byte and six of the third are kept; the others say version and variant.
        let [_, _, c1, c0] = (count & 0x3fff).to_be_bytes();
        let [_, _, a1, a0] = (count >> 14 & 0x0fff).to_be_bytes();
        let mut bytes: [u8; 10] = [a1, a0, c1, c0, 0, 0, 0, 0, 0, 0];
        bytes[4..].copy_from_slice(&Uuid::new_v4().as_bytes()[..6]);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_one_instant_ascend() {
        let clock = FakeClock::at(DateTime::UNIX_EPOCH + Duration::days(20_000));
        let ids: Vec<Uuid> = (0..20_000).map(|_| clock.id()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
    }
}
