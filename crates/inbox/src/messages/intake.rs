//! Customers' messages on their way in.
//!
//! Messages of one tenant that arrive while a transaction is under way share the next one: under load a commit carries
//! many messages, and a single message waits for nothing. Each is answered when its commit is done.

use super::{PREVIEW, with_client_id};
use crate::conversations;
use contracts::{
    Message, Sender, SenderKind,
    events::{ConversationCreated, ConversationReplied, MessageCreated},
    inbox::CustomerMessage,
};
use dashmap::DashMap;
use kernel::{Db, Problem, Result, Tasks, TenantCtx, TenantTx};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::oneshot;
use uuid::Uuid;

/// Messages in one transaction.
const MOST_TOGETHER: usize = 128;
/// Messages of one tenant that may wait; more are told to come back.
const MOST_WAITING: usize = 5_000;

struct Waiting {
    message: CustomerMessage,
    done: oneshot::Sender<Result<Message>>,
}

#[derive(Default)]
struct Lane {
    waiting: Vec<Waiting>,
    /// Someone is working on this lane.
    busy: bool,
}

#[derive(Clone)]
pub struct Intake {
    db: Db,
    tasks: Tasks,
    lanes: Arc<DashMap<Uuid, Arc<Mutex<Lane>>>>,
}

impl Intake {
    #[must_use]
    pub fn new(db: &Db, tasks: &Tasks) -> Self {
        Self { db: db.clone(), tasks: tasks.clone(), lanes: Arc::default() }
    }

    /// Writes the message and returns it once it is committed. Goes on when the caller goes away.
    ///
    /// # Errors
    /// 404 when the conversation is gone; 503 when the database is, or when too many wait.
    pub async fn receive(&self, ctx: &TenantCtx, message: CustomerMessage) -> Result<Message> {
        let (done, answer) = oneshot::channel();
        let lane = Arc::clone(&self.lanes.entry(ctx.tenant_id).or_default());
        let begin = {
            let mut lane = lane.lock().unwrap_or_else(PoisonError::into_inner);
            if lane.waiting.len() >= MOST_WAITING {
                return Err(Problem::unavailable("busy", "Too many messages at once. Send it again in a moment."));
            }
            lane.waiting.push(Waiting { message, done });
            !std::mem::replace(&mut lane.busy, true)
        };
        if begin {
            let (intake, ctx) = (self.clone(), TenantCtx::system(ctx.tenant_id));
            self.tasks.spawn("intake", async move { intake.work(&ctx, &lane).await });
        }
        answer.await.map_err(|_| Problem::unavailable("busy", "The message was not taken. Send it again."))?
    }

    async fn work(&self, ctx: &TenantCtx, lane: &Mutex<Lane>) {
        loop {
            let batch = {
                let mut lane = lane.lock().unwrap_or_else(PoisonError::into_inner);
                let count = lane.waiting.len().min(MOST_TOGETHER);
                if count == 0 {
                    lane.busy = false;
                    return;
                }
                lane.waiting.drain(..count).collect::<Vec<_>>()
            };
            let (now, later) = without_repeats(batch);
            self.write(ctx, now).await;
            for waiting in later {
                self.write(ctx, vec![waiting]).await;
            }
        }
    }

    async fn write(&self, ctx: &TenantCtx, batch: Vec<Waiting>) {
        let messages: Vec<&CustomerMessage> = batch.iter().map(|w| &w.message).collect();
        match self.commit(ctx, &messages).await {
            Ok(results) => {
                for (waiting, result) in batch.into_iter().zip(results) {
                    // The caller may be gone; the message is kept all the same.
                    let _ = waiting.done.send(result);
                }
            }
            // One bad message (its repeat is being written elsewhere, its conversation was deleted) must not fail the
            // others, so each has its own transaction then.
            Err(problem) if batch.len() > 1 && problem.status.as_u16() != 503 => {
                for waiting in batch {
                    Box::pin(self.write(ctx, vec![waiting])).await;
                }
            }
            Err(_) if batch.len() == 1 && batch.first().is_some_and(|w| w.message.client_id.is_some()) => {
                for waiting in batch {
                    let again = self.commit(ctx, &[&waiting.message]).await;
                    let _ = waiting
                        .done
                        .send(again.and_then(|mut results| results.pop().unwrap_or_else(|| Err(Problem::not_found("conversation")))));
                }
            }
            Err(problem) => {
                for waiting in batch {
                    let _ = waiting.done.send(Err(problem.clone()));
                }
            }
        }
    }

    async fn commit(&self, ctx: &TenantCtx, messages: &[&CustomerMessage]) -> Result<Vec<Result<Message>>> {
        let mut tx = self.db.tenant(ctx).await?;
        let results = insert(&mut tx, messages).await?;
        tx.commit().await?;
        Ok(results)
    }
}

/// Two of one `client_id` in one batch: the second waits, and then finds the first.
fn without_repeats(batch: Vec<Waiting>) -> (Vec<Waiting>, Vec<Waiting>) {
    let mut seen = HashSet::new();
    batch.into_iter().partition(|w| match &w.message.client_id {
        Some(client_id) => seen.insert((w.message.conversation_id, client_id.clone())),
        None => true,
    })
}

#[allow(clippy::as_conversions, reason = "how sqlx is told that elements may be null")]
async fn insert(tx: &mut TenantTx, messages: &[&CustomerMessage]) -> Result<Vec<Result<Message>>> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let ids: Vec<Uuid> = messages.iter().map(|_| tx.new_id()).collect();
    // Conversations are locked in the order of their ids, so that two batches never wait for each other in a circle.
    // The laterals keep each look-up one step down an index, whatever the planner believes of a young table.
    let rows = sqlx::query!(
        r#"WITH input AS (
             SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[])
               WITH ORDINALITY AS i (id, conversation_id, contact_id, name, content, client_id, ord)
           ), locked AS MATERIALIZED (
             SELECT c.* FROM (SELECT DISTINCT conversation_id FROM input ORDER BY 1) i CROSS JOIN LATERAL (
               SELECT c.id, c.last_seq, c.status, c.assignee_id FROM conversations c
               WHERE c.tenant_id = $1 AND c.id = i.conversation_id FOR NO KEY UPDATE) c
           ), fresh AS (
             SELECT i.*, l.status, l.last_seq + row_number() OVER (PARTITION BY i.conversation_id ORDER BY i.ord) AS seq
             FROM input i JOIN locked l ON l.id = i.conversation_id LEFT JOIN LATERAL (
               SELECT true AS there FROM messages m WHERE m.tenant_id = $1 AND m.conversation_id = i.conversation_id
                 AND m.sender_kind = 'customer' AND m.client_id = i.client_id LIMIT 1) earlier ON true
             WHERE earlier.there IS NULL
           ), written AS (
             INSERT INTO messages (tenant_id, id, conversation_id, seq, sender_kind, sender_id, sender_name, content, client_id, created_at)
             SELECT $1, f.id, f.conversation_id, f.seq, 'customer', f.contact_id, f.name, f.content, f.client_id, $8 FROM fresh f
           ), moved AS (
             UPDATE conversations c SET
               last_seq = n.seq, last_message = left(n.content, $9), last_sender_kind = 'customer', last_message_at = $8, updated_at = $8,
               unread_count = c.unread_count + n.count,
               -- A new message reopens; nobody's conversation goes back to the bot.
               status = CASE WHEN c.status = 'resolved' THEN 'open' ELSE c.status END,
               resolved_at = NULL,
               handover_reason = CASE WHEN c.status = 'resolved' AND c.assignee_id IS NULL THEN NULL ELSE c.handover_reason END,
               handover_summary = CASE WHEN c.status = 'resolved' AND c.assignee_id IS NULL THEN NULL ELSE c.handover_summary END,
               handover_at = CASE WHEN c.status = 'resolved' AND c.assignee_id IS NULL THEN NULL ELSE c.handover_at END
             FROM (SELECT DISTINCT ON (conversation_id) conversation_id, seq, content,
                     count(*) OVER (PARTITION BY conversation_id)::int AS count
                   FROM fresh ORDER BY conversation_id, seq DESC) n
             WHERE c.tenant_id = $1 AND c.id = n.conversation_id
           )
           SELECT i.ord AS "ord!", (l.id IS NOT NULL) AS "known!", f.seq, coalesce(l.status = 'resolved', false) AS "reopened!", l.assignee_id AS "assignee_id?"
           FROM input i LEFT JOIN locked l ON l.id = i.conversation_id LEFT JOIN fresh f ON f.ord = i.ord ORDER BY i.ord"#,
        tenant_id,
        &ids,
        &messages.iter().map(|m| m.conversation_id).collect::<Vec<_>>(),
        &messages.iter().map(|m| m.contact_id).collect::<Vec<_>>(),
        &messages.iter().map(|m| m.sender_name.clone()).collect::<Vec<_>>() as &[Option<String>],
        &messages.iter().map(|m| m.content.clone()).collect::<Vec<_>>(),
        &messages.iter().map(|m| m.client_id.clone()).collect::<Vec<_>>() as &[Option<String>],
        now,
        PREVIEW
    )
    .fetch_all(&mut **tx)
    .await?;

    let mut results = Vec::with_capacity(messages.len());
    let mut reopened = HashSet::new();
    for ((input, id), row) in messages.iter().zip(ids).zip(rows) {
        let result = match (row.known, row.seq) {
            (false, _) => Err(Problem::not_found("conversation")),
            (true, Some(seq)) => {
                let message = Message {
                    id,
                    conversation_id: input.conversation_id,
                    seq,
                    sender: Sender { kind: SenderKind::Customer, id: Some(input.contact_id), name: input.sender_name.clone() },
                    content: input.content.clone(),
                    citations: Vec::new(),
                    private: false,
                    client_id: input.client_id.clone(),
                    created_at: now,
                };
                if let Some(mut job) = input.job.clone() {
                    if let Some(payload) = job.payload.as_object_mut() {
                        payload.insert("message_id".into(), id.to_string().into());
                    }
                    tx.enqueue(job);
                }
                if seq == 1 {
                    let conversation = conversations::load(tx, input.conversation_id).await?;
                    tx.emit(&ConversationCreated(conversation))?;
                }
                tx.emit(&MessageCreated(message.clone()))?;
                if let Some(assignee_id) = row.assignee_id {
                    tx.emit(&ConversationReplied { id: input.conversation_id, message_id: id, assignee_id })?;
                }
                if row.reopened {
                    reopened.insert(input.conversation_id);
                }
                Ok(message)
            }
            // A repeat: the message is there already.
            (true, None) => match &input.client_id {
                Some(client_id) => with_client_id(tx, input.conversation_id, SenderKind::Customer, client_id)
                    .await?
                    .ok_or_else(|| Problem::not_found("message")),
                None => Err(Problem::internal("a message without client_id was taken for a repeat")),
            },
        };
        results.push(result);
    }
    for id in reopened {
        conversations::announce(tx, id).await?;
    }
    Ok(results)
}
