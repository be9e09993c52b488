//! Counts of this process.

use super::{Limiter, Pauses, Quota, REMEMBERED, Taken, duration, micros};
use crate::clock::Clock;
use async_trait::async_trait;
use dashmap::DashMap;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// Above this many, those that are over are thrown out; still above it, those of which little was taken.
const MOST_KEYS: usize = 200_000;
const SWEEP_AT_MOST_EVERY: i64 = 1_000_000;

pub struct LocalLimiter {
    clock: Arc<dyn Clock>,
    /// When everything is given back (the "theoretical arrival time"), in microseconds since 1970.
    quotas: DashMap<String, i64>,
    tries: DashMap<String, Tries>,
    swept: AtomicI64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Tries {
    count: u32,
    since: i64,
    round: u32,
    until: i64,
    forgotten: i64,
}

impl LocalLimiter {
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, quotas: DashMap::new(), tries: DashMap::new(), swept: AtomicI64::new(0) }
    }

    fn now(&self) -> i64 {
        self.clock.now().timestamp_micros()
    }

    fn make_room(&self, now: i64) {
        if self.quotas.len().saturating_add(self.tries.len()) <= MOST_KEYS {
            return;
        }
        let last = self.swept.load(Ordering::Relaxed);
        if now.saturating_sub(last) < SWEEP_AT_MOST_EVERY
            || self.swept.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_err()
        {
            return;
        }
        self.quotas.retain(|_, full| *full > now);
        self.tries.retain(|_, tries| tries.forgotten > now);
        let mut horizon = now;
        let mut step = 1_000_000;
        while self.quotas.len().saturating_add(self.tries.len()) > MOST_KEYS && step < micros(REMEMBERED) {
            horizon = horizon.saturating_add(step);
            step = step.saturating_mul(2);
            self.quotas.retain(|_, full| *full > horizon);
            self.tries.retain(|_, tries| tries.until > now || tries.since.saturating_add(step) > now);
        }
    }
}

#[async_trait]
impl Limiter for LocalLimiter {
    async fn take(&self, quota: &Quota, key: &str, cost: u32) -> Taken {
        let now = self.now();
        self.make_room(now);
        let mut full = self.quotas.entry(format!("{}:{key}", quota.name)).or_insert(now);
        let debt = full.saturating_sub(now).max(0);
        let needed = i64::from(cost.max(1)).saturating_mul(quota.interval());
        if debt.saturating_add(needed) > quota.burst() {
            return quota.taken(false, debt, cost);
        }
        let debt = debt.saturating_add(i64::from(cost).saturating_mul(quota.interval()));
        *full = now.saturating_add(debt);
        quota.taken(true, debt, cost)
    }

    async fn attempt(&self, pauses: &Pauses, key: &str) -> Option<Duration> {
        let now = self.now();
        self.make_room(now);
        let mut tries = self.tries.entry(format!("{}:{key}", pauses.name)).or_default();
        if tries.forgotten <= now {
            *tries = Tries { since: now, ..Tries::default() };
        }
        if now < tries.until {
            return Some(duration(tries.until.saturating_sub(now)));
        }
        if now.saturating_sub(tries.since) >= micros(pauses.window) {
            tries.count = 0;
            tries.since = now;
        }
        tries.count = tries.count.saturating_add(1);
        if tries.count >= pauses.most {
            tries.round = tries.round.saturating_add(1);
            tries.until = now.saturating_add(pauses.pause(tries.round));
            tries.count = 0;
            tries.since = tries.until;
        }
        tries.forgotten = now.max(tries.until).saturating_add(micros(REMEMBERED));
        None
    }

    async fn forget(&self, pauses: &Pauses, key: &str) {
        self.tries.remove(&format!("{}:{key}", pauses.name));
    }
}
