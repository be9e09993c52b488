//! The operator's area: who gets in, what it shows and does, and that everybody concerned can see it.

mod access;
mod impersonation;
mod jobs;
mod log;
mod tenants;
mod users;

use serde_json::{Value, json};
use testkit::Session;

const WHY: &str = "Because of ticket 4711";

async fn act(operator: &Session, path: &str) -> Value {
    operator.post(path, json!({ "reason": WHY })).await.ok(200)
}

/// The newest entry of a workspace's audit log with this action, as its owner sees it.
async fn entry(owner: &Session, action: &str) -> Value {
    let entries = owner.get(&format!("/audit-log?action={action}&limit=1")).await.list();
    entries.into_iter().next().unwrap_or_else(|| panic!("no entry {action}"))
}
