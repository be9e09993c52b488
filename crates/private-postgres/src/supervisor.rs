//! Keeps the server running until it is told to stop.
//!
//! A thread of its own and not a task: it must go on when the runtime is busy, and stop the server even
//! when the runtime is being dropped.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::{oneshot, watch};

use crate::account::Account;
use crate::cluster::Cluster;
use crate::configuration;
use crate::error::{Error, Result};
use crate::installation::Installation;
use crate::lock::DataFolderLock;
use crate::postmaster::Postmaster;
use crate::process;
use crate::settings::Settings;

const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Starts that fail in a row before giving up, with pauses that double from the first to the longest.
const ATTEMPTS: u32 = 8;
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How the server is, for health checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Running {
        pid: i32,
    },
    /// It ended by itself and is being started again.
    Restarting,
    Stopped,
    /// It could not be started again, or not be stopped; says why.
    Failed(String),
}

/// The server and what is needed to start it again.
pub(crate) struct Service {
    pub cluster: Cluster,
    installation: Installation,
    account: Account,
    pub postmaster: Postmaster,
}

impl Service {
    /// Takes over the server that runs in the data folder, or starts one. The caller holds the lock.
    pub fn open(settings: &Settings) -> Result<Self> {
        let cluster = Cluster::below(&settings.data_dir)?;
        let account = Account::choose(&cluster.folder, settings.run_as.as_deref())?;
        let installation = Installation::locate(&settings.install_dir, &account)?;
        cluster.ensure(&installation, &account, settings.purpose)?;
        let changed = configuration::write(&cluster, settings, &account)?;

        if let Some(mut running) = Postmaster::find(&cluster) {
            // Its program was killed. Taking over is the quickest: no stop, no replay, no start.
            if !changed && running.runs(&installation) && running.wait_until_ready(|| false).is_ok() {
                tracing::info!(pid = running.pid(), "took over the PostgreSQL that was still running");
                return Ok(Self { cluster, installation, account, postmaster: running });
            }
            tracing::info!(pid = running.pid(), "stopping a PostgreSQL with other settings or another version");
            running.stop()?;
        }
        let mut postmaster = Postmaster::start(&cluster, &installation, &account)?;
        match postmaster.wait_until_ready(|| false) {
            Ok(()) => Ok(Self { cluster, installation, account, postmaster }),
            Err(error) => {
                if postmaster.is_alive() {
                    postmaster.stop()?;
                }
                Err(error)
            }
        }
    }

    pub fn version(&self) -> &str {
        &self.installation.version
    }

    fn restart(&mut self, mut cancelled: impl FnMut() -> bool) -> Result<()> {
        // The processes of a killed server notice it and leave; the new one cannot start beside them.
        process::clear(&self.cluster.folder, Duration::from_secs(3))?;
        self.postmaster = Postmaster::start(&self.cluster, &self.installation, &self.account)?;
        self.postmaster.wait_until_ready(&mut cancelled)
    }
}

pub(crate) struct Started {
    pub cluster: Cluster,
    pub version: String,
    pub adopted: bool,
}

/// The body of the thread. Ends when `orders` says so or is dropped.
pub(crate) fn run(settings: &Settings, orders: &Receiver<()>, started: oneshot::Sender<Result<Started>>, state: &watch::Sender<State>) {
    let opened = DataFolderLock::take(&settings.data_dir).and_then(|lock| Service::open(settings).map(|service| (lock, service)));
    let (lock, mut service) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            state.send_replace(State::Failed(error.to_string()));
            let _ = started.send(Err(error));
            return;
        }
    };
    state.send_replace(State::Running { pid: service.postmaster.pid() });
    let _ = started.send(Ok(Started {
        cluster: service.cluster.clone(),
        version: service.version().to_owned(),
        adopted: service.postmaster.adopted(),
    }));

    let outcome = keep_running(&mut service, orders, state);
    let outcome = outcome.and_then(|()| service.postmaster.stop());
    // Before the state tells of the end: whoever waits for it may start another one at once.
    drop(lock);
    state.send_replace(match outcome {
        Ok(()) => State::Stopped,
        Err(error) => {
            tracing::error!(%error, "PostgreSQL is given up");
            State::Failed(error.to_string())
        }
    });
}

fn keep_running(service: &mut Service, orders: &Receiver<()>, state: &watch::Sender<State>) -> Result<()> {
    loop {
        if told_to_stop(orders, LOOK_EVERY) {
            return Ok(());
        }
        if service.postmaster.is_alive() {
            continue;
        }
        tracing::error!(pid = service.postmaster.pid(), "PostgreSQL has ended unexpectedly; starting it again");
        state.send_replace(State::Restarting);
        if start_again(service, orders)? == Ordered::Stop {
            return Ok(());
        }
        state.send_replace(State::Running { pid: service.postmaster.pid() });
    }
}

#[derive(PartialEq, Eq)]
enum Ordered {
    Stop,
    Nothing,
}

fn start_again(service: &mut Service, orders: &Receiver<()>) -> Result<Ordered> {
    let mut pause = FIRST_PAUSE;
    let mut attempt = 1;
    loop {
        let began = Instant::now();
        let mut stop = false;
        let restarted = service.restart(|| {
            stop = stop || told_to_stop(orders, Duration::ZERO);
            stop
        });
        if stop {
            return Ok(Ordered::Stop);
        }
        match restarted {
            Ok(()) => {
                tracing::info!(milliseconds = began.elapsed().as_millis(), "PostgreSQL runs again");
                return Ok(Ordered::Nothing);
            }
            Err(error @ Error::WillNotStop(_)) => return Err(error),
            Err(error) if attempt >= ATTEMPTS => return Err(error),
            Err(error) => tracing::warn!(%error, attempt, "PostgreSQL did not start; trying again"),
        }
        if told_to_stop(orders, pause) {
            return Ok(Ordered::Stop);
        }
        attempt += 1;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn told_to_stop(orders: &Receiver<()>, within: Duration) -> bool {
    match orders.recv_timeout(within) {
        Ok(()) | Err(RecvTimeoutError::Disconnected) => true,
        Err(RecvTimeoutError::Timeout) => false,
    }
}
