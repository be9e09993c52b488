//! Opening a conversation from the API or by staff.

use crate::{
    Shared,
    messages::{self, NewMessage},
};
use axum::Extension;
use contracts::{Conversation, SenderKind};
use garde::Validate;
use kernel::{Can, Created, Data, Result, Valid, grants};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewConversation {
    #[garde(dive)]
    pub contact: NewConversationContact,
    /// The customer's first message.
    #[garde(inner(length(chars, min = 1, max = 10_000)))]
    pub content: Option<String>,
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewConversationContact {
    #[garde(inner(email, length(max = 254)))]
    pub email: Option<String>,
    #[garde(inner(length(chars, min = 1, max = 200)))]
    pub name: Option<String>,
}

/// Opens a conversation on the channel `api` with a contact, found by e-mail or made.
#[utoipa::path(post, path = "/conversations", tag = "inbox", security(("bearer" = [])), request_body = NewConversation, responses((status = 201, body = Data<Conversation>)))]
pub async fn open_conversation(
    ctx: Can<grants::ConversationsWrite>,
    Extension(shared): Extension<Shared>,
    Valid(new): Valid<NewConversation>,
) -> Result<Created<Conversation>> {
    let mut tx = ctx.tenant_tx().await?;
    let contact = shared.contacts.find_or_create(&mut tx, new.contact.email.as_deref(), new.contact.name.as_deref()).await?;
    let mut conversation = shared.conversations.open(&mut tx, &contact, None, contracts::Channel::Api).await?;
    if let Some(content) = new.content {
        let message =
            NewMessage { sender_id: Some(contact.id), sender_name: contact.name.clone(), ..NewMessage::new(SenderKind::Customer, content) };
        messages::append(&mut tx, conversation.id, message).await?;
        conversation = super::load(&mut tx, conversation.id).await?;
    }
    tx.commit().await?;
    Ok(Created(conversation))
}
