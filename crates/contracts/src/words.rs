//! Enums that are the same words in code, API and database.

/// An enum whose variants are words: in JSON, in the OpenAPI document, and in a `text` column, which a check
/// constraint keeps to them.
#[macro_export]
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$each:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema, sqlx::Type)]
        // The words are said again where derives read them; a test holds them to the same.
        #[serde(rename_all = "snake_case")]
        #[sqlx(type_name = "text", rename_all = "snake_case")]
        pub enum $name {
            $($(#[$each])* $variant),+
        }

        impl $name {
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// All of them, as they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

words! {
    SenderKind { Customer => "customer", Staff => "staff", Ai => "ai", System => "system" }
}
words! {
    ConversationStatus {
        Open => "open",
        /// Waits for the customer.
        Pending => "pending",
        Resolved => "resolved",
    }
}
words! {
    /// Where a conversation takes place.
    Channel { Widget => "widget", Email => "email", Voice => "voice", Api => "api" }
}
words! {
    Priority { Low => "low", Normal => "normal", High => "high", Urgent => "urgent" }
}
words! {
    /// What became of an AI draft.
    SuggestionStatus { Pending => "pending", Accepted => "accepted", Edited => "edited", Rejected => "rejected" }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn same<T: Copy + serde::Serialize>(all: &[T], word: fn(T) -> &'static str) {
        for value in all {
            assert_eq!(serde_json::to_value(value).unwrap(), word(*value));
        }
    }

    #[test]
    fn a_word_is_the_same_everywhere() {
        same(SenderKind::ALL, SenderKind::as_str);
        same(ConversationStatus::ALL, ConversationStatus::as_str);
        same(Channel::ALL, Channel::as_str);
        same(Priority::ALL, Priority::as_str);
        same(SuggestionStatus::ALL, SuggestionStatus::as_str);
    }
}
