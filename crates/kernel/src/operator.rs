//! Operators: who they are in a handler's signature, and their work across tenants.
//!
//! An [`OperatorTx`] is the only way to what is no single tenant's. It sees nothing but what the functions of migration
//! 0012 give, which ask again whether its user is operator, and it commits nothing without an entry in the operator log.

use crate::{
    Kernel,
    access::AccessChange,
    audit::{masked, origin},
    auth::{Principal, SignedIn},
    db::{Db, OPERATOR, OPERATOR_KIND, TenantCtx, TenantTx},
    problem::{Problem, Result, request_id},
};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::{PgConnection, Postgres, Transaction};
use std::{
    fmt::Display,
    ops::{Deref, DerefMut},
};
use uuid::Uuid;

/// For how long a second factor, shown in the session, opens the operator's routes.
pub const SECOND_FACTOR_HOURS: i64 = 12;

/// The signed-in caller, who is an operator of the installation, as themselves, in a session that no workspace vouched for, and has shown a second factor in this
/// session not long ago. Without all of it the handler is not reached.
pub struct IsOperator {
    signed_in: SignedIn,
}

impl IsOperator {
    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.signed_in.principal
    }
    #[must_use]
    pub fn kernel(&self) -> &Kernel {
        self.signed_in.kernel()
    }
    /// # Errors
    /// 403 when the caller is no operator any more; 503 when the database is not reachable.
    pub async fn tx(&self) -> Result<OperatorTx> {
        self.kernel().db.operator(self.principal().user_id).await
    }
}

impl FromRequestParts<Kernel> for IsOperator {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, kernel: &Kernel) -> Result<Self> {
        let signed_in = SignedIn::identified(parts, kernel).await?;
        let principal = &signed_in.principal;
        // Whoever runs a workspace's own provider could begin a confined session as an operator who is a member there.
        if !principal.operator || principal.impersonation.is_some() || principal.confined {
            return Err(Problem::for_operators());
        }
        let shown = principal.second_factor_at.is_some_and(|at| kernel.clock.now() - at < Duration::hours(SECOND_FACTOR_HOURS));
        if !shown {
            let detail = "Operators show their second factor every twelve hours. Set one up if you have none, and confirm with it.";
            return Err(Problem::new(StatusCode::FORBIDDEN, "factor_required", detail));
        }
        Ok(Self { signed_in })
    }
}

/// An operator in a member's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impersonation {
    pub operator_id: Uuid,
    pub operator_name: String,
    pub reason: String,
    /// Whether it may change something.
    pub writes: bool,
    pub ends_at: DateTime<Utc>,
}

/// An operator who is in a member's name: for what ends it.
pub struct Impersonating {
    pub impersonation: Impersonation,
    pub principal: Principal,
    kernel: Kernel,
}

impl Impersonating {
    /// The operator's own transaction.
    ///
    /// # Errors
    /// As [`IsOperator::tx`].
    pub async fn operator_tx(&self) -> Result<OperatorTx> {
        self.kernel.db.operator(self.impersonation.operator_id).await
    }
}

impl FromRequestParts<Kernel> for Impersonating {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, kernel: &Kernel) -> Result<Self> {
        let signed_in = SignedIn::identified(parts, kernel).await?;
        let impersonation = signed_in.principal.impersonation.clone().ok_or_else(Problem::for_operators)?;
        Ok(Self { impersonation, principal: signed_in.principal, kernel: kernel.clone() })
    }
}

/// One thing that an operator did. Who, when and from where comes from the transaction and the request.
#[derive(Debug, Clone)]
pub struct OperatorEntry {
    action: &'static str,
    target_kind: &'static str,
    target_id: Option<String>,
    target_name: Option<String>,
    tenant_id: Option<Uuid>,
    reason: Option<String>,
    before: Option<Value>,
    after: Option<Value>,
    touched: Vec<Uuid>,
}

impl OperatorEntry {
    /// `thing.what_happened`, such as `tenant.suspended`. Tenants see it as `operator.tenant.suspended`.
    #[must_use]
    pub fn new(action: &'static str, target_kind: &'static str) -> Self {
        Self {
            action,
            target_kind,
            target_id: None,
            target_name: None,
            tenant_id: None,
            reason: None,
            before: None,
            after: None,
            touched: Vec::new(),
        }
    }
    #[must_use]
    pub fn target(mut self, id: impl Display, name: impl Into<String>) -> Self {
        self.target_id = Some(id.to_string());
        self.target_name = Some(name.into());
        self
    }
    /// The tenant that it is about; it goes into that one's audit log as well.
    #[must_use]
    pub fn tenant(mut self, id: Uuid) -> Self {
        self.tenant_id = Some(id);
        self.touching([id])
    }
    /// The tenant that it is about, which nothing of it touches.
    #[must_use]
    pub fn about(mut self, id: Uuid) -> Self {
        self.tenant_id = Some(id);
        self
    }
    /// Tenants whose audit logs it goes into.
    #[must_use]
    pub fn touching(mut self, tenants: impl IntoIterator<Item = Uuid>) -> Self {
        self.touched.extend(tenants);
        self
    }
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
    /// What it was, secrets masked.
    #[must_use]
    pub fn before<T: Serialize>(mut self, value: &T) -> Self {
        self.before = Some(masked(serde_json::to_value(value).unwrap_or_default()));
        self
    }
    /// What it is now, secrets masked.
    #[must_use]
    pub fn after<T: Serialize>(mut self, value: &T) -> Self {
        self.after = Some(masked(serde_json::to_value(value).unwrap_or_default()));
        self
    }
}

/// A transaction of an operator, across tenants. Dropped without commit, it rolls back.
pub struct OperatorTx {
    tx: Transaction<'static, Postgres>,
    db: Db,
    operator_id: Uuid,
    entries: Vec<OperatorEntry>,
    access: Vec<AccessChange>,
}

impl Db {
    /// Begins a transaction of an operator. The database looks whether that one is.
    ///
    /// # Errors
    /// 403 when they are none; 503 when no connection is to be had.
    pub(crate) async fn operator(&self, user_id: Uuid) -> Result<OperatorTx> {
        let mut tx = self.begin(None, Some(user_id), (OPERATOR_KIND, Some(user_id)), OPERATOR).await?;
        let is = sqlx::query_scalar!(r#"SELECT app.operator_id() IS NOT NULL AS "is!""#).fetch_one(&mut *tx).await?;
        if !is {
            return Err(Problem::for_operators());
        }
        Ok(OperatorTx { tx, db: self.clone(), operator_id: user_id, entries: Vec::new(), access: Vec::new() })
    }
}

impl OperatorTx {
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.db.clock().now()
    }
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.db.clock().id()
    }
    #[must_use]
    pub fn operator_id(&self) -> Uuid {
        self.operator_id
    }

    /// Writes an entry of the operator log, and of the audit logs that it touches, with this transaction's commit.
    pub fn log(&mut self, entry: OperatorEntry) {
        self.entries.push(entry);
    }

    /// Says that someone's authority is another once this commits.
    pub fn access_changed(&mut self, change: AccessChange) {
        self.access.push(change);
    }

    /// Writes the entries and commits; then tells the listeners of what changed.
    ///
    /// # Errors
    /// When there is no entry: what an operator does is written down. 503 when the database went away.
    pub async fn commit(mut self) -> Result<()> {
        self.write().await?;
        self.tx.commit().await?;
        if !self.access.is_empty() {
            self.db.tell_access(&self.access);
        }
        Ok(())
    }

    /// Writes the entries and goes on in one tenant, in the same transaction, as the program itself: for jobs and events.
    ///
    /// # Errors
    /// As [`OperatorTx::commit`].
    pub async fn enter(mut self, tenant_id: Uuid) -> Result<TenantTx> {
        self.write().await?;
        sqlx::query!(
            "SELECT set_config('app.tenant_id', $1, true) AS tenant, set_config('app.operator', '', true) AS operator",
            tenant_id.to_string()
        )
        .fetch_one(&mut *self.tx)
        .await?;
        Ok(TenantTx::going_on(self.tx, self.db, TenantCtx::system(tenant_id), self.access))
    }

    async fn write(&mut self) -> Result<()> {
        if self.entries.is_empty() {
            return Err(Problem::internal("an operator's change has no entry in the operator log"));
        }
        let (now, origin, request_id) = (self.now(), origin(), request_id());
        for entry in std::mem::take(&mut self.entries) {
            let audit_ids: Vec<Uuid> = entry.touched.iter().map(|_| self.new_id()).collect();
            sqlx::query!(
                "SELECT app.log_operator($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                self.new_id(),
                entry.action,
                entry.target_kind,
                entry.target_id,
                entry.target_name,
                entry.tenant_id,
                entry.reason,
                entry.before,
                entry.after,
                origin.address,
                origin.user_agent,
                request_id,
                now,
                &entry.touched,
                &audit_ids
            )
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }
}

impl Deref for OperatorTx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}
impl DerefMut for OperatorTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
