//! Waiting for what happens later.

use std::{future::Future, time::Duration};
use tokio::time::Instant;

/// Ample for a busy machine; nothing waits this long unless it is broken.
const DEADLINE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(20);

/// Asks until there is an answer, and fails with `what` when there is none before the deadline.
pub async fn wait_until<T, F: Future<Output = Option<T>>>(what: &str, mut ask: impl FnMut() -> F) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(Instant::now() < deadline, "waited {DEADLINE:?} in vain: {what}");
        tokio::time::sleep(PAUSE).await;
    }
}
