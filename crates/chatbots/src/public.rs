//! Chatbots by their public key, as visitors meet them.

use crate::bots::{self, Chatbot};
use axum::http::{HeaderMap, StatusCode, header};
use kernel::{
    AccessChange, Db, Problem, Result, TenantCtx,
    record::{CommitListener, CommittedEvent},
};
use moka::future::Cache;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// What a key stands for.
#[derive(Debug)]
pub struct PublicChatbot {
    pub tenant_id: Uuid,
    pub tenant_name: String,
    /// The workspace is suspended: nobody is there to answer.
    pub suspended: bool,
    pub bot: Chatbot,
}

/// Looks keys up, and remembers them for a few seconds: every message of every visitor asks.
#[derive(Clone)]
pub struct PublicChatbots {
    db: Db,
    by_key: Cache<String, Arc<PublicChatbot>>,
    by_id: Cache<(Uuid, Uuid), Arc<PublicChatbot>>,
    /// Counts suspensions, so that what was read before one is not remembered after it.
    closings: Arc<AtomicU64>,
}

impl PublicChatbots {
    #[must_use]
    pub fn new(db: &Db) -> Self {
        let remember = Duration::from_secs(5);
        Self {
            db: db.clone(),
            by_key: Cache::builder().max_capacity(10_000).time_to_live(remember).build(),
            by_id: Cache::builder().max_capacity(10_000).time_to_live(remember).build(),
            closings: Arc::default(),
        }
    }

    /// # Errors
    /// 404 for a key that no chatbot has.
    pub async fn find(&self, key: &str) -> Result<Arc<PublicChatbot>> {
        if let Some(known) = self.by_key.get(key).await {
            return Ok(known);
        }
        let before = self.closings.load(Ordering::SeqCst);
        let tenant_id = sqlx::query_scalar!("SELECT app.tenant_of_chatbot_key($1)", key)
            .fetch_one(self.db.outside_tenants())
            .await?
            .ok_or_else(|| Problem::not_found("chatbot"))?;
        let mut tx = self.db.tenant(&TenantCtx::system(tenant_id)).await?;
        let id = sqlx::query_scalar!("SELECT id FROM chatbots WHERE tenant_id = $1 AND public_key = $2", tenant_id, key)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or_else(|| Problem::not_found("chatbot"))?;
        drop(tx);
        let found = self.get(tenant_id, id).await?;
        self.by_key.insert(key.to_owned(), Arc::clone(&found)).await;
        if self.closings.load(Ordering::SeqCst) != before {
            self.by_key.invalidate(key).await;
        }
        Ok(found)
    }

    /// # Errors
    /// 404 when the chatbot was deleted.
    pub async fn get(&self, tenant_id: Uuid, id: Uuid) -> Result<Arc<PublicChatbot>> {
        if let Some(known) = self.by_id.get(&(tenant_id, id)).await {
            return Ok(known);
        }
        let before = self.closings.load(Ordering::SeqCst);
        let mut tx = self.db.tenant(&TenantCtx::system(tenant_id)).await?;
        let bot = bots::load(&mut tx, id).await?;
        let tenant = sqlx::query!(
            r#"SELECT name, EXISTS (SELECT FROM tenant_suspensions x WHERE x.tenant_id = $1) AS "suspended!" FROM tenants WHERE tenant_id = $1"#,
            tenant_id
        )
        .fetch_one(&mut *tx)
        .await?;
        let found = Arc::new(PublicChatbot { tenant_id, tenant_name: tenant.name, suspended: tenant.suspended, bot });
        self.by_id.insert((tenant_id, id), Arc::clone(&found)).await;
        if self.closings.load(Ordering::SeqCst) != before {
            self.by_id.invalidate(&(tenant_id, id)).await;
        }
        Ok(found)
    }

    /// Its settings changed.
    pub async fn forget(&self, tenant_id: Uuid, bot: &Chatbot) {
        self.by_key.invalidate(&bot.public_key).await;
        self.by_id.invalidate(&(tenant_id, bot.id)).await;
    }
}

impl CommitListener for PublicChatbots {
    fn events(&self, _: Uuid, _: &[CommittedEvent]) {}
    fn jobs(&self, _: &[&'static str]) {}
    fn access(&self, changes: &[AccessChange]) {
        if changes.iter().any(|change| matches!(change, AccessChange::Closed(_) | AccessChange::Hearing)) {
            self.closings.fetch_add(1, Ordering::SeqCst);
            self.by_key.invalidate_all();
            self.by_id.invalidate_all();
        }
    }
}

impl PublicChatbot {
    /// # Errors
    /// 403 while the workspace is suspended. A visitor is told no more than that nobody is there.
    pub fn check_open(&self) -> Result<()> {
        if self.suspended {
            return Err(Problem::new(StatusCode::FORBIDDEN, "workspace_suspended", "This chat is not available at the moment."));
        }
        Ok(())
    }

    /// # Errors
    /// 403 when the request names an origin that may not embed this chatbot.
    pub fn check_origin(&self, headers: &HeaderMap, own_origins: &[String]) -> Result<()> {
        let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
        let origin = origin.to_str().unwrap_or_default().to_lowercase();
        let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
        let allowed = self.bot.allowed_origins.is_empty()
            || self.bot.allowed_origins.contains(&origin)
            // The settings' preview and the demo page are our own.
            || own_origins.contains(&origin)
            || origin.split_once("://").is_some_and(|(_, rest)| rest == host);
        if allowed {
            Ok(())
        } else {
            Err(Problem::new(StatusCode::FORBIDDEN, "origin_not_allowed", "This chatbot may not be embedded on this page."))
        }
    }
}
