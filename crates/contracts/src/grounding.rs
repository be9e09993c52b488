//! Between `knowledge` (finds), `ai` (answers and checks) and those who ask.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{Result, TenantCtx};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Citation {
    /// Null when the source is a catalogue item.
    pub document_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue_item_id: Option<Uuid>,
    pub title: String,
    /// The place within the document, such as `page 3` or `Warranty › Battery`.
    pub locator: Option<String>,
    /// The exact words.
    pub quote: String,
}

/// A retrieved piece of knowledge.
#[derive(Debug, Clone)]
pub struct Passage {
    pub chunk_id: Uuid,
    pub document_id: Option<Uuid>,
    pub catalogue_item_id: Option<Uuid>,
    pub title: String,
    pub locator: Option<String>,
    pub content: String,
    /// The fused score by which passages are ordered, 0 to 1.
    pub score: f32,
    /// BM25, not bounded; 0 when no word matched.
    pub lexical: f32,
    /// Cosine similarity of question and passage, -1 to 1.
    pub semantic: f32,
}

/// A catalogue row as it is now: the only source of prices and stock.
#[derive(Debug, Clone)]
pub struct CatalogueFact {
    pub id: Uuid,
    pub sku: String,
    pub name: String,
    /// Minor units.
    pub price_amount: i64,
    pub price_currency: String,
    pub stock: i32,
    pub attributes: serde_json::Value,
    pub url: Option<String>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Default)]
pub struct Retrieval {
    /// Best first. A catalogue item's passage has `catalogue_item_id` and its live facts in `catalogue`.
    pub passages: Vec<Passage>,
    pub catalogue: Vec<CatalogueFact>,
    /// What the question itself asked of the catalogue (`price_max: 40000 USD`, `fuel: electric`), in words, for
    /// answers such as "3 vehicles match"; empty when it asked nothing of it.
    pub catalogue_filter: Vec<String>,
}

/// A question beside texts, word by word.
#[derive(Debug, Clone, Default)]
pub struct Aligned {
    /// For each word of the question how rare it is in the language, 0 to 1.
    pub rarity: Vec<f32>,
    pub texts: Vec<Alignment>,
}

/// A question beside one text.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// Cosine of the whole, -1 to 1.
    pub cosine: f32,
    /// For each word of the question the cosine of its nearest word in the text, as both are meant where they stand.
    /// Empty when the model gives no vectors of words.
    pub near: Vec<f32>,
    /// The same for the words alone, out of their context: near for spellings and close synonyms only.
    pub alike: Vec<f32>,
    /// The mean over all words of the question, those without a subject included.
    pub whole: f32,
    /// The mean over the words of the text: how much of it the question is about.
    pub reverse: f32,
}

/// Finds what the tenant knows about a question. `knowledge` implements it.
#[async_trait]
pub trait Retriever: Send + Sync {
    /// # Errors
    /// 503 when the database or the embedding model is not there.
    async fn retrieve(&self, ctx: &TenantCtx, question: &str, limit: usize) -> Result<Retrieval>;

    /// How the question and its words stand to each text by meaning. `words` are of the question, as written in it.
    ///
    /// # Errors
    /// 503 when the embedding model is not there.
    async fn align(&self, question: &str, words: &[String], texts: &[String]) -> Result<Aligned>;
}

/// One turn of the conversation so far.
#[derive(Debug, Clone)]
pub struct Turn {
    pub from_customer: bool,
    pub text: String,
}

#[derive(Debug, Clone, Default)]
pub struct Question {
    pub text: String,
    /// Earlier turns, oldest first.
    pub history: Vec<Turn>,
    /// The chatbot's name, for the voice of the answer.
    pub persona: Option<String>,
    /// What the call is for, for the meter: `answer`, `suggestion`, `query`.
    pub purpose: &'static str,
}

/// Why a question goes to a person. The words are stable; screens and tests switch on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandoverReason {
    NotGrounded,
    AskedForPerson,
    AssistMode,
    VerifierRejected,
    OutsideHours,
    BudgetExhausted,
    ProviderFailed,
}

impl HandoverReason {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotGrounded => "not_grounded",
            Self::AskedForPerson => "asked_for_person",
            Self::AssistMode => "assist_mode",
            Self::VerifierRejected => "verifier_rejected",
            Self::OutsideHours => "outside_hours",
            Self::BudgetExhausted => "budget_exhausted",
            Self::ProviderFailed => "provider_failed",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Answer {
    /// What to say. When not grounded: a sentence that says so plainly.
    pub content: String,
    pub grounded: bool,
    /// 0 to 1, calibrated: of answers with 0.8, about four in five are right.
    pub confidence: f32,
    pub citations: Vec<Citation>,
    /// `extractive`, `openai`, `anthropic`, `ollama`, or `none` when nothing was called.
    pub provider: String,
    /// Set when a person should take over.
    pub handover: Option<HandoverReason>,
}

/// Answers from what the tenant knows, or says that it cannot. `ai` implements it.
#[async_trait]
pub trait Answerer: Send + Sync {
    /// # Errors
    /// 503 when the database is not there. A failed model is no error: the answer falls back or hands over.
    async fn answer(&self, ctx: &TenantCtx, question: &Question) -> Result<Answer>;

    /// A few lines for the person who takes over: who asks, what for, what was said.
    ///
    /// # Errors
    /// As [`Answerer::answer`].
    async fn summarize(&self, ctx: &TenantCtx, turns: &[Turn], contact: Option<&str>) -> Result<String>;
}
