//! What goes over the wire. A frame is written as JSON once, however many receive it.

use axum::extract::ws::Utf8Bytes;
use contracts::events::{ConversationMoved, MemberRemoved, Placement};
use kernel::record::{Audience, Event};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
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

/// Which conversations a member of staff is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sees {
    All,
    /// Those that are assigned to them, or stand with one of these teams: the rule of the policies of migration 0011.
    Assigned {
        user_id: Uuid,
        teams: Arc<[Uuid]>,
    },
}

impl Sees {
    /// Whether a conversation that stands there is shown; one that stands nowhere known is not.
    #[must_use]
    pub fn shows(&self, placement: Option<Placement>) -> bool {
        let Self::Assigned { user_id, teams } = self else { return true };
        placement.is_some_and(|place| place.assignee_id == Some(*user_id) || place.team_id.is_some_and(|team| teams.contains(&team)))
    }
}

/// A committed event, ready for its receivers.
#[derive(Debug, Clone)]
pub struct Published {
    pub seq: i64,
    pub conversation_id: Option<Uuid>,
    /// With whom its conversation stands, where that was asked; who sees only their own is sent nothing without it.
    pub placement: Option<Placement>,
    /// None when it is no staff's business.
    pub staff: Option<Frame>,
    /// The one member whose business it is.
    pub only: Option<Uuid>,
    pub visitor: Option<Frame>,
    /// Whose receivers end, because they are no member any more.
    pub ends: Option<Uuid>,
    /// A conversation that stands with others now, and the frame for those whom it leaves.
    pub moved: Option<(ConversationMoved, Frame)>,
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
        let user = || data.get("user_id")?.as_str()?.parse().ok();
        let ends = (kind == MemberRemoved::KIND).then(user).flatten();
        // One for a member who is not named is nobody's.
        let only = (audience == Audience::Member).then(|| user().unwrap_or_default());
        let moved = (kind == ConversationMoved::KIND).then(|| ConversationMoved::deserialize(data).ok()).flatten();
        let moved = moved.map(|moved| (moved, Frame::new("conversation.gone", Some(seq), &serde_json::json!({ "id": moved.id }))));
        Self { seq, conversation_id, placement: None, staff, only, visitor, ends, moved }
    }

    /// The frame for a member of staff who sees so much, if it is their business.
    #[must_use]
    pub fn for_staff(&self, user_id: Option<Uuid>, sees: &Sees) -> Option<&Frame> {
        if self.only.is_some() && self.only != user_id {
            return None;
        }
        let Sees::Assigned { .. } = sees else { return self.staff.as_ref() };
        match &self.moved {
            Some((moved, gone)) => (sees.shows(Some(moved.from)) && !sees.shows(Some(moved.to))).then_some(gone),
            None => self.staff.as_ref().filter(|_| self.conversation_id.is_none() || sees.shows(self.placement)),
        }
    }
}
