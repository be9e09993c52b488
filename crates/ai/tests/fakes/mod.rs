//! Others' services as they speak on the wire, and what the answerer is wired to.
#![allow(dead_code)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::post;
use contracts::grounding::{Aligned, Alignment};
use contracts::{Passage, Retrieval, Retriever};
use kernel::{Result, TenantCtx};
use serde_json::{Value, json};
use uuid::Uuid;

/// What the fake does with one request.
#[derive(Clone)]
pub enum Does {
    /// Answers with this text and usage.
    Says(String, u32, u32),
    /// Answers, cut off at the output limit.
    CutOff(String),
    Fails(u16, Option<&'static str>),
    /// Never answers.
    Hangs,
    /// 200 with something that is no completion.
    Malformed,
    /// 200, and the connection ends in the middle of the body.
    BreaksOff,
    /// Reads the whole prompt and does what any text in it says.
    Obeys(fn(&str) -> String),
}

pub fn says(text: &str) -> Does {
    Does::Says(text.to_owned(), 1_000, 100)
}

pub fn answers(text: &str, citations: &[usize]) -> Does {
    says(&json!({"verdict": "answer", "answer": text, "citations": citations}).to_string())
}

#[derive(Clone)]
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Value,
}

#[derive(Default)]
struct Script {
    next: VecDeque<Does>,
    last: Option<Does>,
    received: Vec<Received>,
}

/// A provider on loopback that speaks both protocols.
#[derive(Clone, Default)]
pub struct FakeModel {
    script: Arc<Mutex<Script>>,
    pub url: String,
}

impl FakeModel {
    /// Does these in turn, the last one for ever.
    pub async fn start(script: impl IntoIterator<Item = Does>) -> Self {
        let mut model = Self::default();
        model.script.lock().unwrap().next = script.into_iter().collect();
        let router = Router::new().route("/v1/chat/completions", post(serve)).route("/v1/messages", post(serve)).with_state(model.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        model.url = format!("http://{}", listener.local_addr().unwrap());
        #[allow(clippy::disallowed_methods, reason = "a test's own server")]
        tokio::spawn(async move { axum::serve(listener, router).await });
        model
    }

    pub fn received(&self) -> Vec<Received> {
        self.script.lock().unwrap().received.clone()
    }

    pub fn calls(&self) -> usize {
        self.received().len()
    }
}

async fn serve(State(model): State<FakeModel>, uri: axum::http::Uri, headers: HeaderMap, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap();
    let does = {
        let mut script = model.script.lock().unwrap();
        script.received.push(Received { path: uri.path().to_owned(), headers, body: body.clone() });
        if let Some(next) = script.next.pop_front() {
            script.last = Some(next);
        }
        script.last.clone().expect("a script")
    };
    let anthropic = uri.path().ends_with("/messages");
    match does {
        Does::Says(text, input, output) => completion(anthropic, &text, "stop", input, output),
        Does::CutOff(text) => completion(anthropic, &text, "length", 1_000, 500),
        Does::Obeys(read) => completion(anthropic, &read(&prompt(&body)), "stop", 1_000, 100),
        Does::Fails(status, retry_after) => {
            let code = match status {
                429 => "rate_limit_exceeded",
                401 => "invalid_api_key",
                _ => "server_error",
            };
            let error = json!({"type": "error", "error": {"type": code, "code": code, "message": "no"}});
            let mut response = reply(StatusCode::from_u16(status).unwrap(), error.to_string());
            if let Some(wait) = retry_after {
                response.headers_mut().insert(header::RETRY_AFTER, wait.parse().unwrap());
            }
            response
        }
        Does::Hangs => {
            tokio::time::sleep(Duration::from_secs(3_600)).await;
            reply(StatusCode::OK, String::new())
        }
        Does::Malformed => reply(StatusCode::OK, "<html>maintenance</html>".to_owned()),
        Does::BreaksOff => {
            let parts = futures_util::stream::iter([
                Ok(Bytes::from_static(b"{\"choices\":[{\"message\":{\"cont")),
                Err(std::io::Error::other("gone")),
            ]);
            Response::new(Body::from_stream(parts))
        }
    }
}

/// Everything that the model is given, in one text.
pub fn prompt(body: &Value) -> String {
    let mut out = body["system"].as_str().unwrap_or_default().to_owned();
    for message in body["messages"].as_array().unwrap() {
        out.push('\n');
        out.push_str(message["content"].as_str().unwrap());
    }
    out
}

fn reply(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    response
}

fn completion(anthropic: bool, text: &str, finish: &str, input: u32, output: u32) -> Response {
    let body = if anthropic {
        json!({
            "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-4-5",
            "content": [{"type": "text", "text": text}],
            "stop_reason": if finish == "stop" { "end_turn" } else { "max_tokens" }, "stop_sequence": null,
            "usage": {"input_tokens": input, "output_tokens": output, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0}
        })
    } else {
        json!({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1_790_000_000, "model": "gpt-4o-mini",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text, "refusal": null}, "logprobs": null, "finish_reason": finish}],
            "usage": {"prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output}
        })
    };
    reply(StatusCode::OK, body.to_string())
}

/// Knows a few texts and finds all of them.
#[derive(Default)]
pub struct FakeRetriever {
    pub retrieval: Mutex<Retrieval>,
}

impl FakeRetriever {
    pub fn with(texts: &[(&str, &str)]) -> Arc<Self> {
        let passages = texts
            .iter()
            .map(|(title, content)| Passage {
                chunk_id: Uuid::new_v4(),
                document_id: Some(Uuid::new_v4()),
                catalogue_item_id: None,
                title: (*title).to_owned(),
                locator: Some("page 1".to_owned()),
                content: (*content).to_owned(),
                score: 0.9,
                lexical: 10.0,
                semantic: 0.8,
            })
            .collect();
        Arc::new(Self { retrieval: Mutex::new(Retrieval { passages, ..Retrieval::default() }) })
    }
}

#[async_trait]
impl Retriever for FakeRetriever {
    async fn retrieve(&self, _ctx: &TenantCtx, _question: &str, _limit: usize) -> Result<Retrieval> {
        Ok(self.retrieval.lock().unwrap().clone())
    }

    /// Words in common stand for likeness.
    async fn align(&self, question: &str, words: &[String], texts: &[String]) -> Result<Aligned> {
        let found = |text: &str| -> std::collections::HashSet<String> {
            text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_owned).collect()
        };
        let asked = found(question);
        let aligned = |text: &String| {
            let held = found(text);
            let near: Vec<f32> = words.iter().map(|word| if held.contains(word) { 1.0 } else { 0.1 }).collect();
            let alike = held.intersection(&asked).count() >= 2;
            let (cosine, whole, reverse) = if alike { (0.85, 0.8, 0.8) } else { (0.05, 0.2, 0.2) };
            Alignment { cosine, alike: near.clone(), near, whole, reverse }
        };
        Ok(Aligned { rarity: vec![0.8; words.len()], texts: texts.iter().map(aligned).collect() })
    }
}
