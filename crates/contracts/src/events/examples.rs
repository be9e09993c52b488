//! Made-up data of each kind of event, out of the types themselves: for the reference, and for trying out a subscriber.

use super::{
    CatalogueChanged, ConversationCreated, ConversationHandedOver, ConversationMoved, ConversationReplied, ConversationUpdated,
    DocumentUpdated, MemberRemoved, MemberUpdated, MessageCreated, NotificationCreated, Placement, SuggestionCreated, SuggestionUpdated,
    TenantUpdated, WebhookEndpointDisabled,
};
use crate::{
    contacts::ContactSummary,
    documents::{Document, DocumentStatus},
    grounding::Citation,
    inbox::{Assignee, Conversation, Handover, LastMessage, Message, Sender, Suggestion},
    words::{Channel, ConversationStatus, Priority, SenderKind, SuggestionStatus},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// 10 March 2026, ten in the morning, and so many seconds.
fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_773_136_800_i64.saturating_add(seconds), 0).unwrap_or_default()
}

/// An id (UUIDv7) of that morning.
fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x019c_d7a1_0d00_7000_8000_0000_0000_0000 | number)
}

fn json<T: Serialize>(data: &T) -> Value {
    serde_json::to_value(data).unwrap_or_default()
}

fn citation() -> Citation {
    Citation {
        document_id: Some(id(0x30)),
        catalogue_item_id: None,
        title: "Warranty".into(),
        locator: Some("page 3 · Battery".into()),
        quote: "The battery is covered for eight years or 160,000 km.".into(),
    }
}

fn message() -> Message {
    Message {
        id: id(0x11),
        conversation_id: id(0x10),
        seq: 1,
        sender: Sender { kind: SenderKind::Customer, id: Some(id(0x20)), name: Some("Jordan Ellis".into()) },
        content: "How long is the battery covered?".into(),
        citations: Vec::new(),
        private: false,
        client_id: Some("w-7f3a".into()),
        created_at: at(0),
    }
}

fn conversation() -> Conversation {
    Conversation {
        id: id(0x10),
        status: ConversationStatus::Open,
        channel: Channel::Widget,
        priority: Priority::Normal,
        contact: ContactSummary { id: id(0x20), name: Some("Jordan Ellis".into()), email: Some("jordan.ellis@mail.example".into()) },
        assignee: None,
        team: None,
        chatbot_id: Some(id(0x40)),
        handover: None,
        subject: None,
        last_message: Some(LastMessage {
            content: "How long is the battery covered?".into(),
            sender_kind: SenderKind::Customer,
            created_at: at(0),
        }),
        last_message_at: at(0),
        last_seq: 1,
        unread_count: 1,
        created_at: at(0),
        updated_at: at(0),
        resolved_at: None,
    }
}

fn suggestion() -> Suggestion {
    Suggestion {
        id: id(0x12),
        conversation_id: id(0x10),
        in_reply_to: Some(id(0x11)),
        content: "The battery is covered for eight years or 160,000 km.".into(),
        grounded: true,
        confidence: 0.75,
        citations: vec![citation()],
        reason: None,
        provider: "extractive".into(),
        status: SuggestionStatus::Pending,
        rating: None,
        created_at: at(2),
    }
}

pub(super) fn message_created() -> Value {
    json(&MessageCreated(message()))
}

pub(super) fn conversation_created() -> Value {
    json(&ConversationCreated(conversation()))
}

pub(super) fn conversation_updated() -> Value {
    let handover =
        Handover { reason: "asked_for_person".into(), summary: "Wants to speak to somebody about a refund.".into(), at: Some(at(60)) };
    let assignee = Assignee { id: id(0x50), name: "Dana Kowalski".into() };
    let changed =
        Conversation { handover: Some(handover), assignee: Some(assignee), unread_count: 0, updated_at: at(90), ..conversation() };
    json(&ConversationUpdated(changed))
}

pub(super) fn suggestion_created() -> Value {
    json(&SuggestionCreated(suggestion()))
}

pub(super) fn suggestion_updated() -> Value {
    json(&SuggestionUpdated(Suggestion { status: SuggestionStatus::Edited, rating: Some(4), ..suggestion() }))
}

pub(super) fn document_updated() -> Value {
    json(&DocumentUpdated(Document {
        id: id(0x30),
        title: "Warranty".into(),
        filename: "warranty.pdf".into(),
        media_type: "application/pdf".into(),
        size: 184_320,
        status: DocumentStatus::Ready,
        progress: 100,
        error: None,
        chunk_count: 42,
        page_count: Some(12),
        created_at: at(-3_600),
        updated_at: at(-3_540),
    }))
}

pub(super) fn catalogue_changed() -> Value {
    json(&CatalogueChanged { item_ids: vec![id(0x60), id(0x61)] })
}

pub(super) fn member_updated() -> Value {
    json(&MemberUpdated { user_id: Some(id(0x50)) })
}

pub(super) fn member_removed() -> Value {
    json(&MemberRemoved { user_id: id(0x50) })
}

pub(super) fn conversation_moved() -> Value {
    let nobody = Placement { assignee_id: None, team_id: None };
    json(&ConversationMoved { id: id(0x10), from: nobody, to: Placement { assignee_id: Some(id(0x50)), team_id: None } })
}

pub(super) fn conversation_handed_over() -> Value {
    json(&ConversationHandedOver { id: id(0x10), reason: "not_grounded".into() })
}

pub(super) fn conversation_replied() -> Value {
    json(&ConversationReplied { id: id(0x10), message_id: id(0x20), assignee_id: id(0x50) })
}

pub(super) fn notification_created() -> Value {
    json(&NotificationCreated { id: id(0x80), user_id: id(0x50), kind: "assignment".into() })
}

pub(super) fn tenant_updated() -> Value {
    json(&TenantUpdated {})
}

pub(super) fn webhook_endpoint_disabled() -> Value {
    json(&WebhookEndpointDisabled { endpoint_id: id(0x70), url: "https://hooks.corp.example/dealsmart".into(), reason: "failing".into() })
}
