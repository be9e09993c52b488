//! The installation's users.

pub mod list;
pub mod read;
pub mod sign_in;
pub mod suspend;

use kernel::{OperatorEntry, Problem};
use read::InstallationUserDetail;

/// An entry about a user, which all their tenants see.
pub(crate) fn entry(action: &'static str, user: &InstallationUserDetail, reason: &str) -> OperatorEntry {
    OperatorEntry::new(action, "user").target(user.id, &user.email).touching(user.memberships.iter().map(|m| m.tenant.id)).reason(reason)
}

/// What would take an operator out by another way than taking the office from them first.
pub(crate) fn is_operator() -> Problem {
    Problem::conflict("is_operator", "This user is an operator. Revoke that first.")
}
