//! One DealSmart per data folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::error::{Doing, Error, Result};

/// Held until dropped. The kernel lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct DataFolderLock {
    _file: File,
}

impl DataFolderLock {
    /// Refuses at once when another process holds it.
    pub fn take(data_dir: &Path) -> Result<Self> {
        let mut file = open(data_dir)?;
        match file.try_lock() {
            Ok(()) => Self::held(file, data_dir),
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _ = file.read_to_string(&mut text);
                Err(Error::InUse { folder: data_dir.to_owned(), holder: text.trim().parse().ok() })
            }
            Err(TryLockError::Error(cause)) => Err(Error::Io { doing: format!("locking {}", data_dir.display()), cause }),
        }
    }

    /// Waits for its turn: test processes that start the shared database one after the other.
    pub fn wait(data_dir: &Path) -> Result<Self> {
        let file = open(data_dir)?;
        file.lock().doing(|| format!("locking {}", data_dir.display()))?;
        Self::held(file, data_dir)
    }

    fn held(mut file: File, data_dir: &Path) -> Result<Self> {
        // The process id is for the message that the next one shows; the lock itself is the kernel's.
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .doing(|| format!("writing the lock file in {}", data_dir.display()))?;
        Ok(Self { _file: file })
    }
}

fn open(data_dir: &Path) -> Result<File> {
    fs::create_dir_all(data_dir).doing(|| format!("creating the data folder {}", data_dir.display()))?;
    let path = data_dir.join("dealsmart.lock");
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).doing(|| format!("opening {}", path.display()))
}
