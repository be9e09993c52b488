use contracts::events::TYPES;
use kernel::{Can, Page, grants};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A kind of event, as subscribers may rely on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventTypeView {
    /// Such as `message.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Raised when data changes in a way that a reader of before would trip over.
    pub version: i16,
    /// What happened.
    pub summary: String,
    /// Who may see it live at the most: `staff`, `everyone` (the conversation's visitor too), or `internal`.
    pub audience: String,
    /// The JSON Schema (2020-12) of the event's `data`.
    #[schema(value_type = Object)]
    pub schema: Value,
    /// Made-up data of such an event.
    #[schema(value_type = Object)]
    pub example: Value,
}

/// Every kind of event with its version and schema.
#[utoipa::path(get, path = "/webhooks/event-types", tag = "webhooks", security(("bearer" = [])), responses((status = 200, body = Page<EventTypeView>)))]
pub async fn list_event_types(_: Can<grants::WebhooksRead>) -> Page<EventTypeView> {
    let views = TYPES.iter().map(|known| EventTypeView {
        kind: known.kind.into(),
        version: known.version,
        summary: known.summary.into(),
        audience: known.audience.as_str().into(),
        schema: known.schema(),
        example: known.example(),
    });
    Page::whole(views.collect())
}
