//! The least HTTP/1.1 and WebSocket that a load needs.
//!
//! The generator shares two cores with what it measures, so every cycle that it saves is one that
//! the measured program gets: no header maps, no JSON trees, no buffers made per message.

pub mod http;
pub mod websocket;

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};

/// Where a program listens.
#[derive(Debug, Clone)]
pub struct Origin {
    pub address: SocketAddr,
    /// As in a `Host` header.
    pub host: String,
}

impl Origin {
    /// Reads `http://host:port`; a load over TLS would measure TLS.
    pub async fn parse(base_url: &str) -> Result<Self> {
        let Some(rest) = base_url.trim_end_matches('/').strip_prefix("http://") else {
            bail!("{base_url} must start with http://");
        };
        let host = if rest.contains(':') { rest.to_owned() } else { format!("{rest}:80") };
        let address = tokio::net::lookup_host(&host)
            .await
            .with_context(|| format!("looking up {host}"))?
            .next()
            .with_context(|| format!("{host} has no address"))?;
        Ok(Self { address, host })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.host)
    }
}
