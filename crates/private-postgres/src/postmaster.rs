//! One run of the PostgreSQL server: started by this process, or found running and taken over.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::fchown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags};
use rustix::process::Signal;

use crate::account::Account;
use crate::cluster::{Cluster, SeenFolder};
use crate::endpoint::PORT;
use crate::error::{Doing, Error, Result};
use crate::installation::Installation;
use crate::process;

/// Replaying the log after a crash may take its time; longer than this means that something is wrong.
const READY_PATIENCE: Duration = Duration::from_mins(10);
const CLEAN_STOP_PATIENCE: Duration = Duration::from_secs(60);
const QUICK_STOP_PATIENCE: Duration = Duration::from_secs(10);
const LOG_KEPT: u64 = 8 << 20;

#[derive(Debug)]
pub(crate) struct Postmaster {
    pid: i32,
    /// Absent when an earlier process started it.
    child: Option<Child>,
    cluster: Cluster,
}

impl Postmaster {
    /// The server that runs in this folder, if one does.
    pub fn find(cluster: &Cluster) -> Option<Self> {
        let pid = PidFile::read(&cluster.folder)?.pid;
        process::serves(pid, &cluster.folder).then(|| Self { pid, child: None, cluster: cluster.clone() })
    }

    pub fn start(cluster: &Cluster, installation: &Installation, account: &Account) -> Result<Self> {
        process::clear(&cluster.folder, Duration::from_secs(5))?;
        // Nothing of this database runs. The lock files of a server that was killed may name a number that
        // an innocent process has by now, and PostgreSQL would refuse to start because of it.
        for stale in ["postmaster.pid".to_owned(), format!(".s.PGSQL.{PORT}.lock")] {
            match fs::remove_file(cluster.folder.join(&stale)) {
                Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::Io { doing: format!("removing the {stale} of a killed server"), cause });
                }
                _ => {}
            }
        }
        let log = open_log(&cluster.log, account).doing(|| format!("opening {}", cluster.log.display()))?;
        let seen = SeenFolder::open(&cluster.folder, account)?;
        let mut command = Command::new(installation.program("postgres"));
        command.arg("-D").arg(&seen.path).env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin");
        // A file and not a pipe: it must not break when this process is killed and the server lives on.
        command.stdin(Stdio::null()).stdout(log.try_clone().doing(|| "sharing the log".into())?).stderr(log);
        // Its own group: Ctrl-C on the terminal is for DealSmart, which stops PostgreSQL last.
        command.current_dir("/").process_group(0);
        account.apply(&mut command);
        let child = command.spawn().doing(|| format!("starting {}", installation.program("postgres").display()))?;
        let pid = i32::try_from(child.id()).unwrap_or_default();
        Ok(Self { pid, child: Some(child), cluster: cluster.clone() })
    }

    pub fn pid(&self) -> i32 {
        self.pid
    }

    pub fn adopted(&self) -> bool {
        self.child.is_none()
    }

    /// Whether it runs this very program; an update of the tools must not leave the old one serving.
    pub fn runs(&self, installation: &Installation) -> bool {
        process::executable(self.pid).is_some_and(|running| running == installation.program("postgres"))
    }

    pub fn is_alive(&mut self) -> bool {
        match &mut self.child {
            Some(child) => matches!(child.try_wait(), Ok(None)),
            None => process::serves(self.pid, &self.cluster.folder),
        }
    }

    /// Waits until connections are accepted. `cancelled` is asked in between.
    pub fn wait_until_ready(&mut self, mut cancelled: impl FnMut() -> bool) -> Result<()> {
        let began = Instant::now();
        let mut told = began;
        loop {
            if PidFile::read(&self.cluster.folder).is_some_and(|file| file.pid == self.pid && file.ready) {
                return Ok(());
            }
            if !self.is_alive() || began.elapsed() > READY_PATIENCE || cancelled() {
                return Err(Error::Start { log: self.cluster.log.clone(), said: end_of(&self.cluster.log) });
            }
            if told.elapsed() > Duration::from_secs(5) {
                told = Instant::now();
                tracing::info!(seconds = began.elapsed().as_secs(), "PostgreSQL is still recovering");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends connections, writes everything down and stops; by force only when that takes too long.
    pub fn stop(mut self) -> Result<()> {
        let steps = [(Signal::INT, CLEAN_STOP_PATIENCE), (Signal::QUIT, QUICK_STOP_PATIENCE), (Signal::KILL, QUICK_STOP_PATIENCE)];
        for (signal, patience) in steps {
            if self.is_alive() {
                process::signal(self.pid, signal);
            }
            if process::wait_until(patience, || !self.is_alive()) {
                return process::clear(&self.cluster.folder, QUICK_STOP_PATIENCE);
            }
            tracing::warn!(pid = self.pid, ?signal, "PostgreSQL does not stop");
        }
        Err(Error::WillNotStop(self.pid))
    }
}

/// `postmaster.pid`, which the server writes: its process id in the first line, its state in the eighth.
/// <https://www.postgresql.org/docs/18/storage-file-layout.html>, format in `src/include/utils/pidfile.h`.
struct PidFile {
    pid: i32,
    ready: bool,
}

impl PidFile {
    fn read(folder: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(folder.join("postmaster.pid")).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let pid = text.lines().next()?.trim().parse().ok()?;
        Some(Self { pid, ready: text.lines().nth(7).is_some_and(|state| state.trim() == "ready") })
    }
}

fn open_log(path: &Path, account: &Account) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|log| log.len() > LOG_KEPT) {
        fs::rename(path, path.with_extension("log.1"))?;
    }
    // NOFOLLOW: root may be writing into the folder of a user, who must not be able to aim it elsewhere.
    let flags = OFlags::WRONLY | OFlags::APPEND | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let log = File::from(rustix::fs::open(path, flags, Mode::RUSR | Mode::WUSR)?);
    if account.switched {
        fchown(&log, Some(account.uid), Some(account.gid))?;
    }
    Ok(log)
}

fn end_of(log: &Path) -> String {
    let mut text = Vec::new();
    let read = File::open(log).and_then(|mut file| {
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(2_000)))?;
        file.read_to_end(&mut text)
    });
    match read {
        Ok(_) => {
            let text = String::from_utf8_lossy(&text).into_owned();
            let lines: Vec<&str> = text.lines().collect();
            lines.iter().skip(lines.len().saturating_sub(12)).map(|line| format!("  {line}\n")).collect()
        }
        Err(error) => format!("  (not readable: {error})"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    #[test]
    fn reads_the_state_of_the_server() {
        let starting = PidFile::parse("4711\n/data\n1\n5432\n.\n\n  123  456\nstarting\n").unwrap();
        assert!(starting.pid == 4711 && !starting.ready);
        assert!(PidFile::parse("4711\n/data\n1\n5432\n.\n\n  123  456\nready   \n").unwrap().ready);
        assert!(PidFile::parse("").is_none(), "a file that is being written");
    }
}
