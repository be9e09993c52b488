//! Events and jobs of a transaction. They are collected while the transaction runs and written in one
//! statement right before its commit: the tenant's event counter is locked for that moment only.

use crate::access::AccessChange;
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// Who may see an event live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The tenant's staff.
    Staff,
    /// Staff, and the visitor of the event's conversation.
    Everyone,
    /// Subscribers only.
    Internal,
    /// Of the staff the member alone whom the data names as `user_id`.
    Member,
}

impl Audience {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Everyone => "everyone",
            Self::Internal => "internal",
            Self::Member => "member",
        }
    }
}

/// A fact that happened in a tenant. `contracts::events` has the kinds.
pub trait Event: Serialize {
    const KIND: &'static str;
    /// Of the shape of the data; raised when a reader of before would trip over it.
    const VERSION: i16 = 1;
    fn audience(&self) -> Audience {
        Audience::Staff
    }
    fn conversation_id(&self) -> Option<Uuid> {
        None
    }
}

/// An event waiting for its transaction's commit.
#[derive(Debug, Clone)]
pub struct PendingEvent {
    pub id: Uuid,
    pub kind: &'static str,
    pub version: i16,
    pub audience: Audience,
    pub conversation_id: Option<Uuid>,
    pub data: Value,
}

/// An event whose transaction is committed. `seq` is dense per tenant.
#[derive(Debug, Clone)]
pub struct CommittedEvent {
    pub seq: i64,
    pub event: PendingEvent,
}

/// What becomes of a job when one with the same kind and key waits already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhenTwice {
    /// The one that waits gets the new payload.
    #[default]
    Replace,
    /// The one that waits stays as it is.
    Keep,
    /// The one that waits gets the new payload and is put off, but never longer than this after it was first enqueued.
    Debounce { at_most: Duration },
}

impl WhenTwice {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Keep => "keep",
            Self::Debounce { .. } => "debounce",
        }
    }
}

/// Work for the background, done at least once after its transaction's commit.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub kind: &'static str,
    pub payload: Value,
    /// Among the jobs of one tenant in one queue, lower runs first.
    pub priority: i16,
    pub run_at: Option<DateTime<Utc>>,
    /// After the commit's time; where there is no `run_at`.
    pub delay: Option<Duration>,
    pub max_attempts: i32,
    /// At most one with the same kind and key waits; `when_twice` says what becomes of a second.
    pub unique_key: Option<String>,
    pub when_twice: WhenTwice,
}

impl NewJob {
    #[must_use]
    pub fn new(kind: &'static str, payload: Value) -> Self {
        Self { kind, payload, priority: 0, run_at: None, delay: None, max_attempts: 10, unique_key: None, when_twice: WhenTwice::default() }
    }
    /// Of two that wait with this key there is one, with the later payload.
    #[must_use]
    pub fn unique(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
        self
    }
    /// Of two that wait with this key there is the first.
    #[must_use]
    pub fn unless_waiting(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
        self.when_twice = WhenTwice::Keep;
        self
    }
    /// Runs once it has been quiet for `wait`, with the latest payload, and `at_most` after the first at the latest.
    #[must_use]
    pub fn debounced(mut self, key: impl Into<String>, wait: Duration, at_most: Duration) -> Self {
        self.unique_key = Some(key.into());
        self.when_twice = WhenTwice::Debounce { at_most };
        self.delay = Some(wait);
        self
    }
    /// Not before `delay` has passed since the commit.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }
    #[must_use]
    pub fn at(mut self, run_at: DateTime<Utc>) -> Self {
        self.run_at = Some(run_at);
        self
    }
    #[must_use]
    pub fn priority(mut self, priority: i16) -> Self {
        self.priority = priority;
        self
    }
    #[must_use]
    pub fn attempts(mut self, max_attempts: i32) -> Self {
        self.max_attempts = max_attempts;
        self
    }
}

impl NewJob {
    /// When it is due, if its transaction commits `now`.
    #[must_use]
    pub fn due(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.run_at.unwrap_or_else(|| self.delay.map_or(now, |delay| now + delay))
    }

    /// Of two with one key, what a single transaction writes: one INSERT cannot touch a row twice.
    pub(crate) fn once_each(jobs: &[NewJob]) -> Vec<&NewJob> {
        let mut places: HashMap<(&'static str, &str), usize> = HashMap::new();
        let mut once: Vec<&NewJob> = Vec::with_capacity(jobs.len());
        for job in jobs {
            let Some(key) = job.unique_key.as_deref() else {
                once.push(job);
                continue;
            };
            match places.get(&(job.kind, key)).and_then(|place| once.get_mut(*place)) {
                None => {
                    places.insert((job.kind, key), once.len());
                    once.push(job);
                }
                Some(_) if job.when_twice == WhenTwice::Keep => {}
                Some(earlier) => *earlier = job,
            }
        }
        once
    }
}

/// The key of [`Subscriptions`] for the job kind that follows all events of a workspace. It is enqueued once for all that
/// waits to be seen, without a payload, and only where somebody wants to know: `app.record` asks.
pub const ALL_EVENTS: &str = "*";

/// Which job kinds follow which event kinds.
pub type Subscriptions = HashMap<&'static str, Vec<&'static str>>;

/// Told what a transaction wrote, once it is committed. Must not block.
pub trait CommitListener: Send + Sync {
    fn events(&self, tenant_id: Uuid, events: &[CommittedEvent]);
    fn jobs(&self, kinds: &[&'static str]);
    /// Someone's authority changed, here or in another process.
    fn access(&self, _changes: &[AccessChange]) {}
}

/// Everyone who is told.
pub type Listeners = Arc<Vec<Arc<dyn CommitListener>>>;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn of_two_jobs_with_one_key_a_transaction_writes_one() {
        let jobs = [
            NewJob::new("a", json!(1)).unique("k"),
            NewJob::new("b", json!(2)).unique("k"),
            NewJob::new("a", json!(3)),
            NewJob::new("a", json!(4)).unique("k"),
            NewJob::new("b", json!(5)).unless_waiting("k"),
            NewJob::new("a", json!(6)),
        ];
        let written: Vec<&Value> = NewJob::once_each(&jobs).into_iter().map(|job| &job.payload).collect();
        assert_eq!(written, [&json!(4), &json!(2), &json!(3), &json!(6)]);
    }
}
