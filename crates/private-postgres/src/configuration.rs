//! PostgreSQL's settings. They are DealSmart's: written anew at each start, `custom.conf` beside them is
//! the operator's and has the last word.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, fchown};
use std::path::Path;

use crate::account::{self, Account};
use crate::cluster::Cluster;
use crate::error::{Doing, Result};
use crate::settings::{Purpose, Settings};

/// The operator's own settings.
const CUSTOM: &str = "custom.conf";
const MIB: u64 = 1 << 20;

/// Writes the configuration files and tells whether any of them changed.
pub(crate) fn write(cluster: &Cluster, settings: &Settings, account: &Account) -> Result<bool> {
    let (hba, ident) = authentication(account::own_name().as_deref());
    let mut main = postgresql_conf(settings);
    if cluster.folder.join(CUSTOM).is_file() {
        main.push_str("\ninclude 'custom.conf'\n");
    }
    let files = [("postgresql.conf", main), ("pg_hba.conf", hba), ("pg_ident.conf", ident)];
    let mut changed = false;
    for (name, text) in files {
        let path = cluster.folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|present| present == text) {
            continue;
        }
        replace(&path, &text, account).doing(|| format!("writing {}", path.display()))?;
        changed = true;
    }
    Ok(changed)
}

/// The folder belongs to the unprivileged user, and root may be writing: the new file must not follow a
/// link that was laid there, hence `create_new`, and the owner is set by handle and not by name.
fn replace(path: &Path, text: &str, account: &Account) -> io::Result<()> {
    let new = path.with_extension("new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    file.write_all(text.as_bytes())?;
    if account.switched {
        fchown(&file, Some(account.uid), Some(account.gid))?;
    }
    file.sync_all()?;
    fs::rename(&new, path)
}

/// Who may connect. The socket is in the database's own folder, which only its user and root can enter.
/// Run by root under `nobody`, other programs of `nobody` could enter too; therefore the kernel is asked
/// who is at the other end (`peer`), and only the program's own user is let in. A user without a name
/// (a container's bare number) cannot be asked about, and there the folder's mode is what protects.
fn authentication(own_name: Option<&str>) -> (String, String) {
    match own_name {
        Some(name) => ("local all all peer map=dealsmart\n".into(), format!("dealsmart \"{}\" all\n", name.replace('"', "\"\""))),
        None => ("local all all trust\n".into(), String::new()),
    }
}

fn postgresql_conf(settings: &Settings) -> String {
    let memory = memory();
    let shared_buffers = (memory / 32).clamp(64 * MIB, 512 * MIB) / MIB;
    let maintenance = (memory / 64).clamp(64 * MIB, 512 * MIB) / MIB;
    let cache = (memory / 2).max(128 * MIB) / MIB;
    let max_connections = settings.max_connections;
    let dynamic_memory = if shared_memory_is_roomy() { "posix" } else { "sysv" };
    let (crash_sync, wal_sync) = if cfg!(target_os = "linux") { ("syncfs", "open_datasync") } else { ("fsync", "fsync") };
    let durability = match settings.purpose {
        Purpose::Production => {
            "fsync = on\nfull_page_writes = on\nsynchronous_commit = on\nwal_level = replica\n\
             max_wal_size = '512MB'\nmin_wal_size = '128MB'\ncheckpoint_timeout = '5min'\n"
        }
        Purpose::Tests => {
            "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nwal_level = minimal\n\
             max_wal_size = '4GB'\nmin_wal_size = '128MB'\ncheckpoint_timeout = '30min'\n"
        }
    };
    format!(
        "# Written by DealSmart at each start. Put settings of your own into custom.conf beside this file.
listen_addresses = ''
unix_socket_directories = '.'
unix_socket_permissions = 0700
port = {port}
max_connections = {max_connections}
cluster_name = 'dealsmart'
allow_alter_system = off
ssl = off

# A bound on what must be replayed after a crash, so that starting stays quick.
{durability}max_wal_senders = 0
checkpoint_completion_target = 0.9
# One call for the whole file system after a crash, where opening and syncing each file takes seconds.
recovery_init_sync_method = {crash_sync}
# A commit is one call that returns when it is on the disk. With the default, a write and a sync after it, commits stood
# still for 60 ms and more now and then (docs/benchmarks.md).
wal_sync_method = {wal_sync}

shared_buffers = '{shared_buffers}MB'
effective_cache_size = '{cache}MB'
work_mem = '8MB'
maintenance_work_mem = '{maintenance}MB'
dynamic_shared_memory_type = {dynamic_memory}
random_page_cost = 1.1
jit = off
io_workers = 2
max_worker_processes = 8
max_parallel_workers = 2
max_parallel_workers_per_gather = 1
# Queues and counters change the same rows all day; small tables must not wait a minute for their vacuum,
# and plans made for a table that was empty must not outlive that for long.
autovacuum_naptime = '5s'
idle_in_transaction_session_timeout = '5min'

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.english'

# The log tells of starts, stops, recovery and crashes. No statement, no parameter and no row of a
# customer belongs in it; errors reach the program over their connection.
log_destination = 'stderr'
logging_collector = off
log_min_messages = log
log_min_error_statement = panic
log_statement = 'none'
log_checkpoints = off
log_error_verbosity = terse
log_line_prefix = '%m [%p] '
",
        port = crate::endpoint::PORT,
    )
}

/// The machine's memory, or the container's when that is less.
fn memory() -> u64 {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let kib = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
        kib.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()
    });
    let container = fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse::<u64>().ok());
    let machine = machine.map_or(4096 * MIB, |kib| kib.saturating_mul(1024));
    container.map_or(machine, |limit| limit.min(machine))
}

/// Containers often have 64 MiB of `/dev/shm`, too little for the parallel build of a vector index.
fn shared_memory_is_roomy() -> bool {
    rustix::fs::statvfs("/dev/shm").is_ok_and(|fs| fs.f_blocks.saturating_mul(fs.f_frsize) >= 512 * MIB)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    #[test]
    fn production_is_durable_and_tests_are_not() {
        let production = postgresql_conf(&Settings::new("/a", "/b"));
        assert!(production.contains("\nfsync = on\n") && production.contains("\nsynchronous_commit = on\n"));
        assert!(production.contains("listen_addresses = ''"));
        assert!(postgresql_conf(&Settings::for_tests("/a", "/b")).contains("\nfsync = off\n"));
    }

    #[test]
    fn only_the_own_user_is_let_in() {
        let (hba, ident) = authentication(Some("we\"ird"));
        assert_eq!(hba, "local all all peer map=dealsmart\n");
        assert_eq!(ident, "dealsmart \"we\"\"ird\" all\n");
    }
}
