//! Our engine: one queue, one configuration for both measures.

use super::{Arguments, Figures};
use anyhow::Result;
use async_trait::async_trait;
use jobs::{Handler, Herald, Job, Queue, Worker};
use kernel::{
    Db, NewJob, SystemClock, Tasks, TenantCtx,
    record::{CommitListener, Subscriptions},
};
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use uuid::Uuid;

const KIND: &str = "bench.work";

/// Notes when each job began; microseconds since the run began are in the payload.
struct Noting {
    since: Instant,
    ran: AtomicU32,
    waits: Mutex<Vec<f64>>,
}

#[async_trait]
impl Handler for Noting {
    async fn run(&self, job: &Job) -> kernel::Result<()> {
        let sent = job.payload.get("at").and_then(serde_json::Value::as_u64).unwrap_or(0);
        if sent > 0 {
            let wait = self.since.elapsed().saturating_sub(Duration::from_micros(sent));
            self.waits.lock().unwrap_or_else(PoisonError::into_inner).push(wait.as_secs_f64() * 1_000.0);
        }
        self.ran.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

async fn open(arguments: &Arguments, node: &str) -> Result<Db> {
    let options: PgConnectOptions = arguments.database_url.parse()?;
    let pool = PgPoolOptions::new()
        .max_connections(12)
        .min_connections(4)
        .after_connect(|connection, _| {
            Box::pin(async move { sqlx::query("SET ROLE dealsmart_program").execute(connection).await.map(|_| ()) })
        })
        .connect_with(options.application_name(node))
        .await?;
    Ok(Db::new(pool, Arc::new(SystemClock)))
}

pub(super) async fn measure(arguments: &Arguments) -> Result<Vec<Figures>> {
    let setting = open(arguments, "setting up").await?;
    let mut tenants = Vec::new();
    for _ in 0..arguments.tenants.max(1) {
        tenants.push(tenant(&setting).await?);
    }
    let share = arguments.jobs / arguments.tenants.max(1);
    for tenant in &tenants {
        fill(&setting, *tenant, share).await?;
    }
    let node = "dealsmart bench-worker";
    let (db, tasks) = (open(arguments, node).await?, Tasks::default());
    let noting = Arc::new(Noting { since: Instant::now(), ran: AtomicU32::new(0), waits: Mutex::default() });
    let began = Instant::now();
    let worker: Arc<dyn CommitListener> =
        Worker::start(&db, &tasks, node.into(), vec![Queue::new("bench", arguments.places).on(KIND, noting.clone())]);
    db.wire(Subscriptions::new(), Arc::new(vec![worker]));
    let filled = share * arguments.tenants.max(1);
    while noting.ran.load(Ordering::Relaxed) < filled || left(&db, &tenants).await? > 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let drained_per_second = f64::from(filled) / began.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_secs(2)).await;

    let first = tenants.first().copied().unwrap_or_default();
    let mut figures = vec![pick_up(arguments, &db, first, &noting, "DealSmart, enqueued in the worker's process").await?];
    // As `serve` without workers beside `worker`.
    let (other, other_tasks) = (open(arguments, "dealsmart bench-other").await?, Tasks::default());
    let herald: Arc<dyn CommitListener> = Herald::start(&other, &other_tasks, "dealsmart bench-other".into());
    other.wire(Subscriptions::new(), Arc::new(vec![herald]));
    tokio::time::sleep(Duration::from_secs(3)).await;
    figures.push(pick_up(arguments, &other, first, &noting, "DealSmart, enqueued in another process").await?);
    for figures in &mut figures {
        figures.drained_per_second = drained_per_second;
    }
    other_tasks.stop(Duration::from_secs(10)).await;
    tasks.stop(Duration::from_secs(10)).await;
    for tenant in tenants {
        let mut tx = setting.tenant(&TenantCtx::system(tenant)).await?;
        sqlx::query("DELETE FROM tenants WHERE tenant_id = $1").bind(tenant).execute(&mut *tx).await?;
        tx.commit().await?;
    }
    Ok(figures)
}

async fn tenant(db: &Db) -> Result<Uuid> {
    let ctx = TenantCtx::system(db.clock().id());
    let mut tx = db.tenant(&ctx).await?;
    let now = tx.now();
    sqlx::query("INSERT INTO tenants (tenant_id, slug, name, created_at) VALUES ($1, $2, $2, $3)")
        .bind(ctx.tenant_id)
        .bind(format!("bench-{}", ctx.tenant_id))
        .bind(now)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(ctx.tenant_id)
}

async fn fill(db: &Db, tenant: Uuid, count: u32) -> Result<()> {
    let mut done = 0;
    while done < count {
        let mut tx = db.tenant(&TenantCtx::system(tenant)).await?;
        for _ in 0..(count - done).min(5_000) {
            tx.enqueue(NewJob::new(KIND, json!({ "at": 0 })));
            done += 1;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn left(db: &Db, tenants: &[Uuid]) -> Result<i64> {
    let mut left = 0;
    for tenant in tenants {
        let mut tx = db.tenant(&TenantCtx::system(*tenant)).await?;
        let jobs: i64 = sqlx::query_scalar("SELECT count(*) FROM jobs WHERE tenant_id = $1").bind(tenant).fetch_one(&mut *tx).await?;
        left += jobs;
    }
    Ok(left)
}

async fn pick_up(arguments: &Arguments, db: &Db, tenant: Uuid, noting: &Arc<Noting>, name: &str) -> Result<Figures> {
    noting.waits.lock().unwrap_or_else(PoisonError::into_inner).clear();
    let count = arguments.rate * arguments.seconds;
    let tasks = Tasks::default();
    let start = tokio::time::Instant::now();
    for sent in 0..count {
        tokio::time::sleep_until(start + Duration::from_secs_f64(f64::from(sent) / f64::from(arguments.rate.max(1)))).await;
        let (db, since) = (db.clone(), noting.since);
        tasks.spawn_many(async move {
            let at = u64::try_from(since.elapsed().as_micros()).unwrap_or(1).max(1);
            if let Ok(mut tx) = db.tenant(&TenantCtx::system(tenant)).await {
                tx.enqueue(NewJob::new(KIND, json!({ "at": at })));
                if let Err(problem) = tx.commit().await {
                    eprintln!("not enqueued: {problem}");
                }
            }
        });
    }
    let wanted = usize::try_from(count)?;
    let deadline = Instant::now() + Duration::from_secs(30);
    let began = || noting.waits.lock().unwrap_or_else(PoisonError::into_inner).len();
    while began() < wanted && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let mut waits = noting.waits.lock().unwrap_or_else(PoisonError::into_inner).clone();
    waits.sort_by(f64::total_cmp);
    let at = |per_mille: usize| waits.get((waits.len() * per_mille).div_ceil(1_000).max(1) - 1).copied();
    Ok(Figures {
        name: name.to_owned(),
        drained_per_second: 0.0,
        picked_up: waits.len(),
        lost: i64::try_from(wanted)? - i64::try_from(waits.len())?,
        p50_ms: at(500),
        p99_ms: at(990),
        max_ms: at(1_000),
    })
}
