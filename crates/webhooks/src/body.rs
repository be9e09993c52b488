//! What is sent.

use chrono::{DateTime, SecondsFormat, Utc};
use contracts::events::event_type;
use serde_json::{Value, json};
use uuid::Uuid;

/// What happened, as the table of events has it.
pub struct Happened {
    pub seq: i64,
    pub version: i16,
    pub conversation_id: Option<Uuid>,
    pub data: Value,
    pub at: DateTime<Utc>,
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// An event as subscribers receive it.
#[must_use]
pub fn body(id: Uuid, kind: &str, happened: &Happened) -> Value {
    json!({
        "id": id,
        "type": kind,
        "version": happened.version,
        "timestamp": time(happened.at),
        "seq": happened.seq,
        "conversation_id": happened.conversation_id,
        "data": happened.data,
    })
}

/// A test event: the catalogue's example, and marked as what it is.
#[must_use]
pub fn test_body(id: Uuid, kind: &str, at: DateTime<Utc>) -> Value {
    let known = event_type(kind);
    json!({
        "id": id,
        "type": kind,
        "version": known.map_or(1, |known| known.version),
        "timestamp": time(at),
        "seq": null,
        "conversation_id": null,
        "test": true,
        "data": known.map(contracts::events::EventType::example).unwrap_or_default(),
    })
}
