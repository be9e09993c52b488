//! Conversations and messages as everyone sees them, and what `chatbots` needs of `inbox`.

use crate::{
    contacts::ContactSummary,
    grounding::{Answer, Citation, HandoverReason, Turn},
    words::{Channel, ConversationStatus, Priority, SenderKind, SuggestionStatus},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{NewJob, Result, TenantCtx, TenantTx};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Sender {
    pub kind: SenderKind,
    pub id: Option<Uuid>,
    pub name: Option<String>,
}

/// One entry of a conversation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Message {
    pub id: Uuid,
    pub conversation_id: Uuid,
    /// Rises within the conversation.
    pub seq: i64,
    pub sender: Sender,
    pub content: String,
    pub citations: Vec<Citation>,
    /// A note among staff.
    pub private: bool,
    /// What the sender called it, so that a repeat is recognised.
    pub client_id: Option<String>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Assignee {
    pub id: Uuid,
    pub name: String,
}

/// The team that a conversation stands with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConversationTeam {
    pub id: Uuid,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Handover {
    pub reason: String,
    pub summary: String,
    pub at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LastMessage {
    /// The beginning of it.
    pub content: String,
    pub sender_kind: SenderKind,
    pub created_at: DateTime<Utc>,
}

/// A thread with one contact on one channel.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Conversation {
    pub id: Uuid,
    pub status: ConversationStatus,
    pub channel: Channel,
    pub priority: Priority,
    pub contact: ContactSummary,
    pub assignee: Option<Assignee>,
    pub team: Option<ConversationTeam>,
    pub chatbot_id: Option<Uuid>,
    pub handover: Option<Handover>,
    pub subject: Option<String>,
    pub last_message: Option<LastMessage>,
    pub last_message_at: DateTime<Utc>,
    /// The last sequence number given in it.
    pub last_seq: i64,
    /// Customer messages since staff last read.
    pub unread_count: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub resolved_at: Option<DateTime<Utc>>,
}

/// An AI draft for staff.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    pub id: Uuid,
    pub conversation_id: Uuid,
    pub in_reply_to: Option<Uuid>,
    pub content: String,
    pub grounded: bool,
    pub confidence: f32,
    pub citations: Vec<Citation>,
    /// Why it is not grounded, when it is not.
    pub reason: Option<String>,
    pub provider: String,
    pub status: SuggestionStatus,
    pub rating: Option<i16>,
    pub created_at: DateTime<Utc>,
}

/// A customer's message on its way in.
#[derive(Debug, Clone)]
pub struct CustomerMessage {
    pub conversation_id: Uuid,
    pub contact_id: Uuid,
    pub sender_name: Option<String>,
    pub content: String,
    pub client_id: Option<String>,
    /// Becomes due with the message, with its `message_id` added to the payload. Not for a repeat.
    pub job: Option<NewJob>,
}

/// What an answer job has to look at.
#[derive(Debug, Clone)]
pub struct AnswerContext {
    pub conversation: Conversation,
    /// The customer's message that wants an answer; none when it has one, or a person has the conversation.
    pub question: Option<Message>,
    /// Public turns before the question, oldest first.
    pub history: Vec<Turn>,
}

/// `inbox` implements it for `chatbots`.
#[async_trait]
pub trait Conversations: Send + Sync {
    /// # Errors
    /// 503 when the database is not there.
    async fn open(&self, tx: &mut TenantTx, contact: &ContactSummary, chatbot_id: Option<Uuid>, channel: Channel) -> Result<Conversation>;

    /// Writes a customer's message, together with others that arrive at the same moment, and answers when it is
    /// committed. A known `client_id` gives the message that is already there.
    ///
    /// # Errors
    /// 404 when the conversation is gone.
    async fn receive(&self, ctx: &TenantCtx, message: CustomerMessage) -> Result<Message>;

    /// # Errors
    /// 404 when there is no such conversation.
    async fn get(&self, tx: &mut TenantTx, id: Uuid) -> Result<Conversation>;

    /// Public messages with `seq` above `since`, oldest first.
    ///
    /// # Errors
    /// 503 when the database is not there.
    async fn public_messages(&self, tx: &mut TenantTx, id: Uuid, since: i64, limit: i64) -> Result<Vec<Message>>;

    /// # Errors
    /// 404 when there is no such conversation.
    async fn answer_context(&self, tx: &mut TenantTx, id: Uuid, message_id: Uuid) -> Result<AnswerContext>;

    /// The AI's reply to a customer's message. None when it has been answered already.
    ///
    /// # Errors
    /// 404 when there is no such conversation.
    async fn reply(
        &self,
        tx: &mut TenantTx,
        question: &Message,
        chatbot_id: Uuid,
        chatbot_name: &str,
        answer: &Answer,
    ) -> Result<Option<Message>>;

    /// Gives the conversation to people: status open, reason and summary kept, the customer told `notice`. Returns
    /// false when it is with people already.
    ///
    /// # Errors
    /// 404 when there is no such conversation.
    async fn hand_over(&self, tx: &mut TenantTx, id: Uuid, reason: HandoverReason, summary: &str, notice: Option<&str>) -> Result<bool>;

    /// A draft for staff. None when there is one for that message already.
    ///
    /// # Errors
    /// 404 when there is no such conversation.
    async fn suggest(
        &self,
        tx: &mut TenantTx,
        conversation_id: Uuid,
        in_reply_to: Option<Uuid>,
        answer: &Answer,
    ) -> Result<Option<Suggestion>>;

    /// Moves a conversation to another contact (the visitor said who they are).
    ///
    /// # Errors
    /// 404 when there is no such conversation.
    async fn change_contact(&self, tx: &mut TenantTx, id: Uuid, contact: &ContactSummary) -> Result<()>;
}
