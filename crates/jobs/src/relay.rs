//! Between processes: who enqueued says so to the others, after the commit, gathered, and only while there are others. A NOTIFY
//! inside each transaction would make all commits of the database wait for one another. What is not heard is found by polling.

use crate::worker::{POLL, Worker};
use kernel::{
    Db, Result, Tasks, TenantTx,
    record::{CommitListener, CommittedEvent},
};
use sqlx::postgres::PgListener;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use uuid::Uuid;

const CHANNEL: &str = "dealsmart_jobs";
const GATHER: Duration = Duration::from_millis(1);
const LOOK_AROUND: Duration = Duration::from_secs(2);

/// Tells the other processes which kinds of jobs this one enqueued. A process without workers has one by itself.
pub struct Herald(UnboundedSender<&'static str>);

impl Herald {
    /// `node` is this process's `application_name`.
    #[must_use]
    pub fn start(db: &Db, tasks: &Tasks, node: String) -> Arc<Self> {
        let (sender, news) = unbounded_channel();
        tasks.spawn("job herald", send(db.clone(), tasks.clone(), node, news));
        Arc::new(Self(sender))
    }
}

impl CommitListener for Herald {
    fn events(&self, _: Uuid, _: &[CommittedEvent]) {}
    fn jobs(&self, kinds: &[&'static str]) {
        for kind in kinds {
            let _ = self.0.send(kind);
        }
    }
}

async fn send(db: Db, tasks: Tasks, node: String, mut news: UnboundedReceiver<&'static str>) {
    let stopping = tasks.stopping();
    let mut others = false;
    let mut look_around = tokio::time::interval(LOOK_AROUND);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = look_around.tick() => match others_are_there(&db, &node).await {
                Ok(there) => others = there,
                Err(problem) => tracing::debug!(%problem, "could not look for other processes"),
            },
            first = news.recv() => {
                let Some(first) = first else { return };
                if !others {
                    continue;
                }
                tokio::time::sleep(GATHER).await;
                let mut kinds = BTreeSet::from([first]);
                while let Ok(kind) = news.try_recv() {
                    kinds.insert(kind);
                }
                let text = kinds.into_iter().fold(format!("{node}\nkinds"), |text, kind| format!("{text} {kind}"));
                if let Err(error) = sqlx::query!("SELECT pg_notify($1, $2)", CHANNEL, text).fetch_one(db.outside_tenants()).await {
                    tracing::debug!(%error, "could not tell other processes of jobs");
                }
            }
        }
    }
}

async fn others_are_there(db: &Db, node: &str) -> Result<bool> {
    let there = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM pg_stat_activity
             WHERE datname = current_database() AND application_name LIKE 'dealsmart %' AND application_name <> $1) AS "there!""#,
        node
    )
    .fetch_one(db.outside_tenants())
    .await?;
    Ok(there)
}

/// With this transaction's commit, whoever runs the job hears that it is to stop. Rare, so the lock that NOTIFY takes hurts nobody.
pub(crate) async fn tell_to_stop(tx: &mut TenantTx, id: Uuid) -> Result<()> {
    sqlx::query!("SELECT pg_notify($1, $2)", CHANNEL, format!("\nstop {id}")).fetch_one(&mut **tx).await?;
    Ok(())
}

/// With this transaction's commit, every process looks for jobs of a kind.
pub(crate) async fn tell_of(tx: &mut TenantTx, kind: &str) -> Result<()> {
    sqlx::query!("SELECT pg_notify($1, $2)", CHANNEL, format!("\nkinds {kind}")).fetch_one(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn listen(worker: Arc<Worker>) {
    let stopping = worker.tasks.stopping();
    while !stopping.is_cancelled() {
        tokio::select! {
            () = stopping.cancelled() => return,
            heard = listen_until_it_breaks(&worker) => if let Err(error) = heard {
                tracing::debug!(%error, "listening for other processes' jobs was interrupted");
            },
        }
        tokio::select! { () = stopping.cancelled() => return, () = tokio::time::sleep(POLL) => {} }
    }
}

async fn listen_until_it_breaks(worker: &Worker) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(worker.db.outside_tenants()).await?;
    listener.listen(CHANNEL).await?;
    worker.wake_all();
    while let Some(notification) = listener.try_recv().await? {
        let Some((from, what)) = notification.payload().split_once('\n') else { continue };
        let mut words = what.split(' ');
        match words.next() {
            Some("kinds") if from != &*worker.id => worker.wake(words),
            Some("stop") => {
                if let Some(id) = words.next().and_then(|id| Uuid::parse_str(id).ok()) {
                    worker.stop(id);
                }
            }
            _ => {}
        }
    }
    Ok(())
}
