//! The database and the tenant's transaction, the only way to a tenant's data.

use crate::{
    access::AccessChange,
    audit::{Audit, origin},
    clock::Clock,
    idempotency,
    problem::{Result, request_id},
    record::{CommittedEvent, Event, Listeners, NewJob, PendingEvent, Subscriptions, WhenTwice},
};
use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};
use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    User(Uuid),
    /// A program, by one of the tenant's keys.
    ApiKey(Uuid),
    /// A visitor session of a chatbot's widget.
    Visitor(Uuid),
    /// The program itself: a job, the demo.
    System,
}

/// In whose name something is done: one tenant, one actor.
#[derive(Debug, Clone)]
pub struct TenantCtx {
    pub tenant_id: Uuid,
    pub actor: Actor,
}

impl TenantCtx {
    #[must_use]
    pub fn system(tenant_id: Uuid) -> Self {
        Self { tenant_id, actor: Actor::System }
    }
    #[must_use]
    pub fn user_id(&self) -> Option<Uuid> {
        match self.actor {
            Actor::User(id) => Some(id),
            Actor::ApiKey(_) | Actor::Visitor(_) | Actor::System => None,
        }
    }

    /// As entries and events name it.
    fn actor(&self) -> (&'static str, Option<Uuid>) {
        match self.actor {
            Actor::User(id) => ("user", Some(id)),
            Actor::ApiKey(id) => ("api_key", Some(id)),
            Actor::Visitor(id) => ("visitor", Some(id)),
            Actor::System => ("system", None),
        }
    }
}

/// The pool, as the program's role.
#[derive(Clone)]
pub struct Db {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    wiring: Arc<OnceLock<(Subscriptions, Listeners)>>,
}

impl Db {
    #[must_use]
    pub fn new(pool: PgPool, clock: Arc<dyn Clock>) -> Self {
        Self { pool, clock, wiring: Arc::new(OnceLock::new()) }
    }

    /// Says, once and before the first transaction, which jobs follow which events and who is told of commits.
    pub fn wire(&self, subscriptions: Subscriptions, listeners: Listeners) {
        if self.wiring.set((subscriptions, listeners)).is_err() {
            tracing::error!("the database was wired twice; the second wiring is ignored");
        }
    }

    /// For what belongs to no tenant: sign-in, jobs' claims, the installation, health. Row-level security
    /// shows such a query no tenant's rows.
    #[must_use]
    pub fn outside_tenants(&self) -> &PgPool {
        &self.pool
    }

    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Begins a transaction that sees one tenant. One round trip.
    ///
    /// # Errors
    /// 503 when no connection is to be had.
    pub async fn tenant(&self, ctx: &TenantCtx) -> Result<TenantTx> {
        let tx = self.begin(Some(ctx.tenant_id), ctx.user_id(), ctx.actor()).await?;
        Ok(TenantTx {
            tx,
            db: self.clone(),
            ctx: ctx.clone(),
            events: Vec::new(),
            jobs: Vec::new(),
            audits: Vec::new(),
            access: Vec::new(),
        })
    }

    /// Begins a transaction that sees what belongs to one person and to no tenant: the own user, sessions, memberships.
    ///
    /// # Errors
    /// 503 when no connection is to be had.
    pub async fn person(&self, user_id: Uuid) -> Result<PersonTx> {
        Ok(PersonTx { tx: self.begin(None, Some(user_id), ("user", Some(user_id))).await?, db: self.clone(), user_id })
    }

    #[allow(clippy::disallowed_methods, reason = "the one place that begins transactions")]
    async fn begin(
        &self,
        tenant_id: Option<Uuid>,
        user_id: Option<Uuid>,
        (actor_kind, actor_id): (&'static str, Option<Uuid>),
    ) -> Result<Transaction<'static, Postgres>> {
        idempotency::settle().await?;
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        // SET takes no parameters. The values are UUIDs, a word of ours and a request id that we made or checked
        // ourselves (letters, digits and dashes), so nothing can break out of the quotes.
        let request_id: String = request_id().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let begin = format!(
            "BEGIN; SET LOCAL app.tenant_id = '{}'; SET LOCAL app.user_id = '{}'; SET LOCAL app.request_id = '{request_id}'; \
             SET LOCAL app.actor = '{actor_kind} {}'",
            text(tenant_id),
            text(user_id),
            text(actor_id)
        );
        // After the database restarts, connections of before fail at their first use. Nothing was done on them yet, so
        // trying again is harmless and spares the caller the error.
        let began = Instant::now();
        loop {
            match self.pool.begin_with(AssertSqlSafe(begin.clone())).await {
                Ok(tx) => return Ok(tx),
                Err(error) if is_gone(&error) && began.elapsed() < PATIENCE => tokio::time::sleep(Duration::from_millis(20)).await,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Tells this process of authority that changed, in the order of the listeners.
    pub fn tell_access(&self, changes: &[AccessChange]) {
        if let Some((_, listeners)) = self.wiring.get() {
            for listener in listeners.iter() {
                listener.access(changes);
            }
        }
    }
}

/// How long a transaction waits for a database that restarts.
const PATIENCE: Duration = Duration::from_secs(4);

/// Whether the connection, and not the statement, was the trouble.
fn is_gone(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::BeginFailed => true,
        // Shutdown, crash of another backend, starting up.
        sqlx::Error::Database(inner) => matches!(inner.code().as_deref(), Some("57P01" | "57P02" | "57P03")),
        _ => false,
    }
}

/// A transaction in one tenant. Dropped without [`TenantTx::commit`], it rolls back, events and jobs with it.
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    db: Db,
    ctx: TenantCtx,
    events: Vec<PendingEvent>,
    jobs: Vec<NewJob>,
    audits: Vec<Audit>,
    access: Vec<AccessChange>,
}

/// A transaction of one person, in no tenant. Dropped without commit, it rolls back.
pub struct PersonTx {
    tx: Transaction<'static, Postgres>,
    db: Db,
    user_id: Uuid,
}

impl PersonTx {
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.db.clock.now()
    }

    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.db.clock.id()
    }

    /// For what leaves no entry, event or job anywhere; what does goes on in a tenant.
    ///
    /// # Errors
    /// 503 when the database went away; the transaction is rolled back then.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// Goes on in a tenant, in the same transaction.
    ///
    /// # Errors
    /// 503 when the database went away.
    pub async fn enter(mut self, tenant_id: Uuid) -> Result<TenantTx> {
        sqlx::query_scalar!("SELECT set_config('app.tenant_id', $1, true)", tenant_id.to_string()).fetch_one(&mut *self.tx).await?;
        let ctx = TenantCtx { tenant_id, actor: Actor::User(self.user_id) };
        Ok(TenantTx { tx: self.tx, db: self.db, ctx, events: Vec::new(), jobs: Vec::new(), audits: Vec::new(), access: Vec::new() })
    }
}

impl PersonTx {
    /// Commits what concerns no tenant.
    ///
    /// # Errors
    /// 503 when the database went away.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        Ok(())
    }
}

impl Deref for PersonTx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}
impl DerefMut for PersonTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

impl TenantTx {
    #[must_use]
    pub fn tenant_id(&self) -> Uuid {
        self.ctx.tenant_id
    }
    #[must_use]
    pub fn ctx(&self) -> &TenantCtx {
        &self.ctx
    }
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.db.clock.now()
    }
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.db.clock.id()
    }

    /// Records a fact. It is written with this transaction's commit, together with a job for each subscriber.
    ///
    /// # Errors
    /// When the event cannot be written as JSON.
    pub fn emit<E: Event>(&mut self, event: &E) -> Result<Uuid> {
        let id = self.new_id();
        let data = serde_json::to_value(event).map_err(crate::Problem::internal)?;
        self.events.push(PendingEvent { id, kind: E::KIND, audience: event.audience(), conversation_id: event.conversation_id(), data });
        Ok(id)
    }

    /// Adds a job that becomes due with this transaction's commit.
    pub fn enqueue(&mut self, job: NewJob) {
        self.jobs.push(job);
    }

    /// Writes an entry of the audit log with this transaction's commit.
    pub fn audit(&mut self, audit: Audit) {
        self.audits.push(audit);
    }

    /// Says that someone's authority is another once this commits.
    pub fn access_changed(&mut self, change: AccessChange) {
        self.access.push(change);
    }

    /// Writes audit entries, events and jobs and commits; then, and only then, tells the listeners. Within a request that has
    /// a key for repeats, all of this waits for the answer, which is kept with it; see [`crate::idempotency`].
    ///
    /// # Errors
    /// 503 when the database went away; the transaction is rolled back then.
    pub async fn commit(self) -> Result<()> {
        match idempotency::put_aside(self).await? {
            Some(tx) => tx.commit_now().await,
            None => Ok(()),
        }
    }

    pub(crate) async fn commit_now(mut self) -> Result<()> {
        let wiring = Arc::clone(&self.db.wiring);
        let wiring = wiring.get();
        for event in &self.events {
            for kind in wiring.and_then(|(subscriptions, _)| subscriptions.get(event.kind)).into_iter().flatten() {
                let payload = serde_json::json!({ "event_id": event.id, "kind": event.kind, "data": event.data });
                self.jobs.push(NewJob::new(kind, payload));
            }
        }
        self.write_audits().await?;
        let before = self.write_records().await?;
        self.tx.commit().await?;
        if !self.access.is_empty() {
            self.db.tell_access(&self.access);
        }
        let Some((_, listeners)) = wiring else { return Ok(()) };
        let kinds: Vec<&'static str> = self.jobs.iter().map(|job| job.kind).collect();
        let committed: Vec<CommittedEvent> =
            (before.saturating_add(1)..).zip(self.events).map(|(seq, event)| CommittedEvent { seq, event }).collect();
        for listener in listeners.iter() {
            if !committed.is_empty() {
                listener.events(self.ctx.tenant_id, &committed);
            }
            if !kinds.is_empty() {
                listener.jobs(&kinds);
            }
        }
        Ok(())
    }

    async fn write_audits(&mut self) -> Result<()> {
        let (now, origin, request_id) = (self.now(), origin(), request_id());
        let (kind, actor) = self.ctx.actor();
        for audit in std::mem::take(&mut self.audits) {
            sqlx::query!(
                "INSERT INTO audit_log (tenant_id, id, action, actor_kind, actor_id, actor_name, target_kind, target_id, before, after,
                   address, user_agent, request_id, created_at)
                 VALUES ($1, $2, $3, $4, $5, coalesce((SELECT name FROM users WHERE id = app.user_id()),
                   (SELECT name FROM api_keys WHERE tenant_id = $1 AND id = $5)), $6, $7, $8, $9, $10, $11, nullif($12, ''), $13)",
                self.ctx.tenant_id,
                self.db.clock.id(),
                audit.action,
                kind,
                actor,
                audit.target_kind,
                audit.target_id,
                audit.before,
                audit.after,
                origin.address,
                origin.user_agent,
                request_id,
                now
            )
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }

    #[allow(clippy::as_conversions, reason = "how sqlx is told that elements may be null")]
    async fn write_records(&mut self) -> Result<i64> {
        if self.events.is_empty() && self.jobs.is_empty() {
            return Ok(0);
        }
        let now = self.now();
        let jobs = NewJob::once_each(&self.jobs);
        let latest = |job: &NewJob| match job.when_twice {
            WhenTwice::Debounce { at_most } => Some(now + at_most),
            WhenTwice::Replace | WhenTwice::Keep => None,
        };
        let before = sqlx::query_scalar!(
            r#"SELECT app.record($1, $2, $3, $4, $5::uuid[], $6, $7, $8, $9, $10, $11, $12, $13::text[], $14, $15::timestamptz[]) AS "before!""#,
            now,
            &self.events.iter().map(|e| e.id).collect::<Vec<_>>(),
            &self.events.iter().map(|e| e.kind.to_owned()).collect::<Vec<_>>(),
            &self.events.iter().map(|e| e.audience.as_str().to_owned()).collect::<Vec<_>>(),
            &self.events.iter().map(|e| e.conversation_id).collect::<Vec<_>>() as &[Option<Uuid>],
            &self.events.iter().map(|e| e.data.clone()).collect::<Vec<_>>(),
            &jobs.iter().map(|_| self.db.clock.id()).collect::<Vec<_>>(),
            &jobs.iter().map(|j| j.kind.to_owned()).collect::<Vec<_>>(),
            &jobs.iter().map(|j| j.payload.clone()).collect::<Vec<_>>(),
            &jobs.iter().map(|j| j.priority).collect::<Vec<_>>(),
            &jobs.iter().map(|j| j.due(now)).collect::<Vec<_>>(),
            &jobs.iter().map(|j| j.max_attempts).collect::<Vec<_>>(),
            &jobs.iter().map(|j| j.unique_key.clone()).collect::<Vec<_>>() as &[Option<String>],
            &jobs.iter().map(|j| j.when_twice.as_str().to_owned()).collect::<Vec<_>>(),
            &jobs.iter().map(|j| latest(j)).collect::<Vec<_>>() as &[Option<DateTime<Utc>>],
        )
        .fetch_one(&mut *self.tx)
        .await?;
        Ok(before)
    }
}

impl Deref for TenantTx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}
impl DerefMut for TenantTx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
