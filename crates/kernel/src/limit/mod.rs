//! How often something may be done. One interface, two keepers of the counts: this process, and Redis for several.

mod local;
mod policy;
mod redis;
#[cfg(test)]
mod tests;

pub use local::LocalLimiter;
pub use policy::{Limits, Policies, address_key, refused};
pub use redis::RedisLimiter;

use async_trait::async_trait;
use std::time::Duration;

/// So many at once, and from then on one more every `window / most` (the generic cell rate algorithm, as ITU-T I.371 has
/// it): no moment at which a whole window's worth is given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// What clients see it called, and what keeps its counts apart.
    pub name: &'static str,
    pub most: u32,
    pub window: Duration,
}

impl Quota {
    #[must_use]
    pub const fn new(name: &'static str, most: u32, window: Duration) -> Self {
        Self { name, most, window }
    }

    /// Reads `100/1m`; `off` is none. Units are `s`, `m` and `h`.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(name: &'static str, text: &str) -> Result<Option<Self>, String> {
        let text = text.trim();
        if text == "off" {
            return Ok(None);
        }
        let parsed = text.split_once('/').and_then(|(most, window)| {
            let most: u32 = most.trim().parse().ok().filter(|most| (1..=1_000_000).contains(most))?;
            let window = window.trim();
            let unit = window.strip_suffix(['s', 'm', 'h']).map(str::len).unwrap_or(window.len());
            let (count, unit) = window.split_at_checked(unit)?;
            let count: u64 = if count.is_empty() { 1 } else { count.parse().ok()? };
            let seconds = count.checked_mul(match unit {
                "s" => 1,
                "m" => 60,
                "h" => 3_600,
                _ => return None,
            })?;
            (1..=86_400).contains(&seconds).then(|| Self::new(name, most, Duration::from_secs(seconds)))
        });
        parsed.map(Some).ok_or_else(|| format!("\"{text}\" is no limit; it looks like 100/1m, or off"))
    }

    /// Microseconds after which one more is given.
    fn interval(&self) -> i64 {
        micros(self.window).checked_div(i64::from(self.most)).unwrap_or(0).max(1)
    }

    fn burst(&self) -> i64 {
        self.interval().saturating_mul(i64::from(self.most))
    }

    /// What a debt of so many microseconds means, before (`allowed`) or after it was raised.
    fn taken(&self, allowed: bool, debt: i64, cost: u32) -> Taken {
        let (interval, burst) = (self.interval(), self.burst());
        let left = burst.saturating_sub(debt).max(0).checked_div(interval).unwrap_or(0);
        let needed = i64::from(cost.max(1)).saturating_mul(interval);
        let over = if allowed { 0 } else { debt.saturating_add(needed).saturating_sub(burst).max(0) };
        Taken { allowed, remaining: u32::try_from(left).unwrap_or(self.most), reset: duration(debt), retry_after: duration(over) }
    }
}

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub allowed: bool,
    /// How many more there are right now.
    pub remaining: u32,
    /// Until all of them are there again.
    pub reset: Duration,
    /// Until the next one, where this one was refused.
    pub retry_after: Duration,
}

/// Tries that mostly go wrong when they are a guesser's: after `most` within `window` comes a pause as long as the window,
/// and after each further round one twice as long, `longest` at most. A day without tries, and all is forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pauses {
    pub name: &'static str,
    pub most: u32,
    pub window: Duration,
    pub longest: Duration,
}

const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

impl Pauses {
    fn pause(&self, round: u32) -> i64 {
        let doubled = 1_i64.checked_shl(round.saturating_sub(1).min(30)).unwrap_or(i64::MAX);
        micros(self.window).saturating_mul(doubled).min(micros(self.longest))
    }
}

/// Keeps counts. None of this fails: where the keeper is away, another stands in.
#[async_trait]
pub trait Limiter: Send + Sync {
    /// Takes `cost` out of a quota; with a cost of 0 it only looks whether one could be taken.
    async fn take(&self, quota: &Quota, key: &str, cost: u32) -> Taken;

    /// Counts a try, before it is known how it ends. Gives the time to wait instead while there is a pause.
    async fn attempt(&self, pauses: &Pauses, key: &str) -> Option<Duration>;

    /// The try went well: nothing was wrong.
    async fn forget(&self, pauses: &Pauses, key: &str);
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

fn duration(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}
