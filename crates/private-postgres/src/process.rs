//! PostgreSQL's processes as the kernel shows them.
//!
//! Process ids are used again, so a number in a file proves nothing. What does: every process of a database
//! has that database's folder as its working directory, and runs a program called `postgres`.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::error::{Error, Result};

/// Whether `pid` is a living process of the database in `folder`.
pub(crate) fn serves(pid: i32, folder: &Path) -> bool {
    // The name as well: an administrator's shell may stand in that folder.
    executable(pid).is_some_and(|program| program.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with("postgres")))
        && same_place(Path::new(&format!("/proc/{pid}/cwd")), folder)
}

/// The program that `pid` runs. A program that was replaced since reads as `… (deleted)`.
pub(crate) fn executable(pid: i32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{pid}/exe")).ok()
}

/// All processes of the database in `folder`: those of a server, or what a killed server left behind.
pub(crate) fn all(folder: &Path) -> Vec<i32> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok()).filter(|pid| serves(*pid, folder)).collect()
}

pub(crate) fn signal(pid: i32, signal: Signal) {
    if let Some(pid) = Pid::from_raw(pid) {
        // It may be gone already, which is what the signal was for.
        let _ = kill_process(pid, signal);
    }
}

/// Waits until no process of the database is left, and kills those that outstay `patience`: after the end
/// of their server they can do nothing but hold its memory, and a new server refuses to start beside them.
pub(crate) fn clear(folder: &Path, patience: Duration) -> Result<()> {
    if wait_until(patience, || all(folder).is_empty()) {
        return Ok(());
    }
    for pid in all(folder) {
        tracing::warn!(pid, "killing a process that outlived its PostgreSQL");
        signal(pid, Signal::KILL);
    }
    if wait_until(Duration::from_secs(5), || all(folder).is_empty()) {
        return Ok(());
    }
    Err(Error::WillNotStop(all(folder).first().copied().unwrap_or_default()))
}

pub(crate) fn wait_until(patience: Duration, mut done: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + patience;
    loop {
        if done() {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

fn same_place(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}
