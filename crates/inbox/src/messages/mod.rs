pub mod intake;
pub mod list;
pub mod send;

use chrono::{DateTime, Utc};
use contracts::{Citation, Message, Sender, SenderKind, events::MessageCreated};
use kernel::{Problem, Result, TenantTx};
use serde_json::Value;
use uuid::Uuid;

/// How much of a message the list shows.
pub(crate) const PREVIEW: i32 = 200;

pub(crate) struct Row {
    pub id: Uuid,
    pub conversation_id: Uuid,
    pub seq: i64,
    pub sender_kind: SenderKind,
    pub sender_id: Option<Uuid>,
    pub sender_name: Option<String>,
    pub content: String,
    pub citations: Value,
    pub private: bool,
    pub client_id: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl From<Row> for Message {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            conversation_id: row.conversation_id,
            seq: row.seq,
            sender: Sender { kind: row.sender_kind, id: row.sender_id, name: row.sender_name },
            content: row.content,
            citations: serde_json::from_value(row.citations).unwrap_or_default(),
            private: row.private,
            client_id: row.client_id,
            created_at: row.created_at,
        }
    }
}

macro_rules! message_query {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::messages::Row,
            "SELECT id, conversation_id, seq, sender_kind AS \"sender_kind: _\", sender_id, sender_name, content, citations, private, client_id, created_at
             FROM messages " + $tail
            $(, $arg)*
        )
    };
}
pub(crate) use message_query;

/// A message that staff, the AI or the system adds.
pub(crate) struct NewMessage {
    pub kind: SenderKind,
    pub sender_id: Option<Uuid>,
    pub sender_name: Option<String>,
    pub content: String,
    pub citations: Vec<Citation>,
    pub private: bool,
    pub client_id: Option<String>,
    pub in_reply_to: Option<Uuid>,
}

impl NewMessage {
    pub fn new(kind: SenderKind, content: impl Into<String>) -> Self {
        Self {
            kind,
            sender_id: None,
            sender_name: None,
            content: content.into(),
            citations: Vec::new(),
            private: false,
            client_id: None,
            in_reply_to: None,
        }
    }
}

/// Adds a message at the conversation's end and tells everyone who may see it. The update of the conversation's row is
/// what makes two at the same moment follow one another.
pub(crate) async fn append(tx: &mut TenantTx, conversation_id: Uuid, new: NewMessage) -> Result<Message> {
    let (tenant_id, id, now) = (tx.tenant_id(), tx.new_id(), tx.now());
    // The list shows what people and the AI said last, not our notice that somebody will answer.
    let unlisted = new.private || new.kind == SenderKind::System;
    let seq = sqlx::query_scalar!(
        "UPDATE conversations SET last_seq = last_seq + 1, updated_at = $3,
           last_message = CASE WHEN $4 THEN last_message ELSE left($5, $6) END,
           last_sender_kind = CASE WHEN $4 THEN last_sender_kind ELSE $7 END,
           last_message_at = CASE WHEN $4 THEN last_message_at ELSE $3 END,
           unread_count = CASE WHEN $7 = 'staff' AND NOT $4 THEN 0 WHEN $7 = 'customer' THEN unread_count + 1 ELSE unread_count END
         WHERE tenant_id = $1 AND id = $2 RETURNING last_seq",
        tenant_id,
        conversation_id,
        now,
        unlisted,
        new.content,
        PREVIEW,
        new.kind.as_str()
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("conversation"))?;
    sqlx::query!(
        "INSERT INTO messages (tenant_id, id, conversation_id, seq, sender_kind, sender_id, sender_name, content, citations, private, client_id, in_reply_to, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        tenant_id,
        id,
        conversation_id,
        seq,
        new.kind.as_str(),
        new.sender_id,
        new.sender_name,
        new.content,
        serde_json::to_value(&new.citations).map_err(Problem::internal)?,
        new.private,
        new.client_id,
        new.in_reply_to,
        now
    )
    .execute(&mut **tx)
    .await?;
    let message = Message {
        id,
        conversation_id,
        seq,
        sender: Sender { kind: new.kind, id: new.sender_id, name: new.sender_name },
        content: new.content,
        citations: new.citations,
        private: new.private,
        client_id: new.client_id,
        created_at: now,
    };
    tx.emit(&MessageCreated(message.clone()))?;
    Ok(message)
}

/// The message that already has this `client_id`.
pub(crate) async fn with_client_id(tx: &mut TenantTx, conversation_id: Uuid, kind: SenderKind, client_id: &str) -> Result<Option<Message>> {
    let tenant_id = tx.tenant_id();
    let row = message_query!(
        "WHERE tenant_id = $1 AND conversation_id = $2 AND sender_kind = $3 AND client_id = $4",
        tenant_id,
        conversation_id,
        kind.as_str(),
        client_id
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Message::from))
}
