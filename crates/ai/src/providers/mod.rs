//! Language models behind one interface: messages in, text with its token usage out.
//!
//! `chain` tries them in order; `retry` is the only place that retries, `breaker` the only one that
//! stops asking a provider that keeps failing.

pub mod anthropic;
pub mod breaker;
pub mod chain;
pub mod error;
mod http;
pub mod openai;
pub mod pricing;
pub mod retry;

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

pub use error::{ErrorKind, ProviderError};

/// Who speaks in a turn that is sent to a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaker {
    User,
    Assistant,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub speaker: Speaker,
    pub content: String,
}

/// What is asked of a model. `system` holds our rules; everything a customer or a document said
/// stands in `turns` as delimited data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatRequest {
    pub system: String,
    pub turns: Vec<Turn>,
    pub max_output_tokens: u32,
}

impl ChatRequest {
    /// Upper estimate of the prompt's size, for the money set aside before the call: models'
    /// tokenisers give about four characters a token in English, so three is on the safe side.
    pub fn estimated_input_tokens(&self) -> u32 {
        let chars = self.system.chars().count() + self.turns.iter().map(|turn| turn.content.chars().count()).sum::<usize>();
        u32::try_from(chars / 3 + 16).unwrap_or(u32::MAX)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TokenUsage {
    pub input_tokens: u32,
    pub output_tokens: u32,
}

/// Why the model stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    Stop,
    /// Cut off at the output limit: the text is not whole.
    Length,
    /// The provider's own filter stopped it.
    Filtered,
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatReply {
    pub text: String,
    pub usage: TokenUsage,
    pub finish: Finish,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProviderKind {
    OpenAi,
    Anthropic,
    Ollama,
    Extractive,
}

impl ProviderKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
            Self::Ollama => "ollama",
            Self::Extractive => "extractive",
        }
    }
}

#[async_trait]
pub trait Provider: Send + Sync {
    fn kind(&self) -> ProviderKind;
    fn model(&self) -> &str;
    /// Sends the request once. Retrying is the caller's business (see `retry`).
    async fn complete(&self, request: &ChatRequest) -> Result<ChatReply, ProviderError>;
}

/// How to reach one provider. Built from the environment by `server`.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSettings {
    pub kind: ProviderKind,
    /// Without a trailing slash, e.g. `https://api.openai.com/v1`.
    pub base_url: String,
    pub model: String,
    pub api_key: Option<String>,
    /// For one request, from connecting to the last byte.
    pub timeout: Duration,
}

impl std::fmt::Debug for ProviderSettings {
    // The key must not reach a log by way of a debug print.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("kind", &self.kind)
            .field("base_url", &self.base_url)
            .field("model", &self.model)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
