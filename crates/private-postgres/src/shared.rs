//! Reaching a server that another process supervises, and the one that all test processes share.

use std::path::Path;
use std::time::Duration;

use crate::bootstrap;
use crate::cluster::Cluster;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::lock::DataFolderLock;
use crate::postmaster::Postmaster;
use crate::process;
use crate::settings::{Purpose, Settings};
use crate::supervisor::Service;

/// The server of a DealSmart that is running on this data folder, for commands beside it
/// (`dealsmart doctor`, `migrate`). None when no server runs there.
pub fn attach(data_dir: &Path) -> Result<Option<Endpoint>> {
    if !data_dir.is_dir() {
        return Ok(None);
    }
    let cluster = Cluster::below(data_dir)?;
    match Postmaster::find(&cluster) {
        Some(mut running) => {
            running.wait_until_ready(|| false)?;
            Endpoint::of(&cluster).map(Some)
        }
        None => Ok(None),
    }
}

/// Starts the database for tests, or uses the one that another test process started: `settings` from
/// [`Settings::for_tests`]. It outlives this process; `./test` stops it in the end ([`stop_running`]).
/// Databases that the owner creates come with the extensions.
pub async fn start_for_tests(settings: Settings) -> Result<Endpoint> {
    let purpose = Purpose::Tests;
    let settings = Settings { purpose, ..settings };
    let (lock, service) = blocking(move || {
        let lock = DataFolderLock::wait(&settings.data_dir)?;
        Service::open(&settings).map(|service| (lock, service))
    })
    .await?;
    let endpoint = Endpoint::of(&service.cluster)?;
    bootstrap::run(&endpoint, purpose).await?;
    // Only now: the next process must find the roles and the extensions.
    drop(lock);
    Ok(endpoint)
}

/// Stops whatever server runs on this data folder, also one whose program was killed. True if there was
/// one. Refuses while a DealSmart is supervising it.
pub async fn stop_running(data_dir: &Path) -> Result<bool> {
    if !data_dir.is_dir() {
        return Ok(false);
    }
    let data_dir = data_dir.to_owned();
    blocking(move || {
        let _lock = DataFolderLock::take(&data_dir)?;
        let cluster = Cluster::below(&data_dir)?;
        let running = Postmaster::find(&cluster);
        let was_running = running.is_some();
        if let Some(running) = running {
            running.stop()?;
        }
        process::clear(&cluster.folder, Duration::from_secs(5))?;
        Ok(was_running)
    })
    .await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Io { doing: "working on the private PostgreSQL".into(), cause: std::io::Error::other(error) })?
}
