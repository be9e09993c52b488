//! Writes what members are told.

use crate::{
    digest,
    news::{self, Happened, News},
};
use async_trait::async_trait;
use contracts::{events::NotificationCreated, features::Features};
use jobs::{Handler, Job};
use kernel::{Db, Result, TenantTx};
use std::sync::Arc;
use uuid::Uuid;

pub const NOTIFY: &str = "notifications.notify";

pub struct Notify {
    pub db: Db,
    pub features: Arc<dyn Features>,
}

#[async_trait]
impl Handler for Notify {
    async fn run(&self, job: &Job) -> Result<()> {
        let happened: Happened = job.payload()?;
        let mut tx = self.db.tenant(&job.ctx()).await?;
        if let Some(news) = news::of(&mut tx, &*self.features, &happened).await? {
            tell(&mut tx, &news).await?;
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}

async fn tell(tx: &mut TenantTx, news: &News) -> Result<()> {
    let (tenant_id, now, ways) = (tx.tenant_id(), tx.now(), news.kind.by_default());
    let ids: Vec<Uuid> = news.recipients.iter().map(|_| tx.new_id()).collect();
    let told = sqlx::query!(
        "INSERT INTO notifications AS n (tenant_id, id, user_id, kind, subject_key, title, body, conversation_id, in_app, by_email, created_at, updated_at)
         SELECT $1, x.id, m.user_id, $4, $5, $6, $7, $8, coalesce(p.in_app, $9), coalesce(p.by_email, $10), $11, $11
         FROM unnest($2::uuid[], $3::uuid[]) AS x (id, user_id)
         JOIN members m ON m.tenant_id = $1 AND m.user_id = x.user_id AND m.suspended_at IS NULL
         LEFT JOIN notification_preferences p ON p.tenant_id = $1 AND p.user_id = m.user_id AND p.kind = $4
         WHERE coalesce(p.in_app, $9) OR coalesce(p.by_email, $10)
         ORDER BY m.user_id
         ON CONFLICT (tenant_id, user_id, kind, subject_key) WHERE read_at IS NULL DO UPDATE SET
           count = n.count + 1, title = excluded.title, body = excluded.body, in_app = excluded.in_app, by_email = excluded.by_email,
           updated_at = excluded.updated_at
         RETURNING id, user_id, in_app, by_email AND emailed_at IS NULL AS \"to_email!\"",
        tenant_id,
        &ids,
        &news.recipients,
        news.kind.as_str(),
        news.subject_key,
        news.title,
        news.body,
        news.conversation_id,
        ways.in_app,
        ways.by_email,
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    for one in told {
        if one.in_app {
            tx.emit(&NotificationCreated { id: one.id, user_id: one.user_id, kind: news.kind.as_str().to_owned() })?;
        }
        if one.to_email {
            tx.enqueue(digest::job(one.user_id));
        }
    }
    Ok(())
}
