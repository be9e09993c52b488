//! What an access token's session may now.
//!
//! A token names a session and a tenant. Whether the session lives, and which role its user has there, stands in the
//! database; the answer is kept in memory so that most requests need no query. It is kept only while this process hears
//! of changes, is dropped the moment one is heard, and is asked for again after [`KEPT`] in any case.

use crate::{SessionPolicy, tokens::Tokens};
use async_trait::async_trait;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use dashmap::DashMap;
use kernel::{
    AccessChange, Actor, Authenticator, Clock, Db, PermissionSet, Principal, Problem, Result, Role, TenantCtx,
    record::{CommitListener, CommittedEvent},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use uuid::Uuid;

/// The longest that an answer is kept.
const KEPT: Duration = Duration::from_secs(30);
/// Above this many, all are forgotten: the memory is a convenience.
const MOST_KEPT: usize = 100_000;

pub struct Authority {
    tokens: Arc<Tokens>,
    db: Db,
    clock: Arc<dyn Clock>,
    policy: SessionPolicy,
    /// By session and tenant.
    known: DashMap<(Uuid, Uuid), Known>,
    /// Counts changes, so that an answer read before one is not kept after it.
    changes: AtomicU64,
    hearing: AtomicBool,
}

#[derive(Clone)]
struct Known {
    user_id: Uuid,
    role: Role,
    permissions: PermissionSet,
    expires_at: DateTime<Utc>,
    asked: Instant,
}

impl Authority {
    #[must_use]
    pub fn new(tokens: Arc<Tokens>, db: Db, clock: Arc<dyn Clock>, policy: SessionPolicy) -> Self {
        Self { tokens, db, clock, policy, known: DashMap::new(), changes: AtomicU64::new(0), hearing: AtomicBool::new(false) }
    }

    async fn ask(&self, tenant_id: Uuid, user_id: Uuid, session_id: Uuid) -> Result<Known> {
        let asked = Instant::now();
        let mut tx = self.db.tenant(&TenantCtx { tenant_id, actor: Actor::User(user_id) }).await?;
        let now = tx.now();
        let row = sqlx::query!(
            r#"SELECT s.expires_at, m.role AS "role?", m.suspended_at, r.permissions AS "permissions?"
               FROM sessions s
               LEFT JOIN members m ON m.tenant_id = $1 AND m.user_id = s.user_id
               LEFT JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
               WHERE s.id = $2 AND s.user_id = $3 AND s.ended_at IS NULL AND s.expires_at > $4 AND s.used_at > $5"#,
            tenant_id,
            session_id,
            user_id,
            now,
            now - self.policy.idle
        )
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(session_ended)?;
        let role = row.role.filter(|_| row.suspended_at.is_none()).ok_or_else(no_workspace)?;
        let role: Role = role.parse().map_err(Problem::internal)?;
        let more = PermissionSet::from_names(&row.permissions.unwrap_or_default());
        Ok(Known { user_id, role, permissions: role.permissions().with(more), expires_at: row.expires_at, asked })
    }
}

pub(crate) fn session_ended() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "session_ended", "This session has ended. Sign in again.")
}

fn no_workspace() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "no_workspace", "Your access to this workspace has ended.")
}

#[async_trait]
impl Authenticator for Authority {
    async fn authenticate(&self, token: &str) -> Result<Principal> {
        let claims = self.tokens.claims(token).await?;
        self.authority(claims.tid, claims.sub, claims.sid).await
    }

    async fn authority(&self, tenant_id: Uuid, user_id: Uuid, session_id: Uuid) -> Result<Principal> {
        let key = (session_id, tenant_id);
        let hearing = self.hearing.load(Ordering::SeqCst);
        let good =
            |known: &Known| hearing && known.user_id == user_id && known.asked.elapsed() < KEPT && known.expires_at > self.clock.now();
        let kept = self.known.get(&key).filter(|known| good(known)).map(|known| known.clone());
        let known = match kept {
            Some(known) => known,
            None => {
                let before = self.changes.load(Ordering::SeqCst);
                let known = self.ask(tenant_id, user_id, session_id).await?;
                if self.known.len() > MOST_KEPT {
                    self.known.clear();
                }
                self.known.insert(key, known.clone());
                // What changed while we asked may have been heard before there was anything to drop.
                if self.changes.load(Ordering::SeqCst) != before {
                    self.known.remove(&key);
                }
                known
            }
        };
        Ok(Principal { user_id, tenant_id, session_id, role: known.role, permissions: known.permissions })
    }
}

impl CommitListener for Authority {
    fn events(&self, _: Uuid, _: &[CommittedEvent]) {}
    fn jobs(&self, _: &[&'static str]) {}

    fn access(&self, changes: &[AccessChange]) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        for change in changes {
            match change {
                AccessChange::Deaf => self.hearing.store(false, Ordering::SeqCst),
                AccessChange::Hearing => self.hearing.store(true, Ordering::SeqCst),
                _ => {}
            }
            self.known.retain(|(session_id, tenant_id), known| !change.concerns(*tenant_id, known.user_id, *session_id));
        }
    }
}
