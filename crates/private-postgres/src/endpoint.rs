//! How to reach the private PostgreSQL: a socket in the database's own folder.

use std::os::fd::IntoRawFd;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::cluster::Cluster;
use crate::error::{Doing, Result};

/// Part of the socket's name; nothing listens on a port.
pub(crate) const PORT: u16 = 5432;
/// The kernel's limit for a socket's path, without the closing zero byte.
const SOCKET_PATH_MAX: usize = 107;

pub const DATABASE: &str = "dealsmart";
pub const OWNER: &str = "dealsmart_owner";
pub const PROGRAM: &str = "dealsmart_program";
pub const READER: &str = "dealsmart_reader";
const SUPERUSER: &str = "postgres";

#[derive(Debug, Clone)]
pub struct Endpoint {
    socket_dir: PathBuf,
}

impl Endpoint {
    pub(crate) fn of(cluster: &Cluster) -> Result<Self> {
        let socket = cluster.folder.join(format!(".s.PGSQL.{PORT}"));
        if socket.as_os_str().len() <= SOCKET_PATH_MAX {
            return Ok(Self { socket_dir: cluster.folder.clone() });
        }
        // Too long for the kernel by name, so by an open handle to the folder. It is never closed: options
        // are copied into pools, and must stay good after this value is gone.
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let handle = rustix::fs::open(&cluster.folder, flags, Mode::empty())
            .doing(|| format!("opening {}", cluster.folder.display()))?
            .into_raw_fd();
        let socket_dir = PathBuf::from(format!("/proc/{}/fd/{handle}", std::process::id()));
        Ok(Self { socket_dir })
    }

    /// The folder of the socket, as libpq's `host` wants it.
    pub fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// For migrations.
    pub fn owner_options(&self) -> PgConnectOptions {
        self.options(OWNER)
    }

    /// For everything that serves people: owns nothing and is bound by row-level security.
    pub fn program_options(&self) -> PgConnectOptions {
        self.options(PROGRAM)
    }

    /// For what only the database's administrator may, such as updating an extension, and for tests.
    pub fn superuser_options(&self) -> PgConnectOptions {
        self.options(SUPERUSER)
    }

    /// The owner's `DATABASE_URL`, for other programs on this machine. When the project's path is too
    /// long for a socket, it is good for as long as this process lives.
    pub fn owner_url(&self) -> String {
        self.url(OWNER)
    }

    pub fn program_url(&self) -> String {
        self.url(PROGRAM)
    }

    fn options(&self, user: &str) -> PgConnectOptions {
        // Every field that PG… environment variables could set otherwise is set here.
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket_dir)
            .port(PORT)
            .username(user)
            .database(DATABASE)
            .ssl_mode(PgSslMode::Disable)
    }

    fn url(&self, user: &str) -> String {
        use std::fmt::Write;
        let mut host = String::new();
        for byte in self.socket_dir.to_string_lossy().bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                host.push(char::from(byte));
            } else {
                let _ = write!(host, "%{byte:02X}");
            }
        }
        format!("postgres://{user}@localhost:{PORT}/{DATABASE}?host={host}")
    }
}
