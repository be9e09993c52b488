//! A database without the program's own workers, and processes with queues of the tests.

use async_trait::async_trait;
use jobs::{Handler, Job, Queue, Schedule, Worker};
use kernel::{
    Db, NewJob, Result, Tasks,
    record::{CommitListener, Subscriptions},
};
use serde_json::{Value, json};
use server::database::Database;
use sqlx::{PgConnection, Row};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use testkit::{TestApp, wait_until};
use tokio::sync::Semaphore;
use uuid::Uuid;

pub const KIND: &str = "test.work";
pub const OTHER: &str = "test.other";

/// The app, and a tenant.
pub async fn app() -> (TestApp, Uuid) {
    let app = TestApp::builder().without_workers().start().await;
    let tenant = app.register("Northwind").await.tenant_id;
    (app, tenant)
}

/// What was run, in the order in which it began.
pub type Log = Arc<Mutex<Vec<(Uuid, Value)>>>;

/// Writes down each job, and goes through a gate where there is one.
pub struct Recorder {
    pub log: Log,
    pub gate: Option<Arc<Semaphore>>,
}

#[async_trait]
impl Handler for Recorder {
    async fn run(&self, job: &Job) -> Result<()> {
        self.log.lock().unwrap().push((job.tenant_id, job.payload.clone()));
        if let Some(gate) = &self.gate {
            gate.acquire().await.unwrap().forget();
        }
        Ok(())
    }
    fn shows(&self) -> &'static [&'static str] {
        &["n"]
    }
}

/// A handler out of a function.
pub struct Doing<F>(pub F);

#[async_trait]
impl<F> Handler for Doing<F>
where
    F: Fn(Job) -> futures_util::future::BoxFuture<'static, Result<()>> + Send + Sync,
{
    async fn run(&self, job: &Job) -> Result<()> {
        (self.0)(job.clone()).await
    }
}

pub fn recorder() -> (Log, Arc<Recorder>) {
    let log = Log::default();
    (Arc::clone(&log), Arc::new(Recorder { log, gate: None }))
}

pub fn gated() -> (Log, Arc<Semaphore>, Arc<Recorder>) {
    let (log, gate) = (Log::default(), Arc::new(Semaphore::new(0)));
    (Arc::clone(&log), Arc::clone(&gate), Arc::new(Recorder { log, gate: Some(gate) }))
}

/// What the recorder wrote down of `payload.n`.
pub fn numbers(log: &Log) -> Vec<i64> {
    log.lock().unwrap().iter().map(|(_, payload)| payload["n"].as_i64().unwrap()).collect()
}

/// A process of the installation that runs these queues.
pub struct Process {
    pub db: Db,
    pub tasks: Tasks,
    pub id: String,
}

impl Process {
    pub async fn start(app: &TestApp, queues: Vec<Queue>) -> Self {
        Self::with_schedules(app, queues, Vec::new()).await
    }

    pub async fn with_schedules(app: &TestApp, queues: Vec<Queue>, schedules: Vec<Schedule>) -> Self {
        let id = format!("dealsmart {}", Uuid::new_v4().simple());
        let database = Database::at(app.database.owner_options(), app.database.program_options());
        let pool = database.pool(6, &id).await.unwrap();
        let (db, tasks) = (Db::new(pool, Arc::clone(&app.app.kernel.clock)), Tasks::default());
        let worker: Arc<dyn CommitListener> = Worker::start_with(&db, &tasks, id.clone(), queues, schedules);
        db.wire(Subscriptions::new(), Arc::new(vec![worker]));
        Self { db, tasks, id }
    }

    /// As on SIGTERM. Whether everything ended in time.
    pub async fn stop(self) -> bool {
        let ended = self.tasks.stop(Duration::from_secs(30)).await;
        self.db.outside_tenants().close().await;
        ended
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.tasks.stopping().cancel();
    }
}

pub fn job(n: i64) -> NewJob {
    NewJob::new(KIND, json!({ "n": n }))
}

pub async fn enqueue(db: &Db, tenant: Uuid, jobs: impl IntoIterator<Item = NewJob>) {
    let mut tx = db.tenant(&TestApp::ctx(tenant)).await.unwrap();
    for job in jobs {
        tx.enqueue(job);
    }
    tx.commit().await.unwrap();
}

/// Many at once, past the program.
pub async fn flood(superuser: &mut PgConnection, app: &TestApp, tenant: Uuid, count: i32) {
    sqlx::query(
        "INSERT INTO jobs (tenant_id, id, kind, payload, run_at, created_at)
         SELECT $1, gen_random_uuid(), $2, jsonb_build_object('n', n), $3, $3 FROM generate_series(1, $4) n",
    )
    .bind(tenant)
    .bind(KIND)
    .bind(app.now())
    .bind(count)
    .execute(superuser)
    .await
    .unwrap();
}

/// The states of a tenant's jobs that have an `n`, as `n state attempt`, in its order.
pub async fn jobs(app: &TestApp, tenant: Uuid) -> Vec<String> {
    let mut superuser = app.superuser().await;
    let rows = sqlx::query(
        "SELECT payload->>'n' AS n, state, attempt FROM jobs WHERE tenant_id = $1 AND payload ? 'n' ORDER BY (payload->>'n')::int, id",
    )
    .bind(tenant)
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    rows.iter()
        .map(|row| format!("{} {} {}", row.get::<String, _>("n"), row.get::<String, _>("state"), row.get::<i32, _>("attempt")))
        .collect()
}

/// Waits until there are exactly these.
pub async fn until_jobs(app: &TestApp, tenant: Uuid, wanted: &[&str]) {
    wait_until(&format!("the jobs are {wanted:?}"), || async { (jobs(app, tenant).await == wanted).then_some(()) }).await;
}

pub async fn until_logged(log: &Log, count: usize) {
    wait_until(&format!("{count} jobs began"), || async { (log.lock().unwrap().len() >= count).then_some(()) }).await;
}

/// The only job's id.
pub async fn only_id(app: &TestApp, tenant: Uuid) -> Uuid {
    sqlx::query_scalar("SELECT id FROM jobs WHERE tenant_id = $1").bind(tenant).fetch_one(&mut app.superuser().await).await.unwrap()
}
