//! What can go wrong, each as a sentence that says what to do about it.

use std::io;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "There is no PostgreSQL in {0}. Run `python3 setup` in the project folder (`./run` does it), \
         or set DATABASE_URL to a PostgreSQL of your own."
    )]
    NotInstalled(PathBuf),

    #[error("The PostgreSQL in {folder} does not run here: {said}")]
    Unusable { folder: PathBuf, said: String },

    #[error(
        "The data folder {folder} is in use by another DealSmart{}. Stop that one first, \
         or give this one a data folder of its own with DEALSMART_DATA_DIR.",
        holder.map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    InUse { folder: PathBuf, holder: Option<i32> },

    #[error(
        "The database in {folder} was made by PostgreSQL {found}, and PostgreSQL {installed} is installed, \
         which cannot open it. Start the DealSmart that made it and export its data, \
         or choose another data folder with DEALSMART_DATA_DIR."
    )]
    OtherMajorVersion { folder: PathBuf, found: String, installed: String },

    #[error(
        "The database in {folder} belongs to the user with id {owner}, and PostgreSQL would run as id {wanted}. \
         Start DealSmart as that user, or as root after `chown -R {wanted} {folder}`."
    )]
    OtherOwner { folder: PathBuf, owner: u32, wanted: u32 },

    #[error(
        "{0} PostgreSQL refuses to run as root, so DealSmart runs it as an unprivileged user: `dealsmart` \
         if there is one, else `nobody`, or the one that DEALSMART_POSTGRES_USER names."
    )]
    NoAccount(String),

    #[error("{doing} failed: {cause}")]
    Io { doing: String, cause: io::Error },

    #[error("The database could not be created in {folder}. PostgreSQL's initdb said:\n{said}")]
    Create { folder: PathBuf, said: String },

    #[error("PostgreSQL did not start. The end of {log}:\n{said}")]
    Start { log: PathBuf, said: String },

    #[error("PostgreSQL runs, but DealSmart's roles and database could not be made ready: {0}")]
    Bootstrap(#[from] sqlx::Error),

    #[error("PostgreSQL (process {0}) does not stop, not even when killed.")]
    WillNotStop(i32),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Names what was being done and to which path, which `io::Error` alone never tells.
pub(crate) trait Doing<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: Into<io::Error>> Doing<T> for std::result::Result<T, E> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|cause| Error::Io { doing: what(), cause: cause.into() })
    }
}
