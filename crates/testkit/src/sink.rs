//! A server that webhooks are delivered to, and that answers as it is told.

use crate::{TestApp, wait_until};
use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::net::TcpListener;

/// What it answers.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    pub after: Duration,
}

impl Answer {
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: format!("answered {status}"), after: Duration::ZERO }
    }
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
    #[must_use]
    pub fn after(mut self, wait: Duration) -> Self {
        self.after = wait;
        self
    }
}

/// A request that it received.
#[derive(Debug, Clone)]
pub struct Hook {
    pub headers: HeaderMap,
    pub text: String,
    pub json: Value,
}

impl Hook {
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Whether one of its signatures is by this secret (Standard Webhooks).
    #[must_use]
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("a secret");
        let signed = format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.text);
        let own = format!("v1,{}", STANDARD.encode(kernel::secret::sign(&key, signed.as_bytes())));
        self.header("webhook-signature").split(' ').any(|signature| signature == own)
    }
}

struct State {
    received: Vec<Hook>,
    next: VecDeque<Answer>,
    usual: Answer,
}

/// Answers 200, unless told otherwise.
#[derive(Clone)]
pub struct Sink {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Sink {
    pub async fn start(app: &TestApp) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State { received: Vec::new(), next: VecDeque::new(), usual: Answer::status(200) }));
        let shared = Arc::clone(&state);
        let router = Router::new().fallback(move |headers: HeaderMap, body: Bytes| {
            let answer = {
                let mut state = shared.lock().expect("the state");
                let text = String::from_utf8_lossy(&body).into_owned();
                state.received.push(Hook { headers, json: serde_json::from_str(&text).unwrap_or_default(), text });
                let usual = state.usual.clone();
                state.next.pop_front().unwrap_or(usual)
            };
            async move {
                tokio::time::sleep(answer.after).await;
                let mut headers = HeaderMap::new();
                for (name, value) in answer.headers {
                    headers.insert(name, value.parse().expect("a header"));
                }
                (StatusCode::from_u16(answer.status).expect("a status"), headers, answer.body)
            }
        });
        app.app.kernel.tasks.spawn("sink", async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { address, state }
    }

    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// What it answers to the next request.
    pub fn next(&self, answer: Answer) {
        self.state.lock().expect("the state").next.push_back(answer);
    }

    /// What it answers from now on.
    pub fn always(&self, answer: Answer) {
        self.state.lock().expect("the state").usual = answer;
    }

    #[must_use]
    pub fn received(&self) -> Vec<Hook> {
        self.state.lock().expect("the state").received.clone()
    }

    /// Waits until it has received as many.
    pub async fn hooks(&self, number: usize) -> Vec<Hook> {
        wait_until("webhooks", async || Some(self.received()).filter(|hooks| hooks.len() >= number)).await
    }
}
