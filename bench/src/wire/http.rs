//! One kept-alive HTTP/1.1 connection, one request at a time.

use std::io;

use anyhow::{Context, Result, bail};
use memchr::memmem;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Origin;

/// A body of a benchmark is small; more is a mistake, not a load.
const LONGEST_RESPONSE: usize = 64 << 20;

pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

#[derive(Debug)]
pub struct Response<'a> {
    pub status: u16,
    pub head: &'a [u8],
    pub body: &'a [u8],
}

impl Response<'_> {
    pub fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }

    /// The `data` of a body of the API, or what the problem says.
    pub fn data(&self) -> Result<Value> {
        let shown = || String::from_utf8_lossy(self.body).chars().take(400).collect::<String>();
        if !(200..300).contains(&self.status) {
            bail!("answered {}: {}", self.status, shown());
        }
        if self.body.is_empty() {
            return Ok(Value::Null);
        }
        let mut body: Value = serde_json::from_slice(self.body).with_context(shown)?;
        Ok(body.get_mut("data").map(Value::take).unwrap_or(body))
    }
}

impl Connection {
    pub async fn open(origin: &Origin) -> io::Result<Self> {
        let stream = TcpStream::connect(origin.address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(2048) })
    }

    /// Sends a whole request and reads the whole response.
    pub async fn exchange(&mut self, request: &[u8]) -> Result<Response<'_>> {
        self.buffer.clear();
        self.stream.write_all(request).await?;
        let head_end = loop {
            if let Some(at) = memmem::find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.read_more().await?;
        };
        let head = self.buffer.get(..head_end).unwrap_or_default();
        let status = status(head)?;
        if header(head, "transfer-encoding").is_some_and(|value| value.contains("chunked")) {
            return self.chunked(status, head_end).await;
        }
        let length: usize = match header(head, "content-length") {
            Some(value) => value.parse().context("a content-length that is no number")?,
            None if status == 204 || status == 304 => 0,
            None => bail!("a response without a length"),
        };
        while self.buffer.len() < head_end + length {
            self.read_more().await?;
        }
        Ok(Response {
            status,
            head: self.buffer.get(..head_end).unwrap_or_default(),
            body: self.buffer.get(head_end..head_end + length).unwrap_or_default(),
        })
    }

    async fn chunked(&mut self, status: u16, head_end: usize) -> Result<Response<'_>> {
        let mut body = Vec::new();
        let mut at = head_end;
        loop {
            let line = loop {
                match self.buffer.get(at..).and_then(|rest| memmem::find(rest, b"\r\n")) {
                    Some(length) => break at..at + length,
                    None => self.read_more().await?,
                }
            };
            let size = self.buffer.get(line.clone()).and_then(|size| std::str::from_utf8(size).ok());
            let size = size.and_then(|size| size.split(';').next()).unwrap_or_default();
            let size = usize::from_str_radix(size.trim(), 16).context("a chunk without a size")?;
            let start = line.end + 2;
            while self.buffer.len() < start + size + 2 {
                self.read_more().await?;
            }
            body.extend_from_slice(self.buffer.get(start..start + size).unwrap_or_default());
            at = start + size + 2;
            if size == 0 {
                break;
            }
        }
        self.buffer.truncate(head_end);
        self.buffer.extend_from_slice(&body);
        Ok(Response {
            status,
            head: self.buffer.get(..head_end).unwrap_or_default(),
            body: self.buffer.get(head_end..).unwrap_or_default(),
        })
    }

    async fn read_more(&mut self) -> Result<()> {
        if self.buffer.len() > LONGEST_RESPONSE {
            bail!("a response of more than {LONGEST_RESPONSE} bytes");
        }
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the connection was closed");
        }
        Ok(())
    }

    /// A request of the setup, where convenience matters and speed does not.
    pub async fn call(&mut self, request: &Request<'_>) -> Result<Value> {
        let doing = || format!("{} {}", request.method, request.path);
        self.exchange(&request.bytes()).await.with_context(doing)?.data().with_context(doing)
    }
}

/// Everything of a request that is not the same for all.
pub struct Request<'a> {
    pub origin: &'a Origin,
    pub method: &'a str,
    pub path: &'a str,
    pub token: Option<&'a str>,
    pub content_type: &'a str,
    pub body: Vec<u8>,
}

impl<'a> Request<'a> {
    pub fn get(origin: &'a Origin, path: &'a str, token: Option<&'a str>) -> Self {
        Self { origin, method: "GET", path, token, content_type: "", body: Vec::new() }
    }

    pub fn post(origin: &'a Origin, path: &'a str, token: Option<&'a str>, body: &Value) -> Self {
        let body = body.to_string().into_bytes();
        Self { origin, method: "POST", path, token, content_type: "application/json", body }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = head(self.origin, self.method, self.path, self.token);
        if !self.content_type.is_empty() {
            bytes.extend_from_slice(format!("content-type: {}\r\n", self.content_type).as_bytes());
        }
        if self.method != "GET" {
            bytes.extend_from_slice(format!("content-length: {}\r\n", self.body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// The first lines of a request, up to what depends on the body.
pub fn head(origin: &Origin, method: &str, path: &str, token: Option<&str>) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", origin.host);
    if let Some(token) = token {
        head.push_str(&format!("authorization: Bearer {token}\r\n"));
    }
    head.into_bytes()
}

fn status(head: &[u8]) -> Result<u16> {
    let status = head.get(9..12).and_then(|status| std::str::from_utf8(status).ok());
    status.and_then(|status| status.parse().ok()).context("an answer that is not HTTP/1.1")
}

fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    std::str::from_utf8(head).ok()?.split("\r\n").skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
