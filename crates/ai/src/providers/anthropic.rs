//! The Anthropic messages protocol.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::Clock;
use serde::{Deserialize, Serialize};

use super::http::send_json;
use super::{ChatReply, ChatRequest, Finish, Provider, ProviderError, ProviderKind, ProviderSettings, Speaker, TokenUsage};

const API_VERSION: &str = "2023-06-01";

pub struct Anthropic {
    client: reqwest::Client,
    settings: ProviderSettings,
    clock: Arc<dyn Clock>,
}

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    max_tokens: u32,
    system: &'a str,
    messages: Vec<Message<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    role: Speaker,
    content: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    content: Vec<Block>,
    #[serde(default)]
    stop_reason: Option<String>,
    usage: Usage,
}

#[derive(Deserialize)]
struct Block {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
struct Usage {
    #[serde(default)]
    input_tokens: u32,
    #[serde(default)]
    output_tokens: u32,
    #[serde(default)]
    cache_creation_input_tokens: Option<u32>,
    #[serde(default)]
    cache_read_input_tokens: Option<u32>,
}

impl Anthropic {
    pub fn new(client: reqwest::Client, settings: ProviderSettings, clock: Arc<dyn Clock>) -> Self {
        Self { client, settings, clock }
    }
}

#[async_trait]
impl Provider for Anthropic {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Anthropic
    }

    fn model(&self) -> &str {
        &self.settings.model
    }

    async fn complete(&self, request: &ChatRequest) -> Result<ChatReply, ProviderError> {
        let base = self.settings.base_url.trim_end_matches('/');
        // People set the address with and without the version; both are meant.
        let url = if base.ends_with("/v1") { format!("{base}/messages") } else { format!("{base}/v1/messages") };
        let body = Body {
            model: &self.settings.model,
            max_tokens: request.max_output_tokens,
            system: &request.system,
            messages: request.turns.iter().map(|turn| Message { role: turn.speaker, content: &turn.content }).collect(),
        };
        let http = self
            .client
            .post(url)
            .header("anthropic-version", API_VERSION)
            .header("x-api-key", self.settings.api_key.as_deref().unwrap_or_default())
            .json(&body);
        let answer: Answer = send_json(http, self.settings.timeout, self.clock.now()).await?;
        let text: String = answer.content.into_iter().filter(|block| block.kind == "text").map(|block| block.text).collect();
        let finish = match answer.stop_reason.as_deref() {
            None | Some("end_turn" | "stop_sequence") => Finish::Stop,
            Some("max_tokens" | "model_context_window_exceeded") => Finish::Length,
            Some("refusal") => Finish::Filtered,
            Some(_) => Finish::Other,
        };
        let usage = TokenUsage {
            // Cached input is billed too; counting it whole errs on the tenant's safe side.
            input_tokens: answer
                .usage
                .input_tokens
                .saturating_add(answer.usage.cache_creation_input_tokens.unwrap_or(0))
                .saturating_add(answer.usage.cache_read_input_tokens.unwrap_or(0)),
            output_tokens: answer.usage.output_tokens,
        };
        Ok(ChatReply { text, usage, finish })
    }
}
