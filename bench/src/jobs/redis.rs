//! A Redis of the run's own, in a folder that goes with it.

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};
use std::{net::TcpListener, path::PathBuf, process::Stdio, time::Duration};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
};

pub(super) struct Redis {
    pub port: u16,
    folder: PathBuf,
    program: Child,
}

impl Redis {
    /// `fsync` is what `appendfsync` says: `everysec` or `always`.
    pub(super) async fn start(fsync: &str) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("jobs-bench-redis-{port}"));
        std::fs::create_dir_all(&folder)?;
        let program = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--appendfsync", fsync])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("starting redis-server; is it installed?")?;
        for _ in 0..250 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return Ok(Self { port, folder, program });
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        anyhow::bail!("redis-server does not answer on port {port}")
    }

    pub(super) async fn stop(mut self) -> Result<()> {
        if let Some(pid) = self.program.id().and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw) {
            kill_process(pid, Signal::TERM)?;
        }
        self.program.wait().await?;
        std::fs::remove_dir_all(&self.folder)?;
        Ok(())
    }
}
