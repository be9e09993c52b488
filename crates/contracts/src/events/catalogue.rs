//! The catalogue: every kind of event that there is, with its version, what it means, the JSON Schema of its data, and an
//! example. Subscribers rely on it; a test holds every event of the code to it.
//!
//! A version is raised when data changes in a way that a reader of before would trip over: a field that goes, or means
//! something else. Fields are added without.

use super::{
    CatalogueChanged, ConversationCreated, ConversationHandedOver, ConversationMoved, ConversationReplied, ConversationUpdated,
    DocumentUpdated, MemberRemoved, MemberUpdated, MessageCreated, NotificationCreated, SuggestionCreated, SuggestionUpdated,
    TenantUpdated, WebhookEndpointDisabled, examples,
};
use kernel::record::{Audience, Event};
use serde_json::{Map, Value, json};
use utoipa::{
    ToSchema,
    openapi::{RefOr, Schema},
};

/// One kind of event.
#[derive(Debug, Clone, Copy)]
pub struct EventType {
    pub kind: &'static str,
    pub version: i16,
    /// What happened, in a sentence.
    pub summary: &'static str,
    /// Who may see it live, at the most.
    pub audience: Audience,
    schema: fn() -> Value,
    example: fn() -> Value,
}

impl EventType {
    const fn of<E: Event + ToSchema + 'static>(audience: Audience, summary: &'static str, example: fn() -> Value) -> Self {
        Self { kind: E::KIND, version: E::VERSION, summary, audience, schema: data_schema::<E>, example }
    }

    /// The JSON Schema (2020-12) of the event's `data`, whole in itself.
    #[must_use]
    pub fn schema(&self) -> Value {
        let mut schema = (self.schema)();
        if let Some(fields) = schema.as_object_mut() {
            fields.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
            fields.insert("$id".into(), format!("urn:dealsmart:event:{}:{}", self.kind, self.version).into());
            fields.insert("title".into(), self.kind.into());
        }
        schema
    }

    /// The data of such an event, made up.
    #[must_use]
    pub fn example(&self) -> Value {
        (self.example)()
    }
}

/// Every kind, by area.
pub const TYPES: &[EventType] = &[
    EventType::of::<MessageCreated>(
        Audience::Everyone,
        "A message was written in a conversation, by a customer, staff or the AI; or a private note, which only staff see.",
        examples::message_created,
    ),
    EventType::of::<ConversationCreated>(Audience::Staff, "A conversation began.", examples::conversation_created),
    EventType::of::<ConversationUpdated>(
        Audience::Everyone,
        "A conversation's status, assignee, priority, contact, hand-over or read state changed. Visitors see a part of it.",
        examples::conversation_updated,
    ),
    EventType::of::<ConversationMoved>(
        Audience::Internal,
        "A conversation went to another person or team; who had it may see it no more.",
        examples::conversation_moved,
    ),
    EventType::of::<ConversationHandedOver>(
        Audience::Internal,
        "The AI gave a conversation to people, since it could or should not answer.",
        examples::conversation_handed_over,
    ),
    EventType::of::<ConversationReplied>(
        Audience::Internal,
        "A customer wrote in a conversation that is assigned to a member.",
        examples::conversation_replied,
    ),
    EventType::of::<SuggestionCreated>(Audience::Staff, "The AI drafted a reply for staff.", examples::suggestion_created),
    EventType::of::<SuggestionUpdated>(Audience::Staff, "A draft was accepted, edited, rejected or rated.", examples::suggestion_updated),
    EventType::of::<DocumentUpdated>(Audience::Staff, "A document's state or progress changed.", examples::document_updated),
    EventType::of::<CatalogueChanged>(Audience::Internal, "Catalogue items were written.", examples::catalogue_changed),
    EventType::of::<MemberUpdated>(
        Audience::Staff,
        "A member joined, or their role, suspension or availability changed; custom roles of several may have.",
        examples::member_updated,
    ),
    EventType::of::<MemberRemoved>(Audience::Internal, "Somebody is no member any more.", examples::member_removed),
    EventType::of::<TenantUpdated>(
        Audience::Staff,
        "The workspace's settings, logo, features or end changed; ask for them anew.",
        examples::tenant_updated,
    ),
    EventType::of::<WebhookEndpointDisabled>(
        Audience::Staff,
        "The program stopped delivering to a webhook endpoint: it was gone, or failed for five days.",
        examples::webhook_endpoint_disabled,
    ),
    EventType::of::<NotificationCreated>(
        Audience::Member,
        "A member was notified, or what they were notified of happened once more before they looked.",
        examples::notification_created,
    ),
];

/// The kind of that name.
#[must_use]
pub fn event_type(kind: &str) -> Option<&'static EventType> {
    TYPES.iter().find(|known| known.kind == kind)
}

/// The schema that the API's document would have, with everything it refers to under `$defs`.
fn data_schema<T: ToSchema>() -> Value {
    let mut parts: Vec<(String, RefOr<Schema>)> = Vec::new();
    T::schemas(&mut parts);
    let definitions: Map<String, Value> =
        parts.into_iter().map(|(name, schema)| (name, local(serde_json::to_value(schema).unwrap_or_default()))).collect();
    let mut schema = local(serde_json::to_value(T::schema()).unwrap_or_default());
    if let Some(fields) = schema.as_object_mut()
        && !definitions.is_empty()
    {
        fields.insert("$defs".into(), Value::Object(definitions));
    }
    schema
}

/// References of the API's document as references within the schema.
fn local(schema: Value) -> Value {
    match schema {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| match (name.as_str(), value.as_str().and_then(|text| text.strip_prefix("#/components/schemas/"))) {
                ("$ref", Some(target)) => (name, json!(format!("#/$defs/{target}"))),
                _ => (name, local(value)),
            })
            .collect(),
        Value::Array(values) => values.into_iter().map(local).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::HashSet;

    fn references(schema: &Value, found: &mut HashSet<String>) {
        match schema {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_str() {
                        Some(text) if name == "$ref" => {
                            found.insert(text.to_owned());
                        }
                        _ => references(value, found),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn kinds_are_there_once_and_named_after_what_happened() {
        let kinds: HashSet<_> = TYPES.iter().map(|known| known.kind).collect();
        assert_eq!(kinds.len(), TYPES.len());
        for known in TYPES {
            let (thing, happened) = known.kind.split_once('.').unwrap();
            assert!(!thing.is_empty() && !happened.contains('.') && known.kind.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c)));
            assert!(known.summary.ends_with('.') && known.version >= 1, "{}", known.kind);
        }
    }

    #[test]
    fn schemas_are_whole_in_themselves() {
        for known in TYPES {
            let schema = known.schema();
            assert_eq!(schema["title"], known.kind);
            let mut found = HashSet::new();
            references(&schema, &mut found);
            for reference in found {
                let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{}: {reference} leads out of the schema", known.kind));
                assert!(schema.pointer(pointer).is_some(), "{}: {reference} leads nowhere", known.kind);
            }
        }
    }
}
