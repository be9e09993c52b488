use contracts::words;

words! {
    /// What one is notified of.
    NotificationKind {
        /// A conversation came to oneself, or to a team of one's own.
        Assignment => "assignment",
        /// The AI gave a conversation to people.
        Handover => "handover",
        /// A customer wrote in a conversation of one's own.
        NewMessage => "new_message",
        /// The program stopped delivering to a webhook endpoint; for owners and admins.
        WebhookDisabled => "webhook_disabled",
    }
}

/// By which ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    pub in_app: bool,
    pub by_email: bool,
}

impl NotificationKind {
    /// How it comes to who says nothing else. A hand-over goes to many, who would all get a letter.
    #[must_use]
    pub fn by_default(self) -> Ways {
        Ways { in_app: true, by_email: self != Self::Handover }
    }
}
