//! What goes over the wire. A frame is written as JSON once, however many receive it.

use axum::extract::ws::Utf8Bytes;
use contracts::events::MemberRemoved;
use kernel::record::{Audience, Event};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// One JSON text frame. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The tenant's sequence number for staff, the conversation's for a visitor; none for what is not replayed.
    pub seq: Option<i64>,
    pub text: Utf8Bytes,
}

#[derive(Serialize)]
struct Wire<'a, T: Serialize> {
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seq: Option<i64>,
    data: &'a T,
}

impl Frame {
    #[must_use]
    pub fn new<T: Serialize>(kind: &str, seq: Option<i64>, data: &T) -> Self {
        let text = serde_json::to_string(&Wire { kind, seq, data }).unwrap_or_else(|_| r#"{"type":"resync","data":{}}"#.into());
        Self { seq, text: text.into() }
    }

    /// Tells a client to load everything anew.
    #[must_use]
    pub fn resync() -> Self {
        Self::new("resync", None, &serde_json::json!({}))
    }
}

/// A committed event, ready for its receivers.
#[derive(Debug, Clone)]
pub struct Published {
    pub seq: i64,
    pub conversation_id: Option<Uuid>,
    /// None when it is no staff's business.
    pub staff: Option<Frame>,
    pub visitor: Option<Frame>,
    /// Whose receivers end, because they are no member any more.
    pub ends: Option<Uuid>,
}

impl Published {
    #[must_use]
    pub fn new(seq: i64, kind: &str, audience: Audience, conversation_id: Option<Uuid>, data: &Value) -> Self {
        let staff = (audience != Audience::Internal).then(|| Frame::new(kind, Some(seq), data));
        let visitor = (audience == Audience::Everyone).then(|| {
            // A visitor's sequence is that of the messages in their conversation.
            let seq = data.get("seq").and_then(Value::as_i64);
            Frame::new(kind, seq, &contracts::events::visitor_data(kind, data))
        });
        let ends = (kind == MemberRemoved::KIND).then(|| data.get("user_id")?.as_str()?.parse().ok()).flatten();
        Self { seq, conversation_id, staff, visitor, ends }
    }
}
