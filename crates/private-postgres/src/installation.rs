//! The programs of PostgreSQL: found, tried, and copied to where its user can reach them.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::account::Account;
use crate::error::{Doing, Error, Result};

/// Where root puts a copy when the project is in a folder that others may not enter, such as `/root`.
/// PostgreSQL finds its libraries and extensions by the real path of its program, so no link will do.
const SHARED_FOLDERS: [&str; 3] = ["/var/lib/dealsmart", "/usr/local/lib/dealsmart", "/run/dealsmart"];

#[derive(Debug, Clone)]
pub(crate) struct Installation {
    folder: PathBuf,
    /// Such as `18.4`.
    pub version: String,
}

impl Installation {
    pub fn locate(folder: &Path, account: &Account) -> Result<Self> {
        if !folder.join("bin/postgres").is_file() {
            return Err(Error::NotInstalled(folder.to_owned()));
        }
        let folder = folder.canonicalize().doing(|| format!("finding {}", folder.display()))?;
        let refusal = match try_out(&folder, account) {
            Ok(version) => return Ok(Self { folder, version }),
            Err(said) => said,
        };
        if account.switched {
            for shared in SHARED_FOLDERS {
                match copy_into(&folder, Path::new(shared)).map(|copy| (try_out(&copy, account), copy)) {
                    Ok((Ok(version), copy)) => {
                        return Ok(Self { folder: copy, version });
                    }
                    Ok((Err(said), copy)) => {
                        tracing::debug!(said, folder = %copy.display(), "copy does not run")
                    }
                    Err(error) => tracing::debug!(%error, folder = shared, "copy not made"),
                }
            }
        }
        Err(Error::Unusable { folder, said: refusal })
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join("bin").join(name)
    }

    pub fn major(&self) -> &str {
        self.version.split('.').next().unwrap_or_default()
    }
}

/// Runs `postgres --version` as the account: proves at once that the folder can be reached, that the
/// machine is the right one and that all libraries are found.
fn try_out(folder: &Path, account: &Account) -> Result<String, String> {
    let mut command = Command::new(folder.join("bin/postgres"));
    command.arg("--version").env_clear().current_dir("/").stdin(Stdio::null());
    account.apply(&mut command);
    let output = command
        .output()
        .map_err(|error| if account.switched { format!("as the user with id {}: {error}", account.uid) } else { error.to_string() })?;
    let said = String::from_utf8_lossy(&output.stdout);
    match said.trim().rsplit(' ').next().filter(|version| version.starts_with(|c: char| c.is_ascii_digit())) {
        Some(version) if output.status.success() => Ok(version.to_owned()),
        _ => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
    }
}

fn copy_into(folder: &Path, shared: &Path) -> Result<PathBuf> {
    let stamp = fs::read(folder.join("installed.json")).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    (&stamp, folder.join("bin/postgres").metadata().map(|file| file.len()).ok()).hash(&mut hasher);
    let copy = shared.join(format!("postgres-{:016x}", hasher.finish()));

    fs::create_dir_all(shared).doing(|| format!("creating {}", shared.display()))?;
    let place = fs::symlink_metadata(shared).doing(|| format!("reading {}", shared.display()))?;
    if !place.is_dir() || place.uid() != 0 || place.mode() & 0o022 != 0 {
        let cause = std::io::Error::other("it must be a folder that root alone may write");
        return Err(Error::Io { doing: format!("using {}", shared.display()), cause });
    }
    fs::set_permissions(shared, fs::Permissions::from_mode(0o755)).doing(|| format!("opening {}", shared.display()))?;
    if copy.join("bin/postgres").is_file() {
        return Ok(copy);
    }
    tracing::info!(folder = %copy.display(), "copying PostgreSQL to where its unprivileged user can reach it");
    let new = shared.join(format!(".new-{}", std::process::id()));
    let copied = copy_tree(folder, &new).and_then(|()| fs::rename(&new, &copy));
    if copied.is_err() {
        let _ = fs::remove_dir_all(&new);
        // Another start may have been quicker; its copy is as good.
        if copy.join("bin/postgres").is_file() {
            return Ok(copy);
        }
    }
    copied.doing(|| format!("copying PostgreSQL to {}", copy.display()))?;
    Ok(copy)
}

fn copy_tree(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir(to)?;
    fs::set_permissions(to, fs::Permissions::from_mode(0o755))?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
