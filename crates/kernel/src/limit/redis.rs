//! Counts in Redis, for several processes. Each operation is one script, so it is atomic; while Redis is away, this
//! process counts by itself.
//!
//! The time is the program's and not Redis's, as everywhere: machines that share limits keep their clocks together.

use super::{Limiter, LocalLimiter, Pauses, Quota, REMEMBERED, Taken, duration, micros};
use crate::clock::Clock;
use async_trait::async_trait;
use redis::{
    Client, RedisError, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A limit must not cost more than this.
const PATIENCE: Duration = Duration::from_millis(250);
/// After a failure, nobody waits for Redis for so long.
const LEFT_ALONE: Duration = Duration::from_secs(1);

/// Returns whether it was given, and the debt in microseconds.
const TAKE: &str = r"
local now, interval, most, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local debt = full - now
if debt + math.max(cost, 1) * interval > interval * most then return {0, debt} end
if cost > 0 then
  debt = debt + cost * interval
  redis.call('SET', KEYS[1], string.format('%.0f', now + debt), 'PX', math.ceil(debt / 1000) + 1000)
end
return {1, debt}
";

/// Returns the microseconds to wait, 0 when there is no pause.
const ATTEMPT: &str = r"
local now, most, window, longest, remembered = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local kept = redis.call('HMGET', KEYS[1], 'count', 'since', 'round', 'until', 'forgotten')
local count, since, round, pause, forgotten = tonumber(kept[1] or '0'), tonumber(kept[2] or '0'), tonumber(kept[3] or '0'), tonumber(kept[4] or '0'), tonumber(kept[5] or '0')
if forgotten <= now then count, since, round, pause = 0, now, 0, 0 end
if now < pause then return pause - now end
if now - since >= window then count, since = 0, now end
count = count + 1
if count >= most then
  round = round + 1
  pause = now + math.min(window * 2 ^ math.min(round - 1, 30), longest)
  count, since = 0, pause
end
forgotten = math.max(now, pause) + remembered
local text = function(number) return string.format('%.0f', number) end
redis.call('HSET', KEYS[1], 'count', text(count), 'since', text(since), 'round', text(round), 'until', text(pause), 'forgotten', text(forgotten))
redis.call('PEXPIRE', KEYS[1], text(math.ceil((forgotten - now) / 1000)))
return 0
";

pub struct RedisLimiter {
    connection: ConnectionManager,
    local: LocalLimiter,
    clock: Arc<dyn Clock>,
    /// Since when it has been away, as far as anyone tried.
    failed: Mutex<Option<Instant>>,
    take: Script,
    attempt: Script,
}

impl RedisLimiter {
    /// Connects with the first use, and again whenever the connection is lost.
    ///
    /// # Errors
    /// When the address is none of Redis.
    pub fn new(url: &str, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1)
            .set_min_delay(Duration::from_millis(20))
            .set_max_delay(Duration::from_millis(200));
        let connection = ConnectionManager::new_lazy_with_config(Client::open(url)?, config)?;
        let local = LocalLimiter::new(Arc::clone(&clock));
        Ok(Self { connection, local, clock, failed: Mutex::default(), take: Script::new(TAKE), attempt: Script::new(ATTEMPT) })
    }

    /// Whether it is Redis that counts, right now.
    #[cfg(test)]
    pub(super) async fn is_there(&self) -> bool {
        let mut connection = self.connection.clone();
        let pong: Option<String> = self.ask(redis::cmd("PING").query_async(&mut connection)).await;
        pong.is_some()
    }

    fn now(&self) -> i64 {
        self.clock.now().timestamp_micros()
    }

    /// What Redis says; none while it is away.
    async fn ask<T>(&self, ask: impl Future<Output = Result<T, RedisError>>) -> Option<T> {
        let failed = *self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.is_some_and(|at| at.elapsed() < LEFT_ALONE) {
            return None;
        }
        let answer = tokio::time::timeout(PATIENCE, ask).await;
        let mut since = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Ok(Ok(answer)) => {
                if since.take().is_some() {
                    tracing::info!("Redis is back; limits are shared again");
                }
                Some(answer)
            }
            failure => {
                if since.replace(Instant::now()).is_none() {
                    let error = failure.err().map_or_else(String::new, |late| late.to_string());
                    tracing::warn!(error, "Redis is away; each process limits by itself until it is back");
                }
                None
            }
        }
    }
}

fn named(name: &str, key: &str) -> String {
    format!("dealsmart:limit:{name}:{key}")
}

#[async_trait]
impl Limiter for RedisLimiter {
    async fn take(&self, quota: &Quota, key: &str, cost: u32) -> Taken {
        let mut call = self.take.prepare_invoke();
        call.key(named(quota.name, key)).arg(self.now()).arg(quota.interval()).arg(quota.most).arg(cost);
        let mut connection = self.connection.clone();
        let answer: Option<(i64, i64)> = self.ask(call.invoke_async(&mut connection)).await;
        match answer {
            Some((allowed, debt)) => quota.taken(allowed == 1, debt, cost),
            None => self.local.take(quota, key, cost).await,
        }
    }

    async fn attempt(&self, pauses: &Pauses, key: &str) -> Option<Duration> {
        let mut call = self.attempt.prepare_invoke();
        call.key(named(pauses.name, key))
            .arg(self.now())
            .arg(pauses.most)
            .arg(micros(pauses.window))
            .arg(micros(pauses.longest))
            .arg(micros(REMEMBERED));
        let mut connection = self.connection.clone();
        let answer: Option<i64> = self.ask(call.invoke_async(&mut connection)).await;
        match answer {
            Some(wait) => (wait > 0).then(|| duration(wait)),
            None => self.local.attempt(pauses, key).await,
        }
    }

    async fn forget(&self, pauses: &Pauses, key: &str) {
        self.local.forget(pauses, key).await;
        let mut connection = self.connection.clone();
        let _: Option<i64> = self.ask(redis::cmd("DEL").arg(named(pauses.name, key)).query_async(&mut connection)).await;
    }
}
