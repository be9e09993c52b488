//! What features say to each other: events, shared shapes, and small traits that `server` wires.

pub mod age;
pub mod catalogue;
pub mod contacts;
pub mod documents;
pub mod events;
pub mod features;
pub mod grounding;
pub mod inbox;
pub mod limits;
pub mod mail;
pub mod operator;
pub mod tenancy;
pub mod words;

pub use features::{Feature, Features};
pub use grounding::{Answer, Answerer, Citation, Passage, Question, Retrieval, Retriever};
pub use inbox::{Conversation, Conversations, Message, Sender, Suggestion};
pub use limits::{Limit, Limits};
pub use words::{Channel, ConversationStatus, Priority, SenderKind, SuggestionStatus};
