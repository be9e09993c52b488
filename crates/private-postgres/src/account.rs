//! The operating-system user that PostgreSQL runs as. It refuses to run as root.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use rustix::process::geteuid;

use crate::error::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub uid: u32,
    pub gid: u32,
    /// Whether that is another user than the program's own, which only root can bring about.
    pub switched: bool,
}

impl Account {
    /// As an ordinary user: that user. As root: the one asked for, else the one that owns the database
    /// already (so `sudo ./run` works on a user's own data), else `dealsmart`, else `nobody`.
    pub fn choose(cluster: &Path, run_as: Option<&str>) -> Result<Self> {
        let own = geteuid();
        if !own.is_root() {
            return Ok(Self { uid: own.as_raw(), gid: rustix::process::getegid().as_raw(), switched: false });
        }
        let users = users();
        if let Some(wanted) = run_as {
            let user = users
                .iter()
                .find(|user| user.name == wanted || user.uid.to_string() == wanted)
                .ok_or_else(|| Error::NoAccount(format!("DEALSMART_POSTGRES_USER={wanted}: no such user.")))?;
            if user.uid == 0 {
                return Err(Error::NoAccount(format!("DEALSMART_POSTGRES_USER={wanted} is root.")));
            }
            return Ok(user.account());
        }
        if let Ok(owned) = fs::metadata(cluster)
            && owned.uid() != 0
        {
            return Ok(Self { uid: owned.uid(), gid: owned.gid(), switched: true });
        }
        ["dealsmart", "nobody"]
            .iter()
            .find_map(|name| users.iter().find(|user| user.name == *name && user.uid != 0))
            .map(User::account)
            .ok_or_else(|| Error::NoAccount("There is no user `dealsmart` and no user `nobody`.".into()))
    }

    /// Makes `command` run as this user, without the supplementary groups of root.
    pub fn apply(&self, command: &mut Command) {
        if self.switched {
            command.uid(self.uid).gid(self.gid);
        }
    }
}

/// The name of the program's own user, by which PostgreSQL knows who is at the other end of the socket.
pub(crate) fn own_name() -> Option<String> {
    let own = geteuid().as_raw();
    users().into_iter().find(|user| user.uid == own).map(|user| user.name)
}

struct User {
    name: String,
    uid: u32,
    gid: u32,
}

impl User {
    fn account(&self) -> Account {
        Account { uid: self.uid, gid: self.gid, switched: true }
    }
}

fn users() -> Vec<User> {
    parse(&fs::read_to_string("/etc/passwd").unwrap_or_default())
}

fn parse(passwd: &str) -> Vec<User> {
    passwd
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?.to_owned();
            let _password = fields.next()?;
            Some(User { name, uid: fields.next()?.parse().ok()?, gid: fields.next()?.parse().ok()? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    #[test]
    fn reads_users_and_skips_what_is_not_one() {
        let users = parse("root:x:0:0::/root:/bin/sh\n+nis\n# note\nnobody:x:65534:65533:n:/:/bin/false\n");
        assert_eq!(users.len(), 2);
        assert_eq!(users[1].account(), Account { uid: 65534, gid: 65533, switched: true });
    }
}
