//! The peers: Node programs, one process each, on the same database or on a Redis of their own.

use super::{Arguments, Figures, redis::Redis};
use anyhow::{Context, Result, bail};
use std::process::Stdio;
use tokio::process::Command;

const ON_POSTGRES: [&str; 3] = ["graphile-worker 0.16", "graphile-worker 0.17 batched", "pg-boss 10"];
const ON_REDIS: &str = "BullMQ 5";

pub(super) async fn measure(arguments: &Arguments, print: impl Fn(&Figures)) -> Result<()> {
    if !arguments.peers.join("node_modules").is_dir() {
        let mut install = Command::new("npm");
        install.args(["ci", "--no-audit", "--no-fund"]).current_dir(&arguments.peers).stdout(Stdio::null());
        if !install.status().await.context("starting npm")?.success() {
            bail!("npm ci failed in {}", arguments.peers.display());
        }
    }
    for name in ON_POSTGRES {
        print(&one(arguments, name, None).await?);
    }
    for (fsync, said) in [("everysec", "BullMQ 5, Redis with appendfsync everysec"), ("always", "BullMQ 5, Redis with appendfsync always")]
    {
        let redis = Redis::start(fsync).await?;
        let figures = one(arguments, ON_REDIS, Some(redis.port)).await?;
        print(&Figures { name: said.to_owned(), ..figures });
        redis.stop().await?;
    }
    Ok(())
}

async fn one(arguments: &Arguments, name: &str, redis_port: Option<u16>) -> Result<Figures> {
    let mut program = Command::new("node");
    program
        .arg("measure.js")
        .arg(name)
        .args([arguments.jobs, arguments.rate, arguments.seconds].map(|number| number.to_string()))
        .current_dir(&arguments.peers)
        .env("DATABASE_URL", &arguments.database_url)
        .env("NODE_ENV", "production")
        .stderr(Stdio::inherit())
        .kill_on_drop(true);
    if let Some(port) = redis_port {
        program.env("REDIS_PORT", port.to_string());
    }
    let output = program.output().await.context("starting node")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().rev().find(|line| line.starts_with('{')).with_context(|| format!("{name} gave no figures: {text}"))?;
    Ok(serde_json::from_str(line)?)
}
