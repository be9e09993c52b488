//! What the kernel says of a program: memory and processor time, of it and of its PostgreSQL.

use std::collections::HashMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Serialize;

/// Ticks per second of `/proc/<pid>/stat` (USER_HZ, 100 on every Linux).
const TICKS: f64 = 100.0;

#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Memory {
    pub resident_mib: f64,
    /// The most that was ever resident.
    pub peak_mib: f64,
}

pub fn memory(pid: u32) -> Result<Memory> {
    let path = format!("/proc/{pid}/status");
    let status = fs::read_to_string(&path).with_context(|| path.clone())?;
    let field = |name: &str| kib(&status, name).unwrap_or(0.0) / 1024.0;
    Ok(Memory { resident_mib: field("VmRSS:"), peak_mib: field("VmHWM:") })
}

/// The processes of a server together, shared pages counted once (PSS).
pub fn proportional_mib(pids: &[u32]) -> f64 {
    let one = |pid: &u32| {
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        kib(&rollup, "Pss:")
    };
    pids.iter().filter_map(one).sum::<f64>() / 1024.0
}

fn kib(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Seconds of processor time since the process started, with its children that ended.
pub fn cpu_seconds(pid: u32) -> f64 {
    let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
        return 0.0;
    };
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}

/// Seconds that all processors together were busy since the machine started.
pub fn machine_seconds() -> f64 {
    let Ok(stat) = fs::read_to_string("/proc/stat") else {
        return 0.0;
    };
    let fields = stat.lines().next().unwrap_or_default().split_whitespace().skip(1).take(8);
    // user, nice, system, idle, iowait, irq, softirq, steal: two of them are rest.
    let busy = fields.enumerate().filter(|(at, _)| !matches!(at, 3 | 4));
    busy.filter_map(|(_, ticks)| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// The process that listens on a TCP port.
pub fn listening_on(port: u16) -> Option<u32> {
    let wanted = format!(":{port:04X}");
    let inode = ["/proc/net/tcp", "/proc/net/tcp6"].iter().find_map(|table| {
        fs::read_to_string(table).ok()?.lines().skip(1).find_map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let listens = fields.get(3) == Some(&"0A") && fields.get(1)?.ends_with(&wanted);
            listens.then(|| fields.get(9).map(|inode| format!("socket:[{inode}]")))?
        })
    })?;
    pids().find(|pid| {
        let Ok(handles) = fs::read_dir(format!("/proc/{pid}/fd")) else {
            return false;
        };
        handles.flatten().filter_map(|handle| fs::read_link(handle.path()).ok()).any(|link| link.to_str() == Some(inode.as_str()))
    })
}

/// A process and everything that it started.
pub fn family(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for pid in pids() {
        if let Some(parent) = parent(pid) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut family = vec![root];
    let mut next = 0;
    while let Some(pid) = family.get(next).copied() {
        family.extend(children.get(&pid).into_iter().flatten());
        next += 1;
    }
    family
}

/// The PostgreSQL below a program that brings its own.
pub fn postgres_below(root: u32) -> Vec<u32> {
    let is_postgres = |pid: &u32| fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "postgres");
    family(root).into_iter().filter(is_postgres).collect()
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn pids() -> impl Iterator<Item = u32> {
    let names = fs::read_dir("/proc").into_iter().flatten().flatten();
    names.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}
