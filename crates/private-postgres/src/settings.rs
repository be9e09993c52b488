//! Where the private PostgreSQL lives and how it is tuned.

use std::path::PathBuf;

#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder with `bin`, `lib` and `share` that `python3 setup` made.
    pub install_dir: PathBuf,
    /// DealSmart's data folder. The database goes into `postgres/` below it, its log into `postgres.log`.
    pub data_dir: PathBuf,
    /// Connections of all DealSmart processes together.
    pub max_connections: u16,
    /// The user to run PostgreSQL as when root starts DealSmart. A name or a number.
    pub run_as: Option<String>,
    pub purpose: Purpose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Every commit is on disk before it is answered.
    Production,
    /// Nothing survives a power cut, in exchange for speed. The owner may also create databases.
    Tests,
}

impl Settings {
    pub fn new(install_dir: impl Into<PathBuf>, data_dir: impl Into<PathBuf>) -> Self {
        Self {
            install_dir: install_dir.into(),
            data_dir: data_dir.into(),
            max_connections: 100,
            run_as: std::env::var("DEALSMART_POSTGRES_USER").ok().filter(|name| !name.is_empty()),
            purpose: Purpose::Production,
        }
    }

    /// For a database that many test processes share; see [`crate::start_for_tests`].
    pub fn for_tests(install_dir: impl Into<PathBuf>, data_dir: impl Into<PathBuf>) -> Self {
        Self { max_connections: 400, purpose: Purpose::Tests, ..Self::new(install_dir, data_dir) }
    }
}
