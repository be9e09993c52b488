//! What features say to each other: events, shared shapes, and small traits that `server` wires.

pub mod catalogue;
pub mod contacts;
pub mod events;
pub mod grounding;
pub mod inbox;
pub mod mail;
pub mod operator;
pub mod tenancy;
pub mod words;

pub use grounding::{Answer, Answerer, Citation, Passage, Question, Retrieval, Retriever};
pub use inbox::{Conversation, Conversations, Message, Sender, Suggestion};
pub use words::{Channel, ConversationStatus, Priority, SenderKind, SuggestionStatus};
