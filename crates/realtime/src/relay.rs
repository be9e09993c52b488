//! Between processes: who commits tells the others which tenants have news, and they read the events.
//!
//! A NOTIFY inside a transaction would make all commits of the database wait for one another, so the news goes out
//! afterwards, gathered, on a connection of its own, and only while other processes are there to hear it.

use crate::hub::Hub;
use kernel::{AccessChange, Authenticator, Db, Tasks, access};
use sqlx::{PgPool, postgres::PgListener};
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::sync::mpsc::UnboundedReceiver;
use uuid::Uuid;

const CHANNEL: &str = "dealsmart_events";
const GATHER: Duration = Duration::from_millis(5);
const LOOK_AROUND: Duration = Duration::from_secs(2);
/// How often everyone who has something open is asked after.
const RECHECK: Duration = Duration::from_secs(300);
/// A NOTIFY carries 8,000 bytes; a tenant's id takes 37.
const MOST_TENANTS: usize = 200;

/// What hears the news.
pub struct Ears {
    pub hub: Hub,
    pub db: Db,
    pub auth: Arc<dyn Authenticator>,
}

/// Starts passing on and hearing news. `node` is this process's `application_name`.
pub fn relay(ears: Ears, pool: PgPool, tasks: &Tasks, node: String, news: UnboundedReceiver<Uuid>) {
    tasks.spawn("realtime sender", send(pool.clone(), tasks.clone(), node.clone(), news));
    tasks.spawn("realtime recheck", recheck(ears.hub.clone(), Arc::clone(&ears.auth), tasks.clone()));
    tasks.spawn("realtime listener", listen(ears, pool, tasks.clone(), node));
}

/// Sessions also end by time, which nobody tells of.
async fn recheck(hub: Hub, auth: Arc<dyn Authenticator>, tasks: Tasks) {
    let stopping = tasks.stopping();
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(RECHECK) => hub.recheck(auth.as_ref()).await,
        }
    }
}

async fn send(pool: PgPool, tasks: Tasks, node: String, mut news: UnboundedReceiver<Uuid>) {
    let stopping = tasks.stopping();
    let mut others = false;
    // What happened while nobody else was there, since the last look: a process that started meanwhile has not heard of it.
    let mut untold = HashSet::new();
    let mut look_around = tokio::time::interval(LOOK_AROUND);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = look_around.tick() => {
                match others_are_there(&pool, &node).await {
                    Ok(there) => {
                        if there && !others {
                            tell(&pool, &node, &untold).await;
                        }
                        others = there;
                        untold.clear();
                    }
                    Err(error) => tracing::debug!(%error, "could not look for other processes"),
                }
            }
            first = news.recv() => {
                let Some(first) = first else { return };
                tokio::time::sleep(GATHER).await;
                let mut tenants = HashSet::from([first]);
                while tenants.len() < MOST_TENANTS && let Ok(tenant) = news.try_recv() {
                    tenants.insert(tenant);
                }
                if others {
                    tell(&pool, &node, &tenants).await;
                } else {
                    untold.extend(tenants);
                }
            }
        }
    }
}

async fn tell(pool: &PgPool, node: &str, tenants: &HashSet<Uuid>) {
    let tenants: Vec<&Uuid> = tenants.iter().collect();
    for some in tenants.chunks(MOST_TENANTS) {
        let payload = some.iter().fold(node.to_owned(), |text, tenant| format!("{text} {tenant}"));
        if let Err(error) = sqlx::query!("SELECT pg_notify($1, $2)", CHANNEL, payload).fetch_one(pool).await {
            tracing::debug!(%error, "could not notify other processes");
        }
    }
}

async fn others_are_there(pool: &PgPool, node: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM pg_stat_activity
             WHERE datname = current_database() AND application_name LIKE 'dealsmart %' AND application_name <> $1) AS "there!""#,
        node
    )
    .fetch_one(pool)
    .await
}

async fn listen(ears: Ears, pool: PgPool, tasks: Tasks, node: String) {
    let stopping = tasks.stopping();
    loop {
        let heard = tokio::select! {
            () = stopping.cancelled() => return,
            heard = listen_until_it_breaks(&ears, &pool, &node) => heard,
        };
        ears.db.tell_access(&[AccessChange::Deaf]);
        if let Err(error) = heard {
            tracing::debug!(%error, "listening for other processes' events was interrupted");
        }
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
        // While nobody listened, others may have committed.
        for tenant in ears.hub.tenants() {
            ears.hub.fill(tenant).await;
        }
    }
}

async fn listen_until_it_breaks(ears: &Ears, pool: &PgPool, node: &str) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen_all([CHANNEL, access::CHANNEL]).await?;
    ears.db.tell_access(&[AccessChange::Hearing]);
    ears.hub.recheck(ears.auth.as_ref()).await;
    while let Some(notification) = listener.try_recv().await? {
        if notification.channel() == access::CHANNEL {
            // Also this process's own: whoever changed it may not have said so.
            if let Some(change) = AccessChange::heard(notification.payload()) {
                ears.db.tell_access(&[change]);
            }
            continue;
        }
        let mut words = notification.payload().rsplit(' ');
        // "dealsmart <id>" has a space of its own, so the tenants are read from the end.
        let tenants: Vec<Uuid> = words.by_ref().map_while(|word| Uuid::parse_str(word).ok()).collect();
        if notification.payload().starts_with(node) {
            continue;
        }
        for tenant in tenants {
            ears.hub.fill(tenant).await;
        }
    }
    Ok(())
}
