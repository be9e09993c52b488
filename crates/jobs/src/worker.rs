use crate::{
    claim, ending,
    ending::Ending,
    figures::Figures,
    job::{Handler, Held},
    lease, promote,
    queue::Queue,
    relay::{self, Herald},
    schedule::{self, Schedule},
};
use chrono::{DateTime, Utc};
use kernel::{
    Db, Tasks,
    record::{CommitListener, CommittedEvent},
};
use sqlx::postgres::types::PgInterval;
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, mpsc::UnboundedSender};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How long a claim holds without a sign of life, in seconds.
pub(crate) const LEASE_SECONDS: i64 = 20;
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(5);
/// How long a job may wait when nobody in this process heard of it.
pub(crate) const POLL: Duration = Duration::from_millis(1000);

/// Claims and runs jobs, and fires schedules.
pub struct Worker {
    /// This process, in the jobs that it holds.
    pub(crate) id: Arc<str>,
    pub(crate) db: Db,
    pub(crate) tasks: Tasks,
    /// By kind, the bell of its queue.
    wake: HashMap<&'static str, Arc<Notify>>,
    /// By id and attempt: a lost attempt may still go on beside the next one.
    pub(crate) running: Mutex<HashMap<(Uuid, i32), Running>>,
    pub(crate) endings: UnboundedSender<Ending>,
    pub(crate) figures: Figures,
    /// Loops that may still claim.
    pub(crate) claiming: AtomicUsize,
    /// Fires when this process stops and all that it held has ended or was given back.
    pub(crate) at_rest: CancellationToken,
    pub(crate) schedules: Notify,
    herald: Arc<Herald>,
}

/// A job whose handler is under way.
pub(crate) struct Running {
    pub tenant_id: Uuid,
    pub held: Arc<Held>,
}

/// A queue as its loop knows it.
pub(crate) struct Served {
    pub name: &'static str,
    pub places: usize,
    pub per_tenant: Option<usize>,
    pub kinds: Vec<String>,
    pub handlers: HashMap<&'static str, Arc<dyn Handler>>,
    pub bell: Arc<Notify>,
}

impl Worker {
    /// Starts the queues' loops. `id` names this process in the jobs that it holds; it is the `application_name` of its connections.
    #[must_use]
    pub fn start(db: &Db, tasks: &Tasks, id: String, queues: Vec<Queue>) -> Arc<Self> {
        Self::start_with(db, tasks, id, queues, Vec::new())
    }

    /// As [`Worker::start`], with schedules.
    #[must_use]
    pub fn start_with(db: &Db, tasks: &Tasks, id: String, queues: Vec<Queue>, schedules: Vec<Schedule>) -> Arc<Self> {
        let served: Vec<Served> = queues.into_iter().filter(|queue| !queue.handlers.is_empty()).map(Served::new).collect();
        let wake = served.iter().flat_map(|queue| queue.handlers.keys().map(|kind| (*kind, Arc::clone(&queue.bell)))).collect();
        let (endings, ended) = tokio::sync::mpsc::unbounded_channel();
        let worker = Arc::new(Self {
            id: id.clone().into(),
            db: db.clone(),
            tasks: tasks.clone(),
            wake,
            running: Mutex::default(),
            endings,
            figures: Figures::new(&id),
            claiming: AtomicUsize::new(served.len()),
            at_rest: CancellationToken::new(),
            schedules: Notify::new(),
            herald: Herald::start(db, tasks, id),
        });
        let directory = served.iter().flat_map(|queue| queue.handlers.keys().map(|kind| (*kind, queue.name))).collect();
        for queue in served {
            tasks.spawn("jobs", claim::run(Arc::clone(&worker), queue));
        }
        tasks.spawn("job endings", ending::run(Arc::clone(&worker), ended));
        tasks.spawn("job leases", lease::run(Arc::clone(&worker), directory));
        tasks.spawn("delayed jobs", promote::run(Arc::clone(&worker)));
        tasks.spawn("job news", relay::listen(Arc::clone(&worker)));
        if !schedules.is_empty() {
            tasks.spawn("schedules", schedule::run(Arc::clone(&worker), schedules));
        }
        worker
    }

    pub(crate) fn running(&self) -> MutexGuard<'_, HashMap<(Uuid, i32), Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the handlers of a job to stop, because somebody wants it.
    pub(crate) fn stop(&self, id: Uuid) {
        for (_, running) in self.running().iter().filter(|((running, _), _)| *running == id) {
            running.held.wanted.store(true, Ordering::SeqCst);
            running.held.stop.cancel();
        }
    }

    /// Every job whose handler is under way: tenant, id, attempt.
    pub(crate) fn held(&self) -> Vec<(Uuid, Uuid, i32)> {
        self.running().iter().map(|((id, attempt), running)| (running.tenant_id, *id, *attempt)).collect()
    }

    pub(crate) fn wake<'a>(&self, kinds: impl IntoIterator<Item = &'a str>) {
        for bell in kinds.into_iter().filter_map(|kind| self.wake.get(kind)) {
            bell.notify_one();
        }
    }

    pub(crate) fn wake_all(&self) {
        self.wake.values().for_each(|bell| bell.notify_one());
        self.schedules.notify_one();
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.db.clock().now()
    }
}

impl Served {
    fn new(queue: Queue) -> Self {
        Self {
            name: queue.name,
            places: queue.places,
            per_tenant: queue.per_tenant,
            kinds: queue.handlers.keys().map(|kind| (*kind).to_owned()).collect(),
            handlers: queue.handlers,
            bell: Arc::new(Notify::new()),
        }
    }
}

/// Wakes the queues of a process when one of its own transactions enqueued something, and tells the other processes.
impl CommitListener for Worker {
    fn events(&self, _: Uuid, _: &[CommittedEvent]) {}
    fn jobs(&self, kinds: &[&'static str]) {
        self.wake(kinds.iter().copied().collect::<HashSet<_>>());
        self.herald.jobs(kinds);
    }
}

pub(crate) fn lease() -> PgInterval {
    PgInterval { months: 0, days: 0, microseconds: LEASE_SECONDS.saturating_mul(1_000_000) }
}
