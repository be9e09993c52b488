//! All receivers of this process, by tenant.

use crate::{
    frame::{Frame, Published, Sees},
    tenant::{Listener, Receiver, TenantReceivers},
};
use contracts::events::Placement;
use dashmap::DashMap;
use kernel::{
    AccessChange, Authenticator, Db, Result, Tasks, TenantCtx,
    record::{Audience, CommitListener, CommittedEvent},
};
use serde_json::json;
use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::mpsc;
use uuid::Uuid;

/// How long an event may be missing before it is looked for in the database: longer than the way from a commit to
/// its listener, shorter than anyone notices.
const PATIENCE: Duration = Duration::from_millis(25);
/// The most that is replayed; a client that missed more loads anew.
const MOST_REPLAYED: i64 = 1_000;

#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    db: Db,
    tasks: Tasks,
    tenants: DashMap<Uuid, Arc<Mutex<TenantReceivers>>>,
    ids: AtomicU64,
    /// Tenants with new events, for other processes.
    news: mpsc::UnboundedSender<Uuid>,
}

/// A place in the hub; given back when dropped.
pub struct Subscription {
    pub frames: mpsc::Receiver<Frame>,
    /// The tenant's last event before the first of `frames`.
    pub seq: i64,
    hub: Hub,
    tenant_id: Uuid,
    id: u64,
    receiver: Receiver,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.hub.leave(self.tenant_id, self.id, self.receiver);
    }
}

impl Hub {
    /// The hub, and the tenants with new events, which [`crate::relay`] passes on to other processes.
    #[must_use]
    pub fn new(db: &Db, tasks: &Tasks) -> (Self, mpsc::UnboundedReceiver<Uuid>) {
        let (news, heard) = mpsc::unbounded_channel();
        let inner = Inner { db: db.clone(), tasks: tasks.clone(), tenants: DashMap::new(), ids: AtomicU64::new(1), news };
        (Self(Arc::new(inner)), heard)
    }

    /// Everything for staff; for who sees only their own (`ctx.only_assigned`), what is about their conversations or none. What happened up to [`Subscription::seq`] is not among the frames.
    ///
    /// # Errors
    /// 503 when the database is not there.
    pub async fn join_staff(&self, ctx: &TenantCtx, listener: Listener) -> Result<Subscription> {
        let first = !listener.hidden && !self.online(ctx.tenant_id).contains(&listener.user_id);
        let subscription = self.join(ctx, Receiver::Staff(listener)).await?;
        if first {
            self.announce(ctx.tenant_id, listener.user_id, true);
        }
        Ok(subscription)
    }

    /// One conversation, as staff sees it, or as its visitor when nobody of the staff listens.
    ///
    /// # Errors
    /// 503 when the database is not there.
    pub async fn join_conversation(&self, ctx: &TenantCtx, conversation_id: Uuid, staff: Option<Listener>) -> Result<Subscription> {
        let receiver = match staff {
            Some(listener) => Receiver::StaffOf { conversation_id, listener },
            None => Receiver::VisitorOf { conversation_id },
        };
        self.join(ctx, receiver).await
    }

    async fn join(&self, ctx: &TenantCtx, receiver: Receiver) -> Result<Subscription> {
        let id = self.0.ids.fetch_add(1, Ordering::Relaxed);
        let tenant = Arc::clone(&self.0.tenants.entry(ctx.tenant_id).or_default());
        // Registered first and counted after, so that no event falls between.
        let frames = lock(&tenant).add(id, receiver);
        let mut subscription = Subscription { frames, seq: 0, hub: self.clone(), tenant_id: ctx.tenant_id, id, receiver };
        if ctx.only_assigned && matches!(receiver, Receiver::Staff(_)) {
            // Nothing is told before their teams are known; who changes those ends what is registered.
            let nobody = Sees::Assigned { user_id: Uuid::nil(), teams: Arc::default() };
            lock(&tenant).limit(id, nobody);
            let sees = self.sees(ctx).await?;
            lock(&tenant).limit(id, sees);
            self.read_soon(ctx.tenant_id);
        }
        if lock(&tenant).next.is_none() {
            let mut tx = self.0.db.tenant(ctx).await?;
            let seq = sqlx::query_scalar!("SELECT event_seq FROM tenants WHERE tenant_id = $1", ctx.tenant_id).fetch_one(&mut *tx).await?;
            lock(&tenant).next.get_or_insert(seq.saturating_add(1));
        }
        // Between add and here frames may have gone out; the ones at or below `seq` are skipped by their receiver.
        subscription.seq = lock(&tenant).next.unwrap_or(1).saturating_sub(1);
        Ok(subscription)
    }

    /// What an actor who sees only their own is told of.
    async fn sees(&self, ctx: &TenantCtx) -> Result<Sees> {
        let mut tx = self.0.db.tenant(ctx).await?;
        let teams = sqlx::query_scalar!(r#"SELECT app.my_teams() AS "teams!""#).fetch_one(&mut *tx).await?;
        Ok(Sees::Assigned { user_id: ctx.user_id().unwrap_or_default(), teams: teams.into() })
    }

    fn leave(&self, tenant_id: Uuid, id: u64, receiver: Receiver) {
        let Some(tenant) = self.0.tenants.get(&tenant_id).map(|t| Arc::clone(&t)) else { return };
        let gone = {
            let mut tenant = lock(&tenant);
            tenant.remove(id, receiver);
            match receiver {
                Receiver::Staff(Listener { user_id, hidden: false, .. }) if !tenant.is_online(user_id) => Some(user_id),
                _ => None,
            }
        };
        if let Some(user_id) = gone {
            self.announce(tenant_id, user_id, false);
        }
        drop(tenant);
        self.0.tenants.remove_if(&tenant_id, |_, tenant| Arc::strong_count(tenant) == 1 && lock(tenant).is_empty());
    }

    fn announce(&self, tenant_id: Uuid, user_id: Uuid, online: bool) {
        self.tell_staff(tenant_id, &Frame::new("presence", None, &json!({ "user_id": user_id, "online": online })));
    }

    /// Members with an open socket in this process.
    #[must_use]
    pub fn online(&self, tenant_id: Uuid) -> Vec<Uuid> {
        self.0.tenants.get(&tenant_id).map(|tenant| lock(&tenant).online()).unwrap_or_default()
    }

    /// Sends what is not kept (typing, presence) to the tenant's staff.
    pub fn tell_staff(&self, tenant_id: Uuid, frame: &Frame) {
        if let Some(tenant) = self.0.tenants.get(&tenant_id) {
            lock(&tenant).send_to_staff(frame);
        }
    }

    /// The same, when it is about a conversation: to those who may see it.
    pub fn tell_staff_of(&self, tenant_id: Uuid, conversation_id: Uuid, frame: Frame) {
        let Some(tenant) = self.0.tenants.get(&tenant_id).map(|t| Arc::clone(&t)) else { return };
        if lock(&tenant).send_to_unlimited(&frame) {
            let hub = self.clone();
            self.0.tasks.spawn("where a conversation stands", async move {
                if let Ok(placement) = hub.placement(&TenantCtx::system(tenant_id), conversation_id).await {
                    lock(&tenant).send_to_limited(&frame, placement);
                }
            });
        }
    }

    /// With whom a conversation stands; none when the actor sees no such conversation.
    pub(crate) async fn placement(&self, ctx: &TenantCtx, conversation_id: Uuid) -> Result<Option<Placement>> {
        let mut tx = self.0.db.tenant(ctx).await?;
        Ok(sqlx::query_as!(
            Placement,
            "SELECT assignee_id, team_id FROM conversations WHERE tenant_id = $1 AND id = $2",
            ctx.tenant_id,
            conversation_id
        )
        .fetch_optional(&mut *tx)
        .await?)
    }

    pub(crate) fn tasks(&self) -> &Tasks {
        &self.0.tasks
    }

    /// Sends what is not kept to the visitor of a conversation.
    pub fn tell_visitor(&self, tenant_id: Uuid, conversation_id: Uuid, frame: &Frame) {
        if let Some(tenant) = self.0.tenants.get(&tenant_id) {
            lock(&tenant).send_to_conversation(conversation_id, None, Some(frame));
        }
    }

    fn publish(&self, tenant_id: Uuid, events: impl IntoIterator<Item = Published>) {
        let Some(tenant) = self.0.tenants.get(&tenant_id).map(|t| Arc::clone(&t)) else { return };
        let missing = {
            let mut tenant = lock(&tenant);
            if tenant.has_limited() {
                drop(tenant);
                return self.read_soon(tenant_id);
            }
            tenant.publish(events)
        };
        if missing {
            let hub = self.clone();
            self.0.tasks.spawn("missing events", async move {
                tokio::time::sleep(PATIENCE).await;
                hub.fill(tenant_id).await;
            });
        }
    }

    /// Where someone sees only their own, every event is read with where its conversation stands now. Readings that are
    /// asked for meanwhile become one.
    fn read_soon(&self, tenant_id: Uuid) {
        let Some(tenant) = self.0.tenants.get(&tenant_id).map(|t| Arc::clone(&t)) else { return };
        if lock(&tenant).begin_reading() {
            let hub = self.clone();
            self.0.tasks.spawn("events and where they stand", async move {
                loop {
                    hub.fill(tenant_id).await;
                    if !lock(&tenant).read_again() {
                        return;
                    }
                }
            });
        }
    }

    /// Reads what another process committed, or what this one has not heard of yet.
    pub async fn fill(&self, tenant_id: Uuid) {
        loop {
            let Some(next) = self.0.tenants.get(&tenant_id).and_then(|tenant| lock(&tenant).next) else { return };
            match self.events(&TenantCtx::system(tenant_id), next.saturating_sub(1), i64::MAX).await {
                Ok(events) if events.is_empty() => return,
                Ok(events) => {
                    if let Some(tenant) = self.0.tenants.get(&tenant_id) {
                        lock(&tenant).publish(events);
                    }
                }
                Err(problem) => {
                    tracing::warn!(tenant = %tenant_id, %problem, "could not read missing events");
                    return;
                }
            }
        }
    }

    /// Events above `after` and up to `upto`, oldest first, [`MOST_REPLAYED`] at most.
    async fn events(&self, ctx: &TenantCtx, after: i64, upto: i64) -> Result<Vec<Published>> {
        let mut tx = self.0.db.tenant(ctx).await?;
        let rows = sqlx::query!(
            r#"SELECT e.seq, e.kind, e.audience, e.conversation_id, e.data, c.id AS "seen?", c.assignee_id AS "assignee_id?", c.team_id AS "team_id?"
               FROM events e LEFT JOIN conversations c ON c.tenant_id = e.tenant_id AND c.id = e.conversation_id
               WHERE e.tenant_id = $1 AND e.seq > $2 AND e.seq <= $3 ORDER BY e.seq LIMIT $4"#,
            ctx.tenant_id,
            after,
            upto,
            MOST_REPLAYED
        )
        .fetch_all(&mut *tx)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let audience = match row.audience.as_str() {
                    "everyone" => Audience::Everyone,
                    "staff" => Audience::Staff,
                    "member" => Audience::Member,
                    _ => Audience::Internal,
                };
                let placement = row.seen.map(|_| Placement { assignee_id: row.assignee_id, team_id: row.team_id });
                Published { placement, ..Published::new(row.seq, &row.kind, audience, row.conversation_id, &row.data) }
            })
            .collect())
    }

    /// What staff missed after `after`, up to `upto`; [`Frame::resync`] when that is too much or never was.
    ///
    /// # Errors
    /// 503 when the database is not there.
    pub async fn missed_by_staff(&self, ctx: &TenantCtx, after: i64, upto: i64) -> Result<Vec<Frame>> {
        if after > upto || upto.saturating_sub(after) > MOST_REPLAYED {
            return Ok(vec![Frame::resync()]);
        }
        let sees = if ctx.only_assigned { self.sees(ctx).await? } else { Sees::All };
        let events = self.events(ctx, after, upto).await?;
        // Numbers are dense: what does not begin right after was let go meanwhile.
        if upto > after && events.first().is_none_or(|first| first.seq != after.saturating_add(1)) {
            return Ok(vec![Frame::resync()]);
        }
        Ok(events.iter().filter_map(|event| event.for_staff(ctx.user_id(), &sees)).cloned().collect())
    }

    pub fn tenants(&self) -> Vec<Uuid> {
        self.0.tenants.iter().map(|entry| *entry.key()).collect()
    }

    /// Ends what is open for those whose authority is gone. For when changes may have been missed.
    pub async fn recheck(&self, auth: &dyn Authenticator) {
        for tenant_id in self.tenants() {
            let Some(tenant) = self.0.tenants.get(&tenant_id).map(|t| Arc::clone(&t)) else { continue };
            let listeners: HashSet<Listener> = lock(&tenant).listeners().into_iter().collect();
            for Listener { user_id, session_id, .. } in listeners {
                let refused = auth.authority(tenant_id, user_id, session_id).await.err();
                if refused.is_some_and(|problem| problem.status.is_client_error()) {
                    lock(&tenant).end(tenant_id, &AccessChange::Member { tenant_id, user_id });
                }
            }
        }
    }

    /// Ends all sockets and long polls, for shutdown.
    pub fn close(&self) {
        for tenant in &self.0.tenants {
            lock(tenant.value()).close();
        }
    }
}

impl CommitListener for Hub {
    fn events(&self, tenant_id: Uuid, events: &[CommittedEvent]) {
        if self.0.tenants.contains_key(&tenant_id) {
            let published =
                events.iter().map(|e| Published::new(e.seq, e.event.kind, e.event.audience, e.event.conversation_id, &e.event.data));
            self.publish(tenant_id, published);
        }
        // The relay may have ended with the program; then nobody needs the news.
        let _ = self.0.news.send(tenant_id);
    }
    fn jobs(&self, _: &[&'static str]) {}
    fn access(&self, changes: &[AccessChange]) {
        for change in changes {
            match change {
                // The relay rechecks everyone once it hears again.
                AccessChange::Deaf | AccessChange::Hearing => {}
                AccessChange::Proof(_) | AccessChange::Waiting(_) => {}
                change => self.0.tenants.iter().for_each(|entry| lock(entry.value()).end(*entry.key(), change)),
            }
        }
    }
}

fn lock(tenant: &Mutex<TenantReceivers>) -> MutexGuard<'_, TenantReceivers> {
    tenant.lock().unwrap_or_else(PoisonError::into_inner)
}
