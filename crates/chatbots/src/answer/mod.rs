//! What the bot does with a customer's message: answer, or hand over, or draft for staff.

use crate::{bots::ChatbotMode, public::PublicChatbots};
use async_trait::async_trait;
use contracts::{
    Answer, Answerer, Conversations, Message, Question, SenderKind,
    grounding::{HandoverReason, Turn},
    inbox::AnswerContext,
};
use jobs::{Handler, Job, Queue};
use kernel::{Db, NewJob, Result};
use realtime::{Frame, Hub};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

const KIND: &str = "chatbots.answer";

#[derive(Debug, Deserialize)]
struct Payload {
    conversation_id: Uuid,
    chatbot_id: Uuid,
    message_id: Uuid,
}

/// The job that follows a customer's message. The inbox adds the message's id.
pub(crate) fn job(conversation_id: Uuid, chatbot_id: Uuid) -> NewJob {
    NewJob::new(KIND, json!({ "conversation_id": conversation_id, "chatbot_id": chatbot_id }))
}

/// The queue that answers; `places` at once.
#[must_use]
pub fn queue(
    places: usize,
    db: &Db,
    conversations: Arc<dyn Conversations>,
    answerer: Arc<dyn Answerer>,
    chatbots: PublicChatbots,
    hub: Hub,
) -> Queue {
    Queue::new("answers", places).on(KIND, Arc::new(AnswerMessage { db: db.clone(), conversations, answerer, chatbots, hub }))
}

struct AnswerMessage {
    db: Db,
    conversations: Arc<dyn Conversations>,
    answerer: Arc<dyn Answerer>,
    chatbots: PublicChatbots,
    hub: Hub,
}

#[async_trait]
impl Handler for AnswerMessage {
    async fn run(&self, job: &Job) -> Result<()> {
        let payload: Payload = job.payload()?;
        let chatbot = match self.chatbots.get(job.tenant_id, payload.chatbot_id).await {
            Ok(chatbot) => chatbot,
            // Deleted meanwhile: people answer.
            Err(problem) if problem.status.as_u16() == 404 => return Ok(()),
            Err(problem) => return Err(problem),
        };
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let context = self.conversations.answer_context(&mut tx, payload.conversation_id, payload.message_id).await?;
        drop(tx);
        let Some(message) = context.question.clone() else { return Ok(()) };
        let bot = &chatbot.bot;
        let alone = bot.mode == ChatbotMode::Auto && context.conversation.handover.is_none() && context.conversation.assignee.is_none();
        if alone {
            self.show_typing(job.tenant_id, payload.conversation_id, &bot.name, true);
        }
        let answer = self.answer(job, &context, &message, &bot.name).await;
        if alone {
            self.show_typing(job.tenant_id, payload.conversation_id, &bot.name, false);
        }
        let answer = answer?;
        match reason_to_hand_over(&answer, alone) {
            None => {
                let mut tx = self.db.tenant(&job.ctx()).await?;
                let sent = self.conversations.reply(&mut tx, &message, bot.id, &bot.name, &answer).await?;
                if sent.is_none() {
                    // A person took over while the answer was made: it helps them as a draft.
                    self.conversations.suggest(&mut tx, payload.conversation_id, Some(message.id), &answer).await?;
                }
                job.finish(&mut tx).await?;
                tx.commit().await
            }
            Some(reason) => {
                let open = bot.business_hours.as_ref().is_none_or(|hours| hours.is_open(self.db.clock().now()));
                let notice = match (bot.mode, open) {
                    (ChatbotMode::Auto, true) => {
                        Some("I don't have a sure answer to that, so I've passed it to a colleague. They will reply here.")
                    }
                    (ChatbotMode::Auto, false) => Some(bot.away_message.as_str()),
                    _ => None,
                };
                let summary =
                    if context.conversation.handover.is_none() { self.summary(job, &context, &message).await? } else { String::new() };
                let mut tx = self.db.tenant(&job.ctx()).await?;
                self.conversations.hand_over(&mut tx, payload.conversation_id, reason, &summary, notice).await?;
                self.conversations.suggest(&mut tx, payload.conversation_id, Some(message.id), &answer).await?;
                job.finish(&mut tx).await?;
                tx.commit().await
            }
        }
    }
}

impl AnswerMessage {
    async fn answer(&self, job: &Job, context: &AnswerContext, message: &Message, persona: &str) -> Result<Answer> {
        let question = Question {
            text: message.content.clone(),
            history: context.history.clone(),
            persona: Some(persona.to_owned()),
            purpose: "answer",
        };
        match self.answerer.answer(&job.ctx(), &question).await {
            Err(problem) if job.is_last_attempt() => {
                // The customer is not left without an answer because ours could not be made.
                tracing::warn!(%problem, conversation = %message.conversation_id, "no answer could be made; handing over");
                Ok(Answer {
                    content: String::new(),
                    grounded: false,
                    confidence: 0.0,
                    citations: Vec::new(),
                    provider: "none".into(),
                    handover: Some(HandoverReason::ProviderFailed),
                })
            }
            answer => answer,
        }
    }

    async fn summary(&self, job: &Job, context: &AnswerContext, message: &Message) -> Result<String> {
        let mut turns = context.history.clone();
        turns.push(Turn { from_customer: message.sender.kind == SenderKind::Customer, text: message.content.clone() });
        let contact = &context.conversation.contact;
        let contact = contact.name.as_deref().or(contact.email.as_deref());
        self.answerer.summarize(&job.ctx(), &turns, contact).await
    }

    fn show_typing(&self, tenant_id: Uuid, conversation_id: Uuid, name: &str, typing: bool) {
        let data = json!({ "conversation_id": conversation_id, "sender": { "kind": "ai", "id": null, "name": name }, "typing": typing });
        let frame = Frame::new("typing", None, &data);
        self.hub.tell_visitor(tenant_id, conversation_id, &frame);
        self.hub.tell_staff_of(tenant_id, conversation_id, frame);
    }
}

/// Not grounded and nothing to hand over is a polite word back to a greeting or a thank-you.
fn reason_to_hand_over(answer: &Answer, alone: bool) -> Option<HandoverReason> {
    if alone { answer.handover } else { Some(HandoverReason::AssistMode) }
}
