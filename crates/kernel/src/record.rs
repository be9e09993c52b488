//! Events and jobs of a transaction. They are collected while the transaction runs and written in one
//! statement right before its commit: the tenant's event counter is locked for that moment only.

use crate::access::AccessChange;
use chrono::{DateTime, Utc};
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
}

impl Audience {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Everyone => "everyone",
            Self::Internal => "internal",
        }
    }
}

/// A fact that happened in a tenant. `contracts::events` has the kinds.
pub trait Event: Serialize {
    const KIND: &'static str;
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

/// Work for the background, done at least once after its transaction's commit.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub kind: &'static str,
    pub payload: Value,
    /// Lower runs first.
    pub priority: i16,
    pub run_at: Option<DateTime<Utc>>,
    pub max_attempts: i32,
    /// While one with the same kind and key is queued, a second only replaces its payload.
    pub unique_key: Option<String>,
}

impl NewJob {
    #[must_use]
    pub fn new(kind: &'static str, payload: Value) -> Self {
        Self { kind, payload, priority: 0, run_at: None, max_attempts: 10, unique_key: None }
    }
    #[must_use]
    pub fn unique(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
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
