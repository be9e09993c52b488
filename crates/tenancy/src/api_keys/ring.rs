//! Which key may what, now. As with sessions, the answer is kept in memory while this process hears of changes, and dropped
//! the moment it hears of one.

use super::token;
use async_trait::async_trait;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use contracts::Feature;
use dashmap::DashMap;
use ipnet::IpNet;
use kernel::{
    AccessChange, Authenticator, Clock, Db, Permission, PermissionSet, Principal, PrincipalKind, Problem, Result, Role, Tasks, TenantCtx,
    audit::origin,
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
const MOST_KEPT: usize = 20_000;
const USE_IS_WRITTEN_EVERY_SECONDS: i64 = 60;

pub struct KeyRing {
    db: Db,
    clock: Arc<dyn Clock>,
    tasks: Tasks,
    /// What holds of the feature of this name where a workspace says nothing.
    assigned_only: bool,
    /// By the SHA-256 of the key.
    known: DashMap<[u8; 32], Known>,
    /// When a key's use was last written.
    written: DashMap<Uuid, DateTime<Utc>>,
    changes: AtomicU64,
    hearing: AtomicBool,
}

#[derive(Clone)]
struct Known {
    id: Uuid,
    tenant_id: Uuid,
    permissions: PermissionSet,
    only_assigned: bool,
    per_minute: Option<u32>,
    networks: Arc<[IpNet]>,
    /// The key's own end, or the overlap's.
    good_until: Option<DateTime<Utc>>,
    asked: Instant,
}

impl Known {
    fn principal(&self) -> Principal {
        let permissions = self.permissions;
        let role = Role::ALL.into_iter().rev().find(|role| *role != Role::Owner && permissions.includes(role.permissions()));
        Principal {
            user_id: self.id,
            tenant_id: self.tenant_id,
            session_id: self.id,
            role: role.unwrap_or(Role::Viewer),
            permissions,
            only_assigned: self.only_assigned,
            proved_at: None,
            second_factor_at: None,
            operator: false,
            impersonation: None,
            confined: false,
            kind: PrincipalKind::ApiKey { per_minute: self.per_minute },
        }
    }
}

fn refused(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code, detail)
}

fn unknown() -> Problem {
    refused("invalid_api_key", "There is no such API key.")
}

impl KeyRing {
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>, tasks: Tasks, assigned_only: bool) -> Self {
        Self {
            db,
            clock,
            tasks,
            assigned_only,
            known: DashMap::new(),
            written: DashMap::new(),
            changes: AtomicU64::new(0),
            hearing: AtomicBool::new(false),
        }
    }

    /// By its hash, or by its id for what is open already.
    async fn ask(&self, tenant_id: Uuid, hash: Option<&[u8]>, id: Option<Uuid>) -> Result<Known> {
        let asked = Instant::now();
        let mut tx = self.db.tenant(&TenantCtx::system(tenant_id)).await?;
        let now = tx.now();
        let row = sqlx::query!(
            r#"SELECT k.id, k.scopes, k.per_minute, k.allowed_addresses, k.expires_at, k.revoked_at, k.previous_until,
                 (k.hash = $2 OR $2::bytea IS NULL) AS "current!", w.enabled AS "assigned_only?",
                 EXISTS (SELECT FROM tenant_suspensions x WHERE x.tenant_id = $1) AS "closed!"
               FROM api_keys k LEFT JOIN tenant_features w ON w.tenant_id = k.tenant_id AND w.feature = $4
               WHERE k.tenant_id = $1 AND (k.hash = $2 OR k.previous_hash = $2 OR k.id = $3)"#,
            tenant_id,
            hash,
            id,
            Feature::AssignedOnly.as_str()
        )
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(unknown)?;
        if row.revoked_at.is_some() {
            return Err(refused("api_key_revoked", "This API key was revoked."));
        }
        if row.closed {
            return Err(refused("workspace_suspended", "This workspace is suspended. Whoever runs this installation can tell why."));
        }
        let good_until = match (row.current, row.expires_at, row.previous_until) {
            (true, end, _) => end,
            (false, Some(end), Some(overlap)) => Some(end.min(overlap)),
            (false, end, overlap) => overlap.or(end),
        };
        if good_until.is_some_and(|end| end <= now) {
            return Err(refused("api_key_expired", "This API key has expired, or was replaced by another."));
        }
        let permissions = PermissionSet::from_names(&row.scopes);
        // Nothing is ever assigned to a key, so one that is limited sees no conversation.
        let assigned_only = row.assigned_only.unwrap_or(self.assigned_only);
        Ok(Known {
            id: row.id,
            tenant_id,
            permissions,
            only_assigned: assigned_only && !permissions.contains(Permission::ConversationsReadAll),
            per_minute: row.per_minute.and_then(|most| u32::try_from(most).ok()),
            networks: row.allowed_addresses.iter().filter_map(|network| network.parse().ok()).collect(),
            good_until,
            asked,
        })
    }

    /// Writes when and from where, a minute after the last time at the earliest, and not on the request's time.
    fn note_use(&self, key: &Known, address: Option<String>) {
        let (now, id, tenant_id) = (self.clock.now(), key.id, key.tenant_id);
        let every = chrono::Duration::seconds(USE_IS_WRITTEN_EVERY_SECONDS);
        {
            let mut written = self.written.entry(id).or_insert(DateTime::<Utc>::MIN_UTC);
            if now < written.checked_add_signed(every).unwrap_or(now) {
                return;
            }
            *written = now;
        }
        let db = self.db.clone();
        self.tasks.spawn("api key use", async move {
            if let Err(problem) = write_use(&db, tenant_id, id, now, now - every, address).await {
                tracing::debug!(%problem, "a key's last use was not written");
            }
        });
    }
}

async fn write_use(db: &Db, tenant_id: Uuid, id: Uuid, now: DateTime<Utc>, before: DateTime<Utc>, address: Option<String>) -> Result<()> {
    let mut tx = db.tenant(&TenantCtx::system(tenant_id)).await?;
    // Another process may have been first.
    sqlx::query!(
        "UPDATE api_keys SET last_used_at = $3, last_used_address = $5
         WHERE tenant_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at <= $4)",
        tenant_id,
        id,
        now,
        before,
        address
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

#[async_trait]
impl Authenticator for KeyRing {
    async fn authenticate(&self, token: &str) -> Result<Principal> {
        let (tenant_id, hash) = token::read(token).ok_or_else(unknown)?;
        let hearing = self.hearing.load(Ordering::SeqCst);
        let good = |known: &Known| hearing && known.asked.elapsed() < KEPT && known.good_until.is_none_or(|end| end > self.clock.now());
        let kept = self.known.get(&hash).filter(|known| good(known)).map(|known| known.clone());
        let known = match kept {
            Some(known) => known,
            None => {
                let before = self.changes.load(Ordering::SeqCst);
                let known = self.ask(tenant_id, Some(&hash), None).await?;
                if self.known.len() > MOST_KEPT {
                    self.known.clear();
                    self.written.clear();
                }
                self.known.insert(hash, known.clone());
                // What changed while we asked may have been heard before there was anything to drop.
                if self.changes.load(Ordering::SeqCst) != before {
                    self.known.remove(&hash);
                }
                known
            }
        };
        let origin = origin();
        if !known.networks.is_empty() {
            let address = origin.ip().to_canonical();
            if !known.networks.iter().any(|network| network.contains(&address)) {
                return Err(Problem::new(
                    StatusCode::FORBIDDEN,
                    "address_not_allowed",
                    format!("This API key may not be used from {address}."),
                ));
            }
        }
        self.note_use(&known, origin.address);
        Ok(known.principal())
    }

    async fn authority(&self, tenant_id: Uuid, key_id: Uuid, _: Uuid) -> Result<Principal> {
        self.ask(tenant_id, None, Some(key_id)).await.map(|known| known.principal())
    }
}

impl CommitListener for KeyRing {
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
            self.known.retain(|_, known| !change.concerns(known.tenant_id, known.id, known.id));
        }
    }
}
