//! The one retry loop.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};

use super::{ErrorKind, ProviderError};

/// One attempt under way.
pub type Try<T> = Pin<Box<dyn Future<Output = Result<T, ProviderError>> + Send>>;
type Sleep = Arc<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

type Adjust = Box<dyn FnMut(&ProviderError, Option<Duration>) -> Option<Duration> + Send>;

/// How often and how long one provider is asked before the next one gets its turn.
#[derive(Clone)]
pub struct RetryPolicy {
    /// Beyond the first attempt.
    pub retries: usize,
    pub min_delay: Duration,
    pub max_delay: Duration,
    /// For all attempts and the waits between them.
    pub total: Duration,
    sleep: Sleep,
}

impl RetryPolicy {
    pub fn new(retries: usize, min_delay: Duration, max_delay: Duration, total: Duration) -> Self {
        Self { retries, min_delay, max_delay, total, sleep: Arc::new(|wait| Box::pin(tokio::time::sleep(wait))) }
    }

    /// Replaces the wait between attempts, so that a test need not wait.
    pub fn with_sleep(mut self, sleep: impl Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync + 'static) -> Self {
        self.sleep = Arc::new(sleep);
        self
    }

    /// Runs `attempt` until it succeeds, fails for good, or time is up. A provider that says when to
    /// come back is believed, unless that is later than we would wait.
    ///
    /// The attempt and its future are boxed and own what they need: with borrowing generics the
    /// compiler cannot prove that the whole is `Send`.
    pub async fn run<T: Send + 'static>(&self, attempt: impl FnMut() -> Try<T> + Send + 'static) -> Result<T, ProviderError> {
        let backoff = ExponentialBuilder::default()
            .with_min_delay(self.min_delay)
            .with_max_delay(self.max_delay)
            .with_max_times(self.retries)
            .with_jitter();
        let sleep = Arc::clone(&self.sleep);
        let started = tokio::time::Instant::now();
        let total = self.total;
        let attempt: Box<dyn FnMut() -> Try<T> + Send> = Box::new(attempt);
        let adjust: Adjust = Box::new(move |error, planned| {
            let wait = planned?.max(error.retry_after.unwrap_or(Duration::ZERO));
            (started.elapsed() + wait < total).then_some(wait)
        });
        let retriable: fn(&ProviderError) -> bool = |error| error.kind.is_retriable();
        let attempts: Try<T> = Box::pin(attempt.retry(backoff).sleep(move |wait| sleep(wait)).when(retriable).adjust(adjust));
        match tokio::time::timeout(total, attempts).await {
            Ok(result) => result,
            Err(_) => Err(ProviderError::new(ErrorKind::Timeout, "no answer within the total time")),
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new(2, Duration::from_millis(400), Duration::from_secs(8), Duration::from_secs(45))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn recording() -> (RetryPolicy, Arc<Mutex<Vec<Duration>>>) {
        let waits = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&waits);
        let policy = RetryPolicy::default().with_sleep(move |wait| {
            seen.lock().unwrap().push(wait);
            Box::pin(async {})
        });
        (policy, waits)
    }

    async fn attempts(policy: &RetryPolicy, error: ProviderError) -> usize {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let result: Result<(), _> = policy
            .run(move || {
                counted.fetch_add(1, Ordering::Relaxed);
                let error = error.clone();
                Box::pin(async move { Err(error) })
            })
            .await;
        assert!(result.is_err());
        count.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn waits_at_least_as_long_as_the_provider_asks() {
        let (policy, waits) = recording();
        let mut error = ProviderError::new(ErrorKind::RateLimited, "slow down");
        error.retry_after = Some(Duration::from_secs(11));
        assert_eq!(attempts(&policy, error).await, 3);
        let waits = waits.lock().unwrap();
        assert_eq!(waits.len(), 2);
        assert!(waits.iter().all(|wait| *wait >= Duration::from_secs(11)));
    }

    #[tokio::test]
    async fn does_not_wait_longer_than_the_whole_call_may_take() {
        let (policy, waits) = recording();
        let mut error = ProviderError::new(ErrorKind::RateLimited, "come back tomorrow");
        error.retry_after = Some(Duration::from_secs(86_400));
        assert_eq!(attempts(&policy, error).await, 1);
        assert!(waits.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_cannot_pass_is_not_tried_again() {
        let (policy, _) = recording();
        for kind in [ErrorKind::Auth, ErrorKind::BadRequest, ErrorKind::OutOfQuota, ErrorKind::Timeout] {
            assert_eq!(attempts(&policy, ProviderError::new(kind, "no")).await, 1);
        }
    }
}
