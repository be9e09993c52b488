//! The OpenAI chat completions protocol, which Ollama, vLLM and many others speak too.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::Clock;
use serde::{Deserialize, Serialize};

use super::http::send_json;
use super::{ChatReply, ChatRequest, ErrorKind, Finish, Provider, ProviderError, ProviderKind, ProviderSettings, Speaker, TokenUsage};

pub struct OpenAi {
    client: reqwest::Client,
    settings: ProviderSettings,
    clock: Arc<dyn Clock>,
}

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: Vec<Message<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    response_format: ResponseFormat,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'static str,
    content: &'a str,
}

#[derive(Serialize)]
struct ResponseFormat {
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Deserialize)]
struct Answer {
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice {
    message: AnswerMessage,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct AnswerMessage {
    #[serde(default)]
    content: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    #[serde(default)]
    prompt_tokens: u32,
    #[serde(default)]
    completion_tokens: u32,
}

impl OpenAi {
    pub fn new(client: reqwest::Client, settings: ProviderSettings, clock: Arc<dyn Clock>) -> Self {
        Self { client, settings, clock }
    }

    /// Reasoning models take `max_completion_tokens` and no temperature; every other server of this
    /// protocol knows `max_tokens`.
    fn is_reasoning_model(&self) -> bool {
        ["o1", "o3", "o4", "gpt-5"].iter().any(|prefix| self.settings.model.starts_with(prefix))
    }

    fn body<'a>(&'a self, request: &'a ChatRequest) -> Body<'a> {
        let system = Message { role: "system", content: &request.system };
        let turns = request.turns.iter().map(|turn| Message {
            role: match turn.speaker {
                Speaker::User => "user",
                Speaker::Assistant => "assistant",
            },
            content: &turn.content,
        });
        let reasoning = self.is_reasoning_model();
        let limit = request.max_output_tokens;
        Body {
            model: &self.settings.model,
            messages: std::iter::once(system).chain(turns).collect(),
            max_tokens: (!reasoning).then_some(limit),
            max_completion_tokens: reasoning.then_some(limit),
            temperature: (!reasoning).then_some(0.0),
            response_format: ResponseFormat { kind: "json_object" },
        }
    }
}

#[async_trait]
impl Provider for OpenAi {
    fn kind(&self) -> ProviderKind {
        self.settings.kind
    }

    fn model(&self) -> &str {
        &self.settings.model
    }

    async fn complete(&self, request: &ChatRequest) -> Result<ChatReply, ProviderError> {
        let url = format!("{}/chat/completions", self.settings.base_url.trim_end_matches('/'));
        let mut http = self.client.post(url).json(&self.body(request));
        if let Some(key) = &self.settings.api_key {
            http = http.bearer_auth(key);
        }
        let answer: Answer = send_json(http, self.settings.timeout, self.clock.now()).await?;
        let choice =
            answer.choices.into_iter().next().ok_or_else(|| ProviderError::new(ErrorKind::Malformed, "no choices in the answer"))?;
        let finish = match choice.finish_reason.as_deref() {
            None | Some("stop") => Finish::Stop,
            Some("length") => Finish::Length,
            Some("content_filter") => Finish::Filtered,
            Some(_) => Finish::Other,
        };
        let text = choice.message.content.unwrap_or_default();
        // A server that does not count is counted for: an unmetered call would slip under the cap.
        let usage = answer.usage.map_or_else(
            || TokenUsage {
                input_tokens: request.estimated_input_tokens(),
                output_tokens: u32::try_from(text.chars().count() / 3).unwrap_or(u32::MAX),
            },
            |usage| TokenUsage { input_tokens: usage.prompt_tokens, output_tokens: usage.completion_tokens },
        );
        Ok(ChatReply { text, usage, finish })
    }
}
