//! The database and the tenant's transaction, the only way to a tenant's data.

use crate::{
    access::AccessChange,
    audit::{Audit, origin},
    clock::Clock,
    idempotency,
    problem::{Result, request_id},
    record::{ALL_EVENTS, CommittedEvent, Event, Listeners, NewJob, PendingEvent, Subscriptions, WhenTwice},
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
    /// An operator of the installation in a member's name.
    Impersonating {
        operator_id: Uuid,
        user_id: Uuid,
        writes: bool,
    },
    /// The program itself: a job, the demo.
    System,
}

/// The tenant of what belongs to no workspace: jobs and letters about people's accounts, and what the audit log tells of these. It has
/// a row in `tenants` (migration 0007) and no members, so that queues, letters and the log need no second way.
pub const INSTALLATION: Uuid = Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001);

/// Its name, in which it writes to people.
pub const INSTALLATION_NAME: &str = "DealSmart";

/// In whose name something is done: one tenant, one actor.
#[derive(Debug, Clone)]
pub struct TenantCtx {
    pub tenant_id: Uuid,
    pub actor: Actor,
    /// The actor sees only the conversations that are assigned to them or their teams; the database sees to it.
    pub only_assigned: bool,
}

impl TenantCtx {
    #[must_use]
    pub fn system(tenant_id: Uuid) -> Self {
        Self { tenant_id, actor: Actor::System, only_assigned: false }
    }
    /// A person, before or beside their place in the tenant; requests of members come from [`crate::SignedIn::ctx`].
    #[must_use]
    pub fn user(tenant_id: Uuid, user_id: Uuid) -> Self {
        Self { tenant_id, actor: Actor::User(user_id), only_assigned: false }
    }
    /// The program itself, about what belongs to no workspace.
    #[must_use]
    pub fn installation() -> Self {
        Self::system(INSTALLATION)
    }
    #[must_use]
    pub fn user_id(&self) -> Option<Uuid> {
        match self.actor {
            Actor::User(id) | Actor::Impersonating { user_id: id, .. } => Some(id),
            Actor::ApiKey(_) | Actor::Visitor(_) | Actor::System => None,
        }
    }

    /// As entries and events name it.
    fn actor(&self) -> (&'static str, Option<Uuid>) {
        match self.actor {
            Actor::User(id) => ("user", Some(id)),
            Actor::ApiKey(id) => ("api_key", Some(id)),
            Actor::Visitor(id) => ("visitor", Some(id)),
            Actor::Impersonating { operator_id, .. } => (OPERATOR_KIND, Some(operator_id)),
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
        let more = if ctx.only_assigned { ONLY_ASSIGNED } else { "" };
        let tx = self.begin(Some(ctx.tenant_id), ctx.user_id(), ctx.actor(), more).await?;
        Ok(TenantTx::going_on(tx, self.clone(), ctx.clone(), Vec::new()))
    }

    /// Begins a transaction that sees what belongs to one person and to no tenant: the own user, sessions, memberships.
    ///
    /// # Errors
    /// 503 when no connection is to be had.
    pub async fn person(&self, user_id: Uuid) -> Result<PersonTx> {
        let actor = ("user", Some(user_id));
        Ok(PersonTx { tx: self.begin(None, Some(user_id), actor, "").await?, db: self.clone(), user_id })
    }

    #[allow(clippy::disallowed_methods, reason = "the one place that begins transactions")]
    pub(crate) async fn begin(
        &self,
        tenant_id: Option<Uuid>,
        user_id: Option<Uuid>,
        (actor_kind, actor_id): (&'static str, Option<Uuid>),
        more: &'static str,
    ) -> Result<Transaction<'static, Postgres>> {
        idempotency::settle().await?;
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        // SET takes no parameters. The values are UUIDs, a word of ours and a request id that we made or checked
        // ourselves (letters, digits and dashes), so nothing can break out of the quotes.
        let request_id: String = request_id().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let begin = format!(
            "BEGIN; SET LOCAL app.tenant_id = '{}'; SET LOCAL app.user_id = '{}'; SET LOCAL app.request_id = '{request_id}'; \
             SET LOCAL app.actor = '{actor_kind} {}'{more}",
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

/// An operator of the installation, as entries and events name it.
pub(crate) const OPERATOR_KIND: &str = "operator";

/// What a transaction begins with beside its tenant and user. Unset for everyone else, so that it costs them nothing.
const ONLY_ASSIGNED: &str = "; SET LOCAL app.only_assigned = 'on'";
pub(crate) const OPERATOR: &str = "; SET LOCAL app.operator = 'on'";

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
    personal_jobs: Vec<NewJob>,
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
        let ctx = TenantCtx::user(tenant_id, self.user_id);
        Ok(TenantTx::going_on(self.tx, self.db, ctx, Vec::new()))
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
    pub(crate) fn going_on(tx: Transaction<'static, Postgres>, db: Db, ctx: TenantCtx, access: Vec<AccessChange>) -> Self {
        Self { tx, db, ctx, events: Vec::new(), jobs: Vec::new(), personal_jobs: Vec::new(), audits: Vec::new(), access }
    }

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
        self.events.push(PendingEvent {
            id,
            kind: E::KIND,
            version: E::VERSION,
            audience: event.audience(),
            conversation_id: event.conversation_id(),
            data,
        });
        Ok(id)
    }

    /// From here on this transaction sees every conversation. For what an actor who sees only their own may do and then not
    /// look at, such as giving a conversation away: after whether they may was asked, and under the lock of that question.
    ///
    /// # Errors
    /// 503 when the database went away.
    pub async fn see_every_conversation(&mut self) -> Result<()> {
        if self.ctx.only_assigned {
            sqlx::query_scalar!("SELECT set_config('app.only_assigned', '', true)").fetch_one(&mut *self.tx).await?;
            self.ctx.only_assigned = false;
        }
        Ok(())
    }

    /// Adds a job that becomes due with this transaction's commit.
    pub fn enqueue(&mut self, job: NewJob) {
        self.jobs.push(job);
    }

    /// Adds a job of the installation's own tenant, written with the same commit: a letter to a person about their account, which
    /// this tenant's admins have no business with.
    pub fn enqueue_personal(&mut self, job: NewJob) {
        self.personal_jobs.push(job);
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
        let (jobs, personal) = (std::mem::take(&mut self.jobs), std::mem::take(&mut self.personal_jobs));
        let follower = wiring.and_then(|(subscriptions, _)| subscriptions.get(ALL_EVENTS)?.first()).copied();
        let (before, followed) = self.write_records(&jobs, follower).await?;
        if !personal.is_empty() {
            // Last of all: from here on the transaction is in another tenant.
            let events = std::mem::take(&mut self.events);
            sqlx::query_scalar!("SELECT set_config('app.tenant_id', $1, true)", INSTALLATION.to_string()).fetch_one(&mut *self.tx).await?;
            self.write_records(&personal, None).await?;
            self.events = events;
        }
        self.tx.commit().await?;
        if !self.access.is_empty() {
            self.db.tell_access(&self.access);
        }
        let Some((_, listeners)) = wiring else { return Ok(()) };
        let kinds: Vec<&'static str> = jobs.iter().chain(&personal).map(|job| job.kind).chain(follower.filter(|_| followed)).collect();
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
        let acting_as = match self.ctx.actor {
            Actor::Impersonating { user_id, .. } => Some(user_id),
            Actor::User(_) | Actor::ApiKey(_) | Actor::Visitor(_) | Actor::System => None,
        };
        if matches!(self.ctx.actor, Actor::Impersonating { writes: true, .. }) && self.audits.is_empty() {
            // What members do all day is no entry; what an operator does in their name always is.
            self.audits.push(Audit::new("operator.acted", "request").after(&serde_json::json!({ "request": origin.request })));
        }
        for audit in std::mem::take(&mut self.audits) {
            sqlx::query!(
                "INSERT INTO audit_log (tenant_id, id, action, actor_kind, actor_id, actor_name, target_kind, target_id, before, after,
                   address, user_agent, request_id, created_at, acting_as, acting_as_name)
                 VALUES ($1, $2, $3, $4, $5, CASE WHEN $14::uuid IS NOT NULL THEN app.operator_name($5)
                     WHEN $4 = 'api_key' THEN (SELECT name FROM api_keys WHERE tenant_id = $1 AND id = $5)
                     ELSE (SELECT name FROM users WHERE id = app.user_id()) END,
                   $6, $7, $8, $9, $10, $11, nullif($12, ''), $13, $14, CASE WHEN $14 IS NOT NULL THEN (SELECT name FROM users WHERE id = $14) END)",
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
                now,
                acting_as
            )
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }

    #[allow(clippy::as_conversions, reason = "how sqlx is told that elements may be null")]
    async fn write_records(&mut self, jobs: &[NewJob], follower: Option<&'static str>) -> Result<(i64, bool)> {
        if self.events.is_empty() && jobs.is_empty() {
            return Ok((0, false));
        }
        let now = self.now();
        let jobs = NewJob::once_each(jobs);
        let latest = |job: &NewJob| match job.when_twice {
            WhenTwice::Debounce { at_most } => Some(now + at_most),
            WhenTwice::Replace | WhenTwice::Keep => None,
        };
        let record = sqlx::query!(
            r#"SELECT before AS "before!", followed AS "followed!"
               FROM app.record($1, $2, $3, $4, $5, $6::uuid[], $7, $8, $9, $10, $11, $12, $13, $14::text[], $15, $16::timestamptz[], $17, $18)"#,
            now,
            &self.events.iter().map(|e| e.id).collect::<Vec<_>>(),
            &self.events.iter().map(|e| e.kind.to_owned()).collect::<Vec<_>>(),
            &self.events.iter().map(|e| e.version).collect::<Vec<_>>(),
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
            self.db.clock.id(),
            follower as Option<&str>,
        )
        .fetch_one(&mut *self.tx)
        .await?;
        Ok((record.before, record.followed))
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
