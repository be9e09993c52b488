//! An HTTP client of the API.

use reqwest::{
    Method, RequestBuilder,
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap},
};
use serde_json::Value;
use std::{net::SocketAddr, time::Duration};

/// Sends requests, with a bearer token when it has one. Paths without `/api/v1` in front get it.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    pub address: SocketAddr,
    pub token: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// Null when the body is not JSON.
    pub json: Value,
    asked: String,
}

impl Reply {
    /// The `data` of an answer with this status; any other status fails the test.
    #[track_caller]
    pub fn ok(self, status: u16) -> Value {
        self.expect(status);
        self.json["data"].clone()
    }

    /// The `data` of a list.
    #[track_caller]
    pub fn list(self) -> Vec<Value> {
        self.ok(200).as_array().cloned().expect("a list")
    }

    #[track_caller]
    pub fn expect(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{} answered {}", self.asked, self.text);
        self
    }

    /// The stable code of a problem with this status.
    #[track_caller]
    pub fn problem(&self, status: u16) -> &str {
        self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.asked);
        self.json["code"].as_str().unwrap_or_default()
    }

    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

/// A text as a value of an address's query (RFC 3986).
#[must_use]
pub fn encoded(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl Api {
    #[must_use]
    pub fn new(address: SocketAddr) -> Self {
        let http = kernel::http::provider_client(Duration::from_secs(60)).expect("a client");
        Self { http, address, token: None }
    }

    #[must_use]
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }

    #[must_use]
    pub fn signed_out(&self) -> Self {
        Self { token: None, ..self.clone() }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.json(Method::POST, path, body).await
    }
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.json(Method::PATCH, path, body).await
    }
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// A null body is sent as none.
    pub async fn json(&self, method: Method, path: &str, body: Value) -> Reply {
        let request = self.request(method, path);
        self.send(if body.is_null() { request } else { request.json(&body) }).await
    }

    /// An address outside the API.
    pub async fn page(&self, path: &str) -> Reply {
        self.send(self.http.get(format!("http://{}{path}", self.address))).await
    }

    /// Any bytes, said to be of any type.
    pub async fn raw(&self, method: Method, path: &str, content_type: &str, body: impl Into<reqwest::Body>) -> Reply {
        self.send(self.request(method, path).header(CONTENT_TYPE, content_type).body(body)).await
    }

    /// Uploads a document.
    pub async fn upload(&self, filename: &str, content: &[u8]) -> Reply {
        const BOUNDARY: &str = "----part-of-a-test";
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{filename}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.raw(Method::POST, "/knowledge/documents", &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
    }

    /// From anywhere else.
    pub async fn get_url(&self, url: &str) -> Reply {
        self.send(self.http.get(url)).await
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = self.address;
        let whole = ["/api/", "/.well-known/"].iter().any(|root| path.starts_with(root));
        let url = if whole { format!("http://{address}{path}") } else { format!("http://{address}/api/v1{path}") };
        let request = self.http.request(method, url);
        match &self.token {
            Some(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Reply {
        self.answer(request).await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// None when the server went away.
    pub async fn try_send(&self, request: RequestBuilder) -> Option<Reply> {
        self.answer(request).await.ok()
    }

    async fn answer(&self, request: RequestBuilder) -> Result<Reply, String> {
        let request = request.build().expect("a request");
        let asked = format!("{} {}", request.method(), request.url().path());
        let failed = |error: reqwest::Error| format!("{asked}: {error:?}");
        let response = self.http.execute(request).await.map_err(failed)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.map_err(failed)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Reply { status, headers, json: serde_json::from_slice(&bytes).unwrap_or_default(), text, asked })
    }
}
