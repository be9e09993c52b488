//! The folder that holds the database: making it, checking that it can be opened, naming it.

use std::fs::{self, File};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustix::fs::{Mode, OFlags};

use crate::account::Account;
use crate::error::{Doing, Error, Result};
use crate::installation::Installation;
use crate::settings::Purpose;

#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    /// DealSmart's own folder around it.
    pub data_dir: PathBuf,
    pub folder: PathBuf,
    pub log: PathBuf,
}

impl Cluster {
    pub fn below(data_dir: &Path) -> Result<Self> {
        fs::create_dir_all(data_dir).doing(|| format!("creating the data folder {}", data_dir.display()))?;
        let data_dir = data_dir.canonicalize().doing(|| format!("finding {}", data_dir.display()))?;
        Ok(Self { folder: data_dir.join("postgres"), log: data_dir.join("postgres.log"), data_dir })
    }

    /// Makes the database if there is none, and refuses one that this PostgreSQL could not open.
    pub fn ensure(&self, installation: &Installation, account: &Account, purpose: Purpose) -> Result<()> {
        match fs::read_to_string(self.folder.join("PG_VERSION")) {
            Ok(found) => self.check(found.trim(), installation, account),
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => self.create(installation, account, purpose),
            Err(cause) => Err(Error::Io { doing: format!("reading {}", self.folder.join("PG_VERSION").display()), cause }),
        }
    }

    fn check(&self, found: &str, installation: &Installation, account: &Account) -> Result<()> {
        if found != installation.major() {
            return Err(Error::OtherMajorVersion {
                folder: self.folder.clone(),
                found: found.to_owned(),
                installed: installation.version.clone(),
            });
        }
        let owner = fs::metadata(&self.folder).doing(|| format!("reading {}", self.folder.display()))?.uid();
        if owner != account.uid {
            return Err(Error::OtherOwner { folder: self.folder.clone(), owner, wanted: account.uid });
        }
        Ok(())
    }

    /// Under another name first, so that a database half made is never taken for one.
    fn create(&self, installation: &Installation, account: &Account, purpose: Purpose) -> Result<()> {
        tracing::info!(folder = %self.folder.display(), "creating the database");
        let new = self.data_dir.join("postgres.new");
        if fs::symlink_metadata(&new).is_ok() {
            fs::remove_dir_all(&new).doing(|| format!("removing the unfinished {}", new.display()))?;
        }
        fs::create_dir(&new).doing(|| format!("creating {}", new.display()))?;
        fs::set_permissions(&new, fs::Permissions::from_mode(0o700)).doing(|| format!("closing {}", new.display()))?;
        if account.switched {
            lchown(&new, Some(account.uid), Some(account.gid))
                .doing(|| format!("giving {} to the user with id {}", new.display(), account.uid))?;
        }

        let seen = SeenFolder::open(&new, account)?;
        let mut initdb = Command::new(installation.program("initdb"));
        initdb.arg("-D").arg(&seen.path);
        initdb.args(["--username=postgres", "--encoding=UTF8", "--data-checksums", "--no-instructions"]);
        // Sorting and case by Unicode, from PostgreSQL itself: the same on every machine, so that a system
        // update never makes an index wrong. Its text search still asks the C library what a letter is.
        initdb.args(["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]);
        // Replaced right after by our own pg_hba.conf, before any server starts.
        initdb.args(["--auth=reject", "--text-search-config=english"]);
        if purpose == Purpose::Tests {
            initdb.arg("--no-sync");
        }
        initdb.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("TZ", "UTC").env("LC_MESSAGES", "C");
        initdb.current_dir("/").stdin(Stdio::null());
        account.apply(&mut initdb);
        let output = initdb.output().doing(|| "starting initdb".into())?;
        if !output.status.success() {
            let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).trim().to_owned());
            let _ = fs::remove_dir_all(&new);
            let mut said = said.join("\n");
            if said.contains("could not look up effective user ID") {
                // A container that was given a bare user number.
                said.push_str(
                    "\nPostgreSQL needs its user to have a name: add one to /etc/passwd, or start DealSmart as \
                     root (PostgreSQL then runs as `nobody`), or set DATABASE_URL.",
                );
            }
            return Err(Error::Create { folder: self.folder.clone(), said });
        }

        fs::rename(&new, &self.folder).doing(|| format!("naming {}", self.folder.display()))?;
        if purpose == Purpose::Production {
            File::open(&self.data_dir).and_then(|folder| folder.sync_all()).doing(|| format!("flushing {}", self.data_dir.display()))?;
        }
        Ok(())
    }
}

/// A folder by a path that the account can follow.
///
/// When root starts DealSmart in a folder that only root may enter (`/root/…`), the unprivileged user owns
/// the database but cannot walk there. So root opens the folder and passes the open handle on: the kernel
/// follows `/proc/self/fd/N` without asking about the folders above it.
pub(crate) struct SeenFolder {
    pub path: PathBuf,
    _inherited: Option<OwnedFd>,
}

impl SeenFolder {
    pub fn open(folder: &Path, account: &Account) -> Result<Self> {
        if !account.switched {
            return Ok(Self { path: folder.to_owned(), _inherited: None });
        }
        // Without O_CLOEXEC on purpose: the child and its children keep the number.
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW;
        let handle = rustix::fs::open(folder, flags, Mode::empty()).doing(|| format!("opening {}", folder.display()))?;
        Ok(Self { path: PathBuf::from(format!("/proc/self/fd/{}", handle.as_raw_fd())), _inherited: Some(handle) })
    }
}
