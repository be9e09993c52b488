//! The peer: a Node program with Fastify, socket.io and pg, started here and stopped with the run.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::dealsmart::text;
use super::target::Visitor;
use crate::wire::Origin;
use crate::wire::http::{self, Connection, Request};
use crate::wire::websocket::Socket;

const AGENT: &str = "bench-agent";

pub struct Peer {
    pub origin: Origin,
    pub pid: u32,
    /// Ends with the value at the latest.
    program: Child,
}

impl Peer {
    /// Starts the program in `folder` on a database that it may make its tables in.
    pub async fn start(folder: &Path, database_url: &str, port: u16) -> Result<Self> {
        if !folder.join("node_modules").is_dir() {
            let mut install = Command::new("npm");
            install.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder).stdout(Stdio::null());
            if !install.status().await.context("starting npm")?.success() {
                bail!("npm ci failed in {}", folder.display());
            }
        }
        let mut program = Command::new("node")
            .arg("server.js")
            .current_dir(folder)
            .env("PORT", port.to_string())
            .env("DATABASE_URL", database_url)
            .env("AGENT_TOKEN", AGENT)
            .env("NODE_ENV", "production")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting node in {}", folder.display()))?;
        let pid = program.id().context("the peer ended at once")?;
        let mut said = BufReader::new(program.stdout.take().context("no output of the peer")?).lines();
        let first = tokio::time::timeout(Duration::from_secs(20), said.next_line()).await;
        match first.context("the peer does not start")?? {
            Some(line) if line.starts_with("listening") => {}
            other => bail!("the peer did not start: {other:?}"),
        }
        let origin = Origin::parse(&format!("http://127.0.0.1:{port}")).await?;
        Ok(Self { origin, pid, program })
    }

    /// Lets it take its tables away and end.
    pub async fn stop(mut self) -> Result<()> {
        if let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) {
            kill_process(pid, Signal::TERM)?;
        }
        let ended = tokio::time::timeout(Duration::from_secs(10), self.program.wait()).await;
        ended.context("the peer does not end")??;
        Ok(())
    }

    async fn socket(&self, token: &str, busy: bool) -> Result<Socket> {
        let mut socket = Socket::connect(&self.origin, "/socket.io/?EIO=4&transport=websocket", busy).await?;
        socket.next().await?.filter(|open| open.starts_with(b"0")).context("no engine.io handshake")?;
        socket.send_text(format!("40{}", json!({ "token": token })).as_bytes()).await?;
        let joined = socket.next().await?.context("the socket was closed")?;
        if !joined.starts_with(b"40") {
            bail!("socket.io refused: {}", String::from_utf8_lossy(joined));
        }
        Ok(socket)
    }

    pub async fn agent_socket(&self) -> Result<Socket> {
        self.socket(AGENT, true).await
    }

    pub async fn visitor(&self) -> Result<Visitor> {
        let mut http = Connection::open(&self.origin).await?;
        let session = http.call(&Request::post(&self.origin, "/sessions", None, &json!({}))).await?;
        let token = text(&session, "/visitor_token")?;
        let socket = self.socket(&token, false).await?;
        let mut request_head = http::head(&self.origin, "POST", "/messages", Some(&token));
        request_head.extend_from_slice(b"content-type: application/json\r\n");
        Ok(Visitor { socket, request_head })
    }
}
