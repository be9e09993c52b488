//! The kinds of events and what they carry. A kind is the `type` of its realtime frame.

mod catalogue;
mod examples;

pub use catalogue::{EventType, TYPES, event_type};

use crate::{
    documents::Document,
    inbox::{Conversation, Message, Suggestion},
    words::ConversationStatus,
};
use kernel::record::{Audience, Event};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! event {
    ($(#[$doc:meta])* $name:ident($inner:ty) = $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    };
}

event!(/// A message was written; private notes are for staff.
    MessageCreated(Message) = "message.created");
impl Event for MessageCreated {
    const KIND: &'static str = "message.created";
    fn audience(&self) -> Audience {
        if self.0.private { Audience::Staff } else { Audience::Everyone }
    }
    fn conversation_id(&self) -> Option<Uuid> {
        Some(self.0.conversation_id)
    }
}

event!(ConversationCreated(Conversation) = "conversation.created");
impl Event for ConversationCreated {
    const KIND: &'static str = "conversation.created";
    fn conversation_id(&self) -> Option<Uuid> {
        Some(self.0.id)
    }
}

event!(/// Status, assignee, priority, hand-over, contact or read state changed.
    ConversationUpdated(Conversation) = "conversation.updated");
impl Event for ConversationUpdated {
    const KIND: &'static str = "conversation.updated";
    fn audience(&self) -> Audience {
        Audience::Everyone
    }
    fn conversation_id(&self) -> Option<Uuid> {
        Some(self.0.id)
    }
}

/// With whom a conversation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Placement {
    pub assignee_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
}

impl From<&Conversation> for Placement {
    fn from(conversation: &Conversation) -> Self {
        Self { assignee_id: conversation.assignee.as_ref().map(|a| a.id), team_id: conversation.team.as_ref().map(|t| t.id) }
    }
}

/// A conversation stands with others now. Nobody's frame by itself: who sees only their own and saw it before, and does no
/// more, is sent `conversation.gone`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct ConversationMoved {
    // Not the event's conversation: that one decides who is told of an event, and this one tells those who may not see it.
    pub id: Uuid,
    pub from: Placement,
    pub to: Placement,
}
impl Event for ConversationMoved {
    const KIND: &'static str = "conversation.moved";
    fn audience(&self) -> Audience {
        Audience::Internal
    }
}

/// The AI gave a conversation to people.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConversationHandedOver {
    pub id: Uuid,
    /// Why, such as `not_grounded`.
    pub reason: String,
}
impl Event for ConversationHandedOver {
    const KIND: &'static str = "conversation.handed_over";
    fn audience(&self) -> Audience {
        Audience::Internal
    }
    fn conversation_id(&self) -> Option<Uuid> {
        Some(self.id)
    }
}

/// A customer wrote in a conversation that a member has.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConversationReplied {
    pub id: Uuid,
    pub message_id: Uuid,
    pub assignee_id: Uuid,
}
impl Event for ConversationReplied {
    const KIND: &'static str = "conversation.replied";
    fn audience(&self) -> Audience {
        Audience::Internal
    }
    fn conversation_id(&self) -> Option<Uuid> {
        Some(self.id)
    }
}

/// A member has a new notification, or one more is counted in an unread one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NotificationCreated {
    pub id: Uuid,
    pub user_id: Uuid,
    /// Such as `assignment`.
    pub kind: String,
}
impl Event for NotificationCreated {
    const KIND: &'static str = "notification.created";
    fn audience(&self) -> Audience {
        Audience::Member
    }
}

/// What a visitor may know of their conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VisitorConversation {
    pub id: Uuid,
    pub status: ConversationStatus,
    /// A person has it, or will.
    pub handover: bool,
    pub assignee_name: Option<String>,
}

impl From<&Conversation> for VisitorConversation {
    fn from(conversation: &Conversation) -> Self {
        Self {
            id: conversation.id,
            status: conversation.status,
            handover: conversation.handover.is_some(),
            assignee_name: conversation.assignee.as_ref().map(|a| a.name.clone()),
        }
    }
}

/// The data of an event for everyone as the visitor of its conversation may see it.
#[must_use]
pub fn visitor_data(kind: &str, data: &Value) -> Value {
    if kind != ConversationUpdated::KIND {
        return data.clone();
    }
    let field = |name: &str| data.get(name).cloned().unwrap_or_default();
    json!({
        "id": field("id"),
        "status": field("status"),
        "handover": !field("handover").is_null(),
        "assignee_name": data.pointer("/assignee/name").cloned().unwrap_or_default(),
    })
}

event!(SuggestionCreated(Suggestion) = "suggestion.created");
impl Event for SuggestionCreated {
    const KIND: &'static str = "suggestion.created";
    fn conversation_id(&self) -> Option<Uuid> {
        Some(self.0.conversation_id)
    }
}

event!(/// Accepted, edited, rejected or rated.
    SuggestionUpdated(Suggestion) = "suggestion.updated");
impl Event for SuggestionUpdated {
    const KIND: &'static str = "suggestion.updated";
    fn conversation_id(&self) -> Option<Uuid> {
        Some(self.0.conversation_id)
    }
}

/// A document's state or progress changed; the data is the document as the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(transparent)]
pub struct DocumentUpdated(pub Document);
impl Event for DocumentUpdated {
    const KIND: &'static str = "document.updated";
}

/// Catalogue items were written.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatalogueChanged {
    pub item_ids: Vec<Uuid>,
}
impl Event for CatalogueChanged {
    const KIND: &'static str = "catalogue.changed";
    fn audience(&self) -> Audience {
        Audience::Internal
    }
}

/// Someone is no member any more: what they have open ends.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MemberRemoved {
    pub user_id: Uuid,
}
impl Event for MemberRemoved {
    const KIND: &'static str = "member.removed";
    fn audience(&self) -> Audience {
        Audience::Internal
    }
}

/// Someone's role, suspension or availability changed, or someone joined; custom roles of several may have.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MemberUpdated {
    /// None when it may concern several.
    pub user_id: Option<Uuid>,
}
impl Event for MemberUpdated {
    const KIND: &'static str = "member.updated";
}

/// The workspace's settings, logo, features or end changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TenantUpdated {}
impl Event for TenantUpdated {
    const KIND: &'static str = "tenant.updated";
}

/// The program stopped delivering to a webhook endpoint.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WebhookEndpointDisabled {
    pub endpoint_id: Uuid,
    pub url: String,
    /// `gone`: it answered 410. `failing`: every delivery failed for five days.
    pub reason: String,
}
impl Event for WebhookEndpointDisabled {
    const KIND: &'static str = "webhook_endpoint.disabled";
}
