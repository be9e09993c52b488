//! DealSmart's own PostgreSQL: nothing to install, nothing to administer.
//!
//! [`PrivatePostgres::start`] makes the database on the first start, takes over or starts the server, and
//! keeps it running until [`PrivatePostgres::stop`]. What holds:
//!
//! - It listens on a socket in the database's own folder (mode 0700) and nowhere else.
//! - It never runs as root. Started by root, it runs as the user that owns the database, else `dealsmart`,
//!   else `nobody`, also when the project lies in a folder that only root may enter.
//! - One DealSmart per data folder, by a lock that the kernel releases when its holder dies.
//! - After `kill -9` of PostgreSQL it is started again; after `kill -9` of the program the next start takes
//!   over the server that still runs.
//! - Data checksums and fsync are on; stopping is PostgreSQL's fast shutdown, which writes everything down.

mod account;
mod bootstrap;
mod cluster;
mod configuration;
mod endpoint;
mod error;
mod installation;
mod lock;
mod postmaster;
mod process;
mod settings;
mod shared;
mod supervisor;

use std::sync::mpsc;
use std::thread::JoinHandle;

use sqlx::postgres::PgConnectOptions;
use tokio::sync::{oneshot, watch};

pub use crate::endpoint::{DATABASE, Endpoint, OWNER, PROGRAM, READER};
pub use crate::error::{Error, Result};
pub use crate::settings::{Purpose, Settings};
pub use crate::shared::{attach, start_for_tests, stop_running};
pub use crate::supervisor::State;

/// The running server. Dropping it stops the server and waits for that; [`stop`](Self::stop) is kinder.
#[derive(Debug)]
pub struct PrivatePostgres {
    endpoint: Endpoint,
    version: String,
    adopted: bool,
    orders: Option<mpsc::Sender<()>>,
    state: watch::Receiver<State>,
    thread: Option<JoinHandle<()>>,
}

impl PrivatePostgres {
    /// Returns when connections are accepted and roles, database and extensions are there.
    pub async fn start(settings: Settings) -> Result<Self> {
        let (orders, received) = mpsc::channel();
        let (started, outcome) = oneshot::channel();
        let (state_in, state) = watch::channel(State::Restarting);
        let purpose = settings.purpose;
        let thread = std::thread::Builder::new()
            .name("private-postgres".into())
            .spawn(move || supervisor::run(&settings, &received, started, &state_in))
            .map_err(|cause| Error::Io { doing: "starting the supervisor's thread".into(), cause })?;
        let started = outcome
            .await
            .map_err(|_gone| Error::Io { doing: "starting PostgreSQL".into(), cause: std::io::Error::other("its supervisor ended") })??;
        // From here on a failure, or a caller that stops waiting, drops this and thereby stops the server.
        let postgres = Self {
            endpoint: Endpoint::of(&started.cluster)?,
            version: started.version,
            adopted: started.adopted,
            orders: Some(orders),
            state,
            thread: Some(thread),
        };
        bootstrap::run(&postgres.endpoint, purpose).await?;
        Ok(postgres)
    }

    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// For migrations.
    pub fn owner_options(&self) -> PgConnectOptions {
        self.endpoint.owner_options()
    }

    /// For everything else.
    pub fn program_options(&self) -> PgConnectOptions {
        self.endpoint.program_options()
    }

    /// Such as `18.4`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether the server was already running, left behind by a program that was killed.
    pub fn was_adopted(&self) -> bool {
        self.adopted
    }

    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Resolves when the server has ended for good: `None` after a stop, the reason when it was given up.
    pub async fn wait_for_exit(&self) -> Option<String> {
        let mut state = self.state.clone();
        let last = state.wait_for(|state| matches!(state, State::Stopped | State::Failed(_))).await;
        match last.as_deref() {
            Ok(State::Failed(reason)) => Some(reason.clone()),
            Ok(_) => None,
            Err(_gone) => Some("its supervisor ended".into()),
        }
    }

    /// Ends connections, writes everything down, and returns when the server is gone. Close pools first.
    /// Gives the reason when it could not be stopped cleanly.
    pub async fn stop(&self) -> std::result::Result<(), String> {
        if let Some(orders) = &self.orders {
            // An error means that the thread has ended already.
            let _ = orders.send(());
        }
        self.wait_for_exit().await.map_or(Ok(()), Err)
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        drop(self.orders.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
