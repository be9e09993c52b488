//! What can go wrong with a provider, sorted by what to do about it.

use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// No whole answer in time. Not retried: the work may have been done and charged.
    Timeout,
    /// 429 that passes by itself.
    RateLimited,
    /// 429 or 402 because money or quota ran out: waiting does not help.
    OutOfQuota,
    /// Wrong or missing key.
    Auth,
    /// The provider refuses this request; another provider may take it.
    BadRequest,
    /// 5xx, 529.
    Overloaded,
    /// An answer that is not what the protocol says.
    Malformed,
    /// No connection.
    Unreachable,
}

impl ErrorKind {
    /// The word stored in `ai_calls.outcome`.
    pub fn outcome(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::RateLimited | Self::OutOfQuota => "rate_limited",
            Self::Auth => "auth",
            Self::BadRequest => "bad_request",
            Self::Overloaded => "overloaded",
            Self::Malformed => "malformed",
            Self::Unreachable => "unreachable",
        }
    }

    /// Whether asking the same provider again may help.
    pub fn is_retriable(self) -> bool {
        matches!(self, Self::RateLimited | Self::Overloaded | Self::Malformed | Self::Unreachable)
    }

    /// Whether it tells about the provider's health (a request it dislikes does not).
    pub fn counts_against_provider(self) -> bool {
        self != Self::BadRequest
    }
}

/// `detail` is for logs: it holds the provider's own message, never a key, prompt or answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", kind.outcome())]
pub struct ProviderError {
    pub kind: ErrorKind,
    /// From `Retry-After`.
    pub retry_after: Option<Duration>,
    pub detail: String,
}

impl ProviderError {
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, retry_after: None, detail: detail.into() }
    }
}
