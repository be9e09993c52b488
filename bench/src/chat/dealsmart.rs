//! A fresh tenant of a running DealSmart: its bot switched off, its agents, its visitors.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::target::Visitor;
use crate::wire::Origin;
use crate::wire::http::{self, Connection, Request};
use crate::wire::websocket::Socket;

/// What is waited at most for a limit to pass (`Retry-After`) before going on without.
const PATIENCE: Duration = Duration::from_secs(5);

pub struct DealSmart {
    pub origin: Origin,
    pub owner: String,
    email: String,
    password: String,
    mark: String,
    /// The public key of a chatbot that does not answer.
    pub quiet_bot: Chatbot,
    /// Access tokens; fewer than agents when a limit on sign-ins stood in the way.
    agents: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Chatbot {
    pub id: String,
    pub key: String,
}

pub fn text(value: &Value, pointer: &str) -> Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.map(str::to_owned).with_context(|| format!("no {pointer} in {value}"))
}

fn agent_email(number: usize, mark: &str) -> String {
    format!("agent-{number}-{mark}@bench.example")
}

impl DealSmart {
    /// Registers a tenant with `agents` members beside its owner.
    pub async fn register(origin: Origin, mark: &str, agents: usize) -> Result<Self> {
        let mut http = Connection::open(&origin).await.with_context(|| format!("connecting to {}", origin.host))?;
        let password = format!("Bench-{mark}-long-enough-9");
        let email = format!("owner-{mark}@bench.example");
        let registration = json!({
            "email": email, "password": password,
            "name": "Bench Owner", "workspace": format!("Bench {mark}"),
        });
        let session = http.call(&Request::post(&origin, "/api/v1/auth/register", None, &registration)).await?;
        let owner = text(&session, "/access_token")?;

        let bots = http.call(&Request::get(&origin, "/api/v1/chatbots", Some(&owner))).await?;
        let quiet_bot = Chatbot { id: text(&bots, "/0/id")?, key: text(&bots, "/0/public_key")? };
        let path = format!("/api/v1/chatbots/{}", quiet_bot.id);
        let off = json!({ "enabled": false });
        let patch = Request { method: "PATCH", ..Request::post(&origin, &path, Some(&owner), &off) };
        http.call(&patch).await.context("switching the bot off")?;

        let mut target = Self { origin, owner, email, password, mark: mark.to_owned(), quiet_bot, agents: Vec::new() };
        for number in 0..agents {
            match target.add_agent(&mut http, mark, number).await? {
                Some(token) => target.agents.push(token),
                None => break,
            }
        }
        if target.agents.len() < agents {
            eprintln!("only {} agents could sign in; the owner stands in for the others", target.agents.len());
        }
        Ok(target)
    }

    /// Adds a member and signs it in; `None` when a limit forbids more.
    async fn add_agent(&self, http: &mut Connection, mark: &str, n: usize) -> Result<Option<String>> {
        let email = agent_email(n, mark);
        let member = json!({ "email": email, "name": format!("Agent {n}"), "role": "agent", "password": self.password });
        let token = Some(self.owner.as_str());
        if self.limited(http, &Request::post(&self.origin, "/api/v1/members", token, &member)).await?.is_none() {
            return Ok(None);
        }
        self.sign_in(http, &email).await
    }

    /// How many members signed in.
    pub fn accounts(&self) -> usize {
        self.agents.len()
    }

    /// The access token of the member with this number.
    pub fn token(&self, number: usize) -> Option<&str> {
        self.agents.get(number).map(String::as_str)
    }

    /// E-mail and password of the member with this number.
    pub fn credentials(&self, number: usize) -> (String, &str) {
        (agent_email(number, &self.mark), &self.password)
    }

    async fn sign_in(&self, http: &mut Connection, email: &str) -> Result<Option<String>> {
        let login = json!({ "email": email, "password": self.password });
        let session = self.limited(http, &Request::post(&self.origin, "/api/v1/auth/login", None, &login)).await?;
        session.map(|session| text(&session, "/access_token")).transpose()
    }

    /// A new access token of the owner; the first one does not outlive a long run.
    pub async fn sign_in_again(&self, http: &mut Connection) -> Result<String> {
        self.sign_in(http, &self.email).await?.context("a limit on sign-ins is in the way")
    }

    /// Calls, waiting out a short limit; `None` when the limit is long.
    async fn limited(&self, http: &mut Connection, request: &Request<'_>) -> Result<Option<Value>> {
        let bytes = request.bytes();
        loop {
            let response = http.exchange(&bytes).await?;
            if response.status != 429 {
                return response.data().map(Some).with_context(|| format!("{} {}", request.method, request.path));
            }
            let wait = response.header("retry-after").and_then(|wait| wait.parse().ok()).map(Duration::from_secs);
            match wait {
                Some(wait) if wait <= PATIENCE => tokio::time::sleep(wait).await,
                _ => return Ok(None),
            }
        }
    }

    pub async fn agent_socket(&self, number: usize) -> Result<Socket> {
        let token = self.agents.get(number).unwrap_or(&self.owner);
        self.socket("/api/v1/realtime", token, true).await
    }

    async fn socket(&self, path: &str, token: &str, busy: bool) -> Result<Socket> {
        let mut http = Connection::open(&self.origin).await?;
        let tickets = if busy { "/api/v1/realtime/tickets" } else { "/api/v1/widget/realtime-tickets" };
        let ticket = http.call(&Request::post(&self.origin, tickets, Some(token), &json!({}))).await?;
        let path = format!("{path}?ticket={}", text(&ticket, "/ticket")?);
        Socket::connect(&self.origin, &path, busy).await
    }

    /// A visitor token of a new session.
    pub async fn session(&self, bot: &Chatbot) -> Result<String> {
        let mut http = Connection::open(&self.origin).await?;
        let path = format!("/api/v1/widget/{}/sessions", bot.key);
        let request = Request::post(&self.origin, &path, None, &json!({}));
        match self.limited(&mut http, &request).await? {
            Some(session) => text(&session, "/visitor_token"),
            None => bail!("the limit on new sessions is in the way"),
        }
    }

    pub async fn visitor(&self, bot: &Chatbot) -> Result<Visitor> {
        let token = self.session(bot).await?;
        let socket = self.socket("/api/v1/widget/realtime", &token, false).await?;
        let mut request_head = http::head(&self.origin, "POST", "/api/v1/widget/messages", Some(&token));
        request_head.extend_from_slice(b"content-type: application/json\r\n");
        Ok(Visitor { socket, request_head })
    }

    /// A second chatbot, which answers alone.
    pub async fn answering_bot(&self) -> Result<Chatbot> {
        let mut http = Connection::open(&self.origin).await?;
        let bot = json!({ "name": "Bench bot", "mode": "auto", "enabled": true });
        let bot = http.call(&Request::post(&self.origin, "/api/v1/chatbots", Some(&self.owner), &bot)).await?;
        Ok(Chatbot { id: text(&bot, "/id")?, key: text(&bot, "/public_key")? })
    }

    /// Uploads a Markdown document and waits until it can be searched.
    pub async fn document(&self, name: &str, markdown: &str) -> Result<()> {
        let mut http = Connection::open(&self.origin).await?;
        let boundary = "bench-boundary-3b1f";
        let body = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: text/markdown\r\n\r\n{markdown}\r\n--{boundary}--\r\n"
        );
        let content_type = format!("multipart/form-data; boundary={boundary}");
        let token = Some(self.owner.as_str());
        let mut upload = Request::get(&self.origin, "/api/v1/knowledge/documents", token);
        (upload.method, upload.content_type, upload.body) = ("POST", &content_type, body.into_bytes());
        let document = http.call(&upload).await?;
        let path = format!("/api/v1/knowledge/documents/{}", text(&document, "/id")?);
        for _ in 0..600 {
            let document = http.call(&Request::get(&self.origin, &path, token)).await?;
            match text(&document, "/status")?.as_str() {
                "ready" => return Ok(()),
                "failed" => bail!("the document failed: {document}"),
                _ => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
        bail!("the document {name} was not ready within a minute")
    }
}
