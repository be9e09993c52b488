//! Authority that ends or changes while it is in use.
//!
//! What a session may is remembered for some seconds and holds open sockets. Who takes it away says so here, in the
//! transaction; the database tells the other processes (triggers of migrations 0005, 0008 and 0012), so that nothing depends on a
//! statement remembering to.

use uuid::Uuid;

/// Whose authority is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessChange {
    /// A session ended.
    Session(Uuid),
    /// Someone's role, suspension or membership in a tenant.
    Member { tenant_id: Uuid, user_id: Uuid },
    /// A session's person proved again who they are. It gives authority and takes none, so that what is open stays.
    Proof(Uuid),
    /// A custom role of a tenant, or whether it requires second factors.
    Tenant(Uuid),
    /// Someone in all tenants: their account was suspended, or they are operator now, or no more.
    User(Uuid),
    /// A tenant was suspended, or is open again: for its staff and its visitors.
    Closed(Uuid),
    /// A sign-in that waited for somebody's approval was looked at or decided.
    Waiting(Uuid),
    /// An API key: revoked, or what it may is another.
    Key(Uuid),
    /// What other processes change is not heard of from here on …
    Deaf,
    /// … and is again; what happened meanwhile is not known.
    Hearing,
}

/// The channel on which the database tells of changes.
pub const CHANNEL: &str = "dealsmart_access";

impl AccessChange {
    /// What a notification on [`CHANNEL`] says.
    #[must_use]
    pub fn heard(payload: &str) -> Option<Self> {
        let mut words = payload.split(' ');
        let kind = words.next()?;
        let mut id = || words.next().and_then(|word| Uuid::parse_str(word).ok());
        match kind {
            "session" => Some(Self::Session(id()?)),
            "proof" => Some(Self::Proof(id()?)),
            "member" => Some(Self::Member { tenant_id: id()?, user_id: id()? }),
            "tenant" => Some(Self::Tenant(id()?)),
            "user" => Some(Self::User(id()?)),
            "closed" => Some(Self::Closed(id()?)),
            "waiting" => Some(Self::Waiting(id()?)),
            "key" => Some(Self::Key(id()?)),
            _ => None,
        }
    }

    /// Whether it is about this session of this user in this tenant.
    #[must_use]
    pub fn concerns(&self, tenant_id: Uuid, user_id: Uuid, session_id: Uuid) -> bool {
        match self {
            // An API key stands in the place of its user and its session.
            Self::Session(id) | Self::Proof(id) | Self::Key(id) => *id == session_id,
            Self::Member { tenant_id: tenant, user_id: user } => *tenant == tenant_id && *user == user_id,
            Self::Tenant(tenant) | Self::Closed(tenant) => *tenant == tenant_id,
            Self::User(user) => *user == user_id,
            // It has no session yet.
            Self::Waiting(_) => false,
            Self::Deaf | Self::Hearing => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notifications_are_read_and_junk_is_nothing() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(AccessChange::heard(&format!("session {a}")), Some(AccessChange::Session(a)));
        assert_eq!(AccessChange::heard(&format!("proof {a}")), Some(AccessChange::Proof(a)));
        assert_eq!(AccessChange::heard(&format!("member {a} {b}")), Some(AccessChange::Member { tenant_id: a, user_id: b }));
        assert_eq!(AccessChange::heard(&format!("tenant {a}")), Some(AccessChange::Tenant(a)));
        assert_eq!(AccessChange::heard(&format!("user {a}")), Some(AccessChange::User(a)));
        assert_eq!(AccessChange::heard(&format!("closed {a}")), Some(AccessChange::Closed(a)));
        assert_eq!(AccessChange::heard(&format!("waiting {a}")), Some(AccessChange::Waiting(a)));
        assert_eq!(AccessChange::heard(&format!("key {a}")), Some(AccessChange::Key(a)));
        for junk in ["", "session", "session x", &format!("member {a}"), "other"] {
            assert_eq!(AccessChange::heard(junk), None, "{junk}");
        }
    }
}
