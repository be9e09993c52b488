pub mod list;
pub mod open;
pub mod read;
pub mod update;

use chrono::{DateTime, Utc};
use contracts::{
    Channel, Conversation, ConversationStatus, Priority, SenderKind,
    contacts::ContactSummary,
    events::ConversationUpdated,
    inbox::{Assignee, ConversationTeam, Handover, LastMessage},
};
use kernel::{Problem, Result, TenantTx};
use uuid::Uuid;

/// A conversation with what it shows of contact and assignee, as one row.
pub(crate) struct Row {
    pub id: Uuid,
    pub status: ConversationStatus,
    pub channel: Channel,
    pub priority: Priority,
    pub subject: Option<String>,
    pub contact_id: Uuid,
    pub contact_name: Option<String>,
    pub contact_email: Option<String>,
    pub assignee_id: Option<Uuid>,
    pub assignee_name: Option<String>,
    pub team_id: Option<Uuid>,
    pub team_name: Option<String>,
    pub chatbot_id: Option<Uuid>,
    pub handover_reason: Option<String>,
    pub handover_summary: Option<String>,
    pub handover_at: Option<DateTime<Utc>>,
    pub last_seq: i64,
    pub last_message: Option<String>,
    pub last_sender_kind: Option<SenderKind>,
    pub last_message_at: DateTime<Utc>,
    pub unread_count: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub resolved_at: Option<DateTime<Utc>>,
}

impl From<Row> for Conversation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            status: row.status,
            channel: row.channel,
            priority: row.priority,
            contact: ContactSummary { id: row.contact_id, name: row.contact_name, email: row.contact_email },
            assignee: row.assignee_id.map(|id| Assignee { id, name: row.assignee_name.unwrap_or_default() }),
            team: row.team_id.map(|id| ConversationTeam { id, name: row.team_name.unwrap_or_default() }),
            chatbot_id: row.chatbot_id,
            handover: row.handover_reason.map(|reason| Handover {
                reason,
                summary: row.handover_summary.unwrap_or_default(),
                at: row.handover_at,
            }),
            subject: row.subject,
            last_message: row.last_message.zip(row.last_sender_kind).map(|(content, sender_kind)| LastMessage {
                content,
                sender_kind,
                created_at: row.last_message_at,
            }),
            last_message_at: row.last_message_at,
            last_seq: row.last_seq,
            unread_count: row.unread_count,
            created_at: row.created_at,
            updated_at: row.updated_at,
            resolved_at: row.resolved_at,
        }
    }
}

/// `SELECT … FROM conversations c …` with a tail of one's own, checked at compile time like any other query.
macro_rules! conversation_query {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::conversations::Row,
            r#"SELECT c.id, c.status AS "status: _", c.channel AS "channel: _", c.priority AS "priority: _", c.subject, c.contact_id, k.name AS contact_name, k.email AS contact_email,
                 c.assignee_id, u.name AS "assignee_name?", c.team_id, t.name AS "team_name?", c.chatbot_id, c.handover_reason, c.handover_summary, c.handover_at,
                 c.last_seq, c.last_message, c.last_sender_kind AS "last_sender_kind: _", c.last_message_at, c.unread_count, c.created_at, c.updated_at, c.resolved_at
               FROM conversations c
               JOIN contacts k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id
               LEFT JOIN users u ON u.id = c.assignee_id
               LEFT JOIN teams t ON t.tenant_id = c.tenant_id AND t.id = c.team_id "# + $tail
            $(, $arg)*
        )
    };
}
pub(crate) use conversation_query;

/// # Errors
/// 404.
pub(crate) async fn load(tx: &mut TenantTx, id: Uuid) -> Result<Conversation> {
    let tenant_id = tx.tenant_id();
    let row = conversation_query!("WHERE c.tenant_id = $1 AND c.id = $2", tenant_id, id).fetch_optional(&mut **tx).await?;
    row.map(Conversation::from).ok_or_else(|| Problem::not_found("conversation"))
}

/// The same, and nobody else changes it until this transaction ends.
pub(crate) async fn lock(tx: &mut TenantTx, id: Uuid) -> Result<Conversation> {
    let tenant_id = tx.tenant_id();
    let row =
        conversation_query!("WHERE c.tenant_id = $1 AND c.id = $2 FOR NO KEY UPDATE OF c", tenant_id, id).fetch_optional(&mut **tx).await?;
    row.map(Conversation::from).ok_or_else(|| Problem::not_found("conversation"))
}

/// Loads the conversation as it is now and tells everyone.
pub(crate) async fn announce(tx: &mut TenantTx, id: Uuid) -> Result<Conversation> {
    let conversation = load(tx, id).await?;
    tx.emit(&ConversationUpdated(conversation.clone()))?;
    Ok(conversation)
}
