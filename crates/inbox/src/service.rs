//! What `chatbots` uses of the inbox.

use crate::{
    Intake, conversations,
    messages::{self, NewMessage, message_query},
    suggestions::{self, create::turn},
};
use async_trait::async_trait;
use contracts::{
    Answer, Channel, Conversation, Conversations, Message, SenderKind, Suggestion,
    contacts::ContactSummary,
    events::{ConversationCreated, ConversationHandedOver},
    grounding::HandoverReason,
    inbox::{AnswerContext, CustomerMessage},
};
use kernel::{Permission, Problem, Result, TenantCtx, TenantTx};
use uuid::Uuid;

/// How many earlier messages an answer looks at.
const TURNS: i64 = 20;

pub struct Inbox {
    pub intake: Intake,
}

#[async_trait]
impl Conversations for Inbox {
    async fn open(&self, tx: &mut TenantTx, contact: &ContactSummary, chatbot_id: Option<Uuid>, channel: Channel) -> Result<Conversation> {
        let (tenant_id, id, now) = (tx.tenant_id(), tx.new_id(), tx.now());
        // Who sees only their own has what they open; else they would not see it.
        let assignee = tx.ctx().user_id().filter(|_| tx.ctx().only_assigned);
        if tx.ctx().only_assigned && assignee.is_none() {
            // An API key has none of its own.
            return Err(Problem::forbidden(Permission::ConversationsReadAll.as_str()));
        }
        sqlx::query!(
            "INSERT INTO conversations (tenant_id, id, contact_id, chatbot_id, channel, status, priority, assignee_id, last_message_at, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, 'open', 'normal', $6, $7, $7, $7)",
            tenant_id,
            id,
            contact.id,
            chatbot_id,
            channel.as_str(),
            assignee,
            now
        )
        .execute(&mut **tx)
        .await?;
        let conversation = conversations::load(tx, id).await?;
        // A visitor who only opened the widget has said nothing yet; the first message announces the conversation.
        if channel != Channel::Widget {
            tx.emit(&ConversationCreated(conversation.clone()))?;
        }
        Ok(conversation)
    }

    async fn receive(&self, ctx: &TenantCtx, message: CustomerMessage) -> Result<Message> {
        self.intake.receive(ctx, message).await
    }

    async fn get(&self, tx: &mut TenantTx, id: Uuid) -> Result<Conversation> {
        conversations::load(tx, id).await
    }

    async fn public_messages(&self, tx: &mut TenantTx, id: Uuid, since: i64, limit: i64) -> Result<Vec<Message>> {
        let tenant_id = tx.tenant_id();
        let rows = message_query!(
            "WHERE tenant_id = $1 AND conversation_id = $2 AND seq > $3 AND NOT private ORDER BY seq LIMIT $4",
            tenant_id,
            id,
            since,
            limit
        )
        .fetch_all(&mut **tx)
        .await?;
        Ok(rows.into_iter().map(Message::from).collect())
    }

    async fn answer_context(&self, tx: &mut TenantTx, id: Uuid, message_id: Uuid) -> Result<AnswerContext> {
        let tenant_id = tx.tenant_id();
        let conversation = conversations::load(tx, id).await?;
        let question = message_query!("WHERE tenant_id = $1 AND conversation_id = $2 AND id = $3", tenant_id, id, message_id)
            .fetch_optional(&mut **tx)
            .await?
            .map(Message::from)
            .ok_or_else(|| Problem::not_found("message"))?;
        let answered = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM messages WHERE tenant_id = $1 AND conversation_id = $2
                 AND (in_reply_to = $3 OR (seq > $4 AND sender_kind = 'staff' AND NOT private))) AS "answered!""#,
            tenant_id,
            id,
            message_id,
            question.seq
        )
        .fetch_one(&mut **tx)
        .await?;
        let mut rows = message_query!(
            "WHERE tenant_id = $1 AND conversation_id = $2 AND seq < $3 AND NOT private AND sender_kind <> 'system' ORDER BY seq DESC LIMIT $4",
            tenant_id,
            id,
            question.seq,
            TURNS
        )
        .fetch_all(&mut **tx)
        .await?;
        rows.reverse();
        let history = rows.into_iter().map(Message::from).map(|m| turn(&m)).collect();
        Ok(AnswerContext { conversation, question: (!answered).then_some(question), history })
    }

    async fn reply(
        &self,
        tx: &mut TenantTx,
        question: &Message,
        chatbot_id: Uuid,
        chatbot_name: &str,
        answer: &Answer,
    ) -> Result<Option<Message>> {
        let conversation = conversations::lock(tx, question.conversation_id).await?;
        let tenant_id = tx.tenant_id();
        let answered = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM messages WHERE tenant_id = $1 AND in_reply_to = $2 AND sender_kind = 'ai') AS "answered!""#,
            tenant_id,
            question.id
        )
        .fetch_one(&mut **tx)
        .await?;
        // While the answer was made, a person may have taken over.
        if answered || is_with_people(&conversation) {
            return Ok(None);
        }
        let message = NewMessage {
            sender_id: Some(chatbot_id),
            sender_name: Some(chatbot_name.to_owned()),
            citations: answer.citations.clone(),
            in_reply_to: Some(question.id),
            ..NewMessage::new(SenderKind::Ai, answer.content.clone())
        };
        Ok(Some(messages::append(tx, question.conversation_id, message).await?))
    }

    async fn hand_over(&self, tx: &mut TenantTx, id: Uuid, reason: HandoverReason, summary: &str, notice: Option<&str>) -> Result<bool> {
        let conversation = conversations::lock(tx, id).await?;
        if is_with_people(&conversation) {
            return Ok(false);
        }
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        sqlx::query!(
            "UPDATE conversations SET status = 'open', resolved_at = NULL, handover_reason = $3, handover_summary = $4, handover_at = $5, updated_at = $5
             WHERE tenant_id = $1 AND id = $2",
            tenant_id,
            id,
            reason.as_str(),
            summary,
            now
        )
        .execute(&mut **tx)
        .await?;
        if let Some(notice) = notice {
            messages::append(tx, id, NewMessage::new(SenderKind::System, notice)).await?;
        }
        conversations::announce(tx, id).await?;
        tx.emit(&ConversationHandedOver { id, reason: reason.as_str().to_owned() })?;
        Ok(true)
    }

    async fn suggest(
        &self,
        tx: &mut TenantTx,
        conversation_id: Uuid,
        in_reply_to: Option<Uuid>,
        answer: &Answer,
    ) -> Result<Option<Suggestion>> {
        if answer.grounded {
            return suggestions::insert(tx, conversation_id, in_reply_to, answer).await;
        }
        let draft = Answer { content: suggestions::create::holding_reply().into(), ..answer.clone() };
        suggestions::insert(tx, conversation_id, in_reply_to, &draft).await
    }

    async fn change_contact(&self, tx: &mut TenantTx, id: Uuid, contact: &ContactSummary) -> Result<()> {
        conversations::lock(tx, id).await?;
        let tenant_id = tx.tenant_id();
        sqlx::query!("UPDATE conversations SET contact_id = $3 WHERE tenant_id = $1 AND id = $2", tenant_id, id, contact.id)
            .execute(&mut **tx)
            .await?;
        conversations::announce(tx, id).await?;
        Ok(())
    }
}

/// Handed over or assigned: the bot keeps silent.
fn is_with_people(conversation: &Conversation) -> bool {
    conversation.handover.is_some() || conversation.assignee.is_some()
}
