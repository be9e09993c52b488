//! What an access token's session may now.
//!
//! A token names a session and a tenant. Whether the session lives, and which role its user has there, stands in the
//! database; the answer is kept in memory so that most requests need no query. It is kept only while this process hears
//! of changes, is dropped the moment one is heard, and is asked for again after [`KEPT`] in any case.
//!
//! Where a tenant requires a second factor, a session that has shown none has no authority there, whenever it began.

use crate::{
    SessionPolicy,
    tokens::{Claims, Tokens},
};
use async_trait::async_trait;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use contracts::Feature;
use dashmap::DashMap;
use kernel::{
    AccessChange, Authenticator, Clock, Db, Impersonation, Permission, PermissionSet, Principal, PrincipalKind, Problem, Result, Role,
    TenantCtx,
    record::{CommitListener, CommittedEvent},
};
use serde::Serialize;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use utoipa::ToSchema;
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
    /// What holds of the feature of this name where a workspace says nothing.
    assigned_only: bool,
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
    operator: bool,
    impersonation: Option<Impersonation>,
    only_assigned: bool,
    expires_at: DateTime<Utc>,
    proved_at: Option<DateTime<Utc>>,
    second_factor_at: Option<DateTime<Utc>>,
    /// What the tenant still asks for. Only those who have all of it are kept.
    standing: Standing,
    confined: bool,
    asked: Instant,
}

/// Whether a session has what a tenant requires of it beyond the membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Ok,
    /// The workspace requires a second factor, and the person has one, which this session has not shown.
    SecondFactorRequired,
    /// The workspace requires a second factor, and the person has none: they set one up first.
    EnrolmentRequired,
}

impl Standing {
    pub(crate) fn of(required: bool, second_factor_at: Option<DateTime<Utc>>, has_factor: bool) -> Self {
        match (required && second_factor_at.is_none(), has_factor) {
            (false, _) => Self::Ok,
            (true, true) => Self::SecondFactorRequired,
            (true, false) => Self::EnrolmentRequired,
        }
    }

    fn check(self) -> Result<()> {
        match self {
            Self::Ok => Ok(()),
            Self::SecondFactorRequired => Err(Problem::new(
                StatusCode::FORBIDDEN,
                "second_factor_required",
                "This workspace requires your second factor. Confirm with it, then you are in.",
            )),
            Self::EnrolmentRequired => Err(Problem::new(
                StatusCode::FORBIDDEN,
                "mfa_enrolment_required",
                "This workspace requires two-step sign-in. Set it up, then you are in.",
            )),
        }
    }
}

impl Authority {
    #[must_use]
    pub fn new(tokens: Arc<Tokens>, db: Db, clock: Arc<dyn Clock>, policy: SessionPolicy, assigned_only: bool) -> Self {
        let (changes, hearing) = (AtomicU64::new(0), AtomicBool::new(false));
        Self { tokens, db, clock, policy, assigned_only, known: DashMap::new(), changes, hearing }
    }

    async fn ask(&self, tenant_id: Uuid, user_id: Uuid, session_id: Uuid) -> Result<Known> {
        let asked = Instant::now();
        let mut tx = self.db.tenant(&TenantCtx::user(tenant_id, user_id)).await?;
        let now = tx.now();
        let row = sqlx::query!(
            r#"SELECT s.expires_at, s.confined, s.proved_at, s.second_factor_at, m.role AS "role?", m.suspended_at, r.permissions AS "permissions?",
                 w.enabled AS "assigned_only?",
                 coalesce(t.mfa_required AND NOT s.confined, false) AS "mfa_required!",
                 (EXISTS (SELECT FROM totp_secrets f WHERE f.user_id = s.user_id AND f.confirmed_at IS NOT NULL)
                   OR EXISTS (SELECT FROM passkeys p WHERE p.user_id = s.user_id AND p.blocked_at IS NULL)) AS "has_factor!",
                 EXISTS (SELECT FROM tenant_suspensions x WHERE x.tenant_id = $1) AS "closed!",
                 EXISTS (SELECT FROM user_suspensions x WHERE x.user_id = s.user_id) AS "suspended!",
                 EXISTS (SELECT FROM operators o WHERE o.user_id = s.user_id) AS "operator!",
                 v.operator_id AS "by_id?", v.operator_name AS "by_name?", v.writes AS "by_writes?", v.reason AS "by_reason?",
                 v.live AS "impersonation_lives?"
               FROM sessions s
               LEFT JOIN tenants t ON t.tenant_id = $1
               LEFT JOIN members m ON m.tenant_id = $1 AND m.user_id = s.user_id
               LEFT JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
               LEFT JOIN tenant_features w ON w.tenant_id = m.tenant_id AND w.feature = $6
               LEFT JOIN LATERAL app.impersonation(s.id) v ON true
               WHERE s.id = $2 AND s.user_id = $3 AND s.ended_at IS NULL AND s.expires_at > $4 AND s.used_at > $5
                 AND (s.tenant_id = $1 OR NOT s.confined)"#,
            tenant_id,
            session_id,
            user_id,
            now,
            now - self.policy.idle,
            Feature::AssignedOnly.as_str()
        )
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(session_ended)?;
        if row.suspended || row.impersonation_lives == Some(false) {
            return Err(session_ended());
        }
        if row.closed {
            return Err(workspace_suspended(StatusCode::UNAUTHORIZED));
        }
        let role = row.role.filter(|_| row.suspended_at.is_none()).ok_or_else(no_workspace)?;
        let role: Role = role.parse().map_err(Problem::internal)?;
        let more = PermissionSet::from_names(&row.permissions.unwrap_or_default());
        let permissions = role.permissions().with(more);
        // As the member's own: an operator in their name sees what they see.
        let assigned_only = row.assigned_only.unwrap_or(self.assigned_only);
        let only_assigned = assigned_only && !permissions.contains(Permission::ConversationsReadAll);
        let impersonation = row.by_id.map(|operator_id| Impersonation {
            operator_id,
            operator_name: row.by_name.unwrap_or_default(),
            reason: row.by_reason.unwrap_or_default(),
            writes: row.by_writes.unwrap_or_default(),
            ends_at: row.expires_at,
        });
        let permissions = impersonation.as_ref().map_or(permissions, |by| permissions.impersonated(by.writes));
        // The member's own factors are nothing that an operator could show; their own were asked for.
        let standing = match &impersonation {
            Some(_) => Standing::Ok,
            None => Standing::of(row.mfa_required, row.second_factor_at, row.has_factor),
        };
        Ok(Known {
            user_id,
            role,
            permissions,
            only_assigned,
            expires_at: row.expires_at,
            confined: row.confined,
            proved_at: row.proved_at,
            second_factor_at: row.second_factor_at,
            operator: row.operator,
            impersonation,
            standing,
            asked,
        })
    }

    async fn known(&self, tenant_id: Uuid, user_id: Uuid, session_id: Uuid) -> Result<Known> {
        let key = (session_id, tenant_id);
        let hearing = self.hearing.load(Ordering::SeqCst);
        let good =
            |known: &Known| hearing && known.user_id == user_id && known.asked.elapsed() < KEPT && known.expires_at > self.clock.now();
        if let Some(known) = self.known.get(&key).filter(|known| good(known)) {
            return Ok(known.clone());
        }
        let before = self.changes.load(Ordering::SeqCst);
        let known = self.ask(tenant_id, user_id, session_id).await?;
        if known.standing == Standing::Ok {
            if self.known.len() > MOST_KEPT {
                self.known.clear();
            }
            self.known.insert(key, known.clone());
            // What changed while we asked may have been heard before there was anything to drop.
            if self.changes.load(Ordering::SeqCst) != before {
                self.known.remove(&key);
            }
        }
        Ok(known)
    }
}

impl Known {
    fn principal(self, tenant_id: Uuid, session_id: Uuid) -> Principal {
        let Self { user_id, role, permissions, only_assigned, proved_at, second_factor_at, operator, impersonation, confined, .. } = self;
        Principal {
            user_id,
            tenant_id,
            session_id,
            role,
            permissions,
            only_assigned,
            proved_at,
            second_factor_at,
            operator,
            impersonation,
            confined,
            kind: PrincipalKind::Person,
        }
    }
}

pub(crate) fn session_ended() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "session_ended", "This session has ended. Sign in again.")
}

fn no_workspace() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "no_workspace", "Your access to this workspace has ended.")
}

/// An impersonation is marked in its token and kept in the database; the two never differ.
fn marked(claims: &Claims, principal: Principal) -> Result<Principal> {
    let by = principal.impersonation.as_ref().map(|by| by.operator_id);
    if by == claims.act.as_ref().map(|act| act.sub) { Ok(principal) } else { Err(Problem::unauthenticated()) }
}

pub(crate) fn workspace_suspended(status: StatusCode) -> Problem {
    Problem::new(status, "workspace_suspended", "This workspace is suspended. Whoever runs this installation can tell why.")
}

#[async_trait]
impl Authenticator for Authority {
    async fn authenticate(&self, token: &str) -> Result<Principal> {
        let claims = self.tokens.claims(token).await?;
        marked(&claims, self.authority(claims.tid, claims.sub, claims.sid).await?)
    }

    async fn person(&self, token: &str) -> Result<Principal> {
        let claims = self.tokens.claims(token).await?;
        marked(&claims, self.known(claims.tid, claims.sub, claims.sid).await?.principal(claims.tid, claims.sid))
    }

    async fn authority(&self, tenant_id: Uuid, user_id: Uuid, session_id: Uuid) -> Result<Principal> {
        let known = self.known(tenant_id, user_id, session_id).await?;
        known.standing.check()?;
        Ok(known.principal(tenant_id, session_id))
    }
}

impl CommitListener for Authority {
    fn events(&self, _: Uuid, _: &[CommittedEvent]) {}
    fn jobs(&self, _: &[&'static str]) {}

    fn access(&self, changes: &[AccessChange]) {
        for change in changes.iter().filter(|change| !matches!(change, AccessChange::Waiting(_))) {
            self.changes.fetch_add(1, Ordering::SeqCst);
            match change {
                AccessChange::Deaf => self.hearing.store(false, Ordering::SeqCst),
                AccessChange::Hearing => self.hearing.store(true, Ordering::SeqCst),
                _ => {}
            }
            self.known.retain(|(session_id, tenant_id), known| {
                let by = known.impersonation.as_ref().map(|by| by.operator_id);
                let about_operator = by.is_some_and(|id| *change == AccessChange::User(id));
                !about_operator && !change.concerns(*tenant_id, known.user_id, *session_id)
            });
        }
    }
}
