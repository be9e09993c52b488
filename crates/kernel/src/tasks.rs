//! Background tasks with a name: a panic is logged, and shutdown waits for them.

use std::future::Future;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;

#[derive(Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Tasks {
    /// Runs `future` beside everything else. It is not cancelled when its caller goes away.
    #[allow(clippy::disallowed_methods, reason = "the one place that spawns")]
    pub fn spawn<F>(&self, name: &'static str, future: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let span = tracing::info_span!("task", name);
        let task = tokio::spawn(self.tracker.track_future(future.instrument(span)));
        // The watcher costs little and makes a panic visible where nobody joins the task.
        tokio::spawn(async move {
            if let Err(error) = task.await
                && error.is_panic()
            {
                tracing::error!(name, %error, "a background task panicked");
            }
        });
    }

    /// As [`Tasks::spawn`], for tasks by the ten thousand that look after their own panics: no span, no watcher.
    #[allow(clippy::disallowed_methods, reason = "the other place that spawns")]
    pub fn spawn_many<F>(&self, future: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        tokio::spawn(self.tracker.track_future(future));
    }

    /// Fires when the program begins to stop.
    #[must_use]
    pub fn stopping(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Asks every task to stop and waits for them, `patience` at most. Returns whether all ended.
    pub async fn stop(&self, patience: std::time::Duration) -> bool {
        self.stop.cancel();
        self.tracker.close();
        tokio::time::timeout(patience, self.tracker.wait()).await.is_ok()
    }
}
