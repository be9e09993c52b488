//! A DealSmart of its own: started, killed, started again.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

use super::Plan;
use crate::wire::Origin;
use crate::wire::http::{Connection, Request};

/// The first start makes the database, and a debug build is slow.
const START: Duration = Duration::from_secs(120);
const STOP: Duration = Duration::from_secs(20);

/// The limits that a load would meet.
const UNLIMITED: [&str; 6] = [
    "DEALSMART_LIMIT_USER",
    "DEALSMART_LIMIT_ANONYMOUS",
    "DEALSMART_LIMIT_ENTRY",
    "DEALSMART_LIMIT_TENANT",
    "DEALSMART_LIMIT_VISITOR",
    "DEALSMART_LIMIT_WIDGET",
];

pub struct Program {
    plan: Plan,
    child: Child,
    pub origin: Origin,
}

impl Program {
    pub async fn start(plan: &Plan) -> Result<Self> {
        fs::create_dir_all(&plan.data_dir).with_context(|| plan.data_dir.display().to_string())?;
        let origin = Origin::parse(&format!("http://127.0.0.1:{}", plan.port)).await?;
        let mut program = Self { plan: plan.clone(), child: spawn(plan)?, origin };
        program.ready().await?;
        Ok(program)
    }

    async fn ready(&mut self) -> Result<()> {
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                bail!("the program ended with {status}; its log is {}", log(&self.plan).display());
            }
            if is_ready(&self.origin).await {
                return Ok(());
            }
            if since.elapsed() > START {
                bail!("the program is not ready after {START:?}; its log is {}", log(&self.plan).display());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// `kill -9`, and a new one as a service manager would start it.
    pub async fn kill_and_restart(&mut self) -> Result<()> {
        self.child.kill().await.context("killing the program")?;
        self.child = spawn(&self.plan)?;
        Ok(())
    }

    /// `kill -9` of the postmaster; the program has to notice and mend it.
    pub fn kill_postgres(&self) -> Result<()> {
        let pid = postmaster(&self.plan.data_dir)?;
        kill_process(pid, Signal::KILL).context("killing the postmaster")
    }

    pub fn alive(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("the program ended by itself with {status}; see {}", log(&self.plan).display()),
        }
    }

    /// Asks it to end; `false` when it had to be killed.
    pub async fn stop(mut self) -> Result<bool> {
        let Some(pid) = self.child.id().and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?)) else {
            return Ok(false);
        };
        kill_process(pid, Signal::TERM)?;
        Ok(tokio::time::timeout(STOP, self.child.wait()).await.is_ok())
    }
}

fn spawn(plan: &Plan) -> Result<Child> {
    let log = File::options().create(true).append(true).open(log(plan))?;
    Command::new(&plan.binary)
        .arg("serve")
        .env("DEALSMART_LISTEN", format!("127.0.0.1:{}", plan.port))
        .env("DEALSMART_DATA_DIR", &plan.data_dir)
        .env_remove("DATABASE_URL")
        // A load from one address is nothing that limits are made for.
        .envs(UNLIMITED.map(|setting| (setting, "off")))
        .envs(plan.environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("starting {}", plan.binary.display()))
}

pub fn log(plan: &Plan) -> PathBuf {
    plan.data_dir.join("crash.log")
}

/// The first line of the file in which a postmaster keeps its folder locked.
fn postmaster(data_dir: &Path) -> Result<Pid> {
    let path = data_dir.join("postgres/postmaster.pid");
    let file = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let pid = file.lines().next().and_then(|pid| pid.trim().parse().ok()).and_then(Pid::from_raw);
    pid.with_context(|| format!("no process id in {}", path.display()))
}

async fn is_ready(origin: &Origin) -> bool {
    let ask = async {
        let mut http = Connection::open(origin).await.ok()?;
        let request = Request::get(origin, "/readyz", None).bytes();
        http.exchange(&request).await.ok().map(|answer| answer.status == 200)
    };
    tokio::time::timeout(Duration::from_secs(2), ask).await.ok().flatten().unwrap_or(false)
}
