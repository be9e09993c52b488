//! Entries of the audit log. They are collected in a transaction and written with its commit: a change without its
//! entry, or an entry without its change, cannot be.

use serde::Serialize;
use serde_json::Value;
use std::{
    fmt::Display,
    net::{IpAddr, Ipv4Addr},
};

/// Who asked, as the connection and the proxies that are trusted tell; entries carry it.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pub address: Option<String>,
    pub user_agent: Option<String>,
    /// Method and path, such as `PATCH /api/v1/tenant`.
    pub request: Option<String>,
}

impl Origin {
    /// The address, to count by. Where none is known, all are one.
    #[must_use]
    pub fn ip(&self) -> IpAddr {
        self.address.as_deref().and_then(|address| address.parse().ok()).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }
}

tokio::task_local! {
    /// Where the request under way comes from.
    pub static ORIGIN: Origin;
}

/// Where the current task's request comes from; nowhere, outside of one.
#[must_use]
pub fn origin() -> Origin {
    ORIGIN.try_with(Clone::clone).unwrap_or_default()
}

/// One thing that was done. Who did it, when and from where comes from the transaction and the request.
#[derive(Debug, Clone)]
pub struct Audit {
    /// `thing.what_happened`, such as `member.role_changed`.
    pub action: &'static str,
    pub target_kind: &'static str,
    pub target_id: Option<String>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl Audit {
    #[must_use]
    pub fn new(action: &'static str, target_kind: &'static str) -> Self {
        Self { action, target_kind, target_id: None, before: None, after: None }
    }
    #[must_use]
    pub fn target(mut self, id: impl Display) -> Self {
        self.target_id = Some(id.to_string());
        self
    }
    /// What it was, secrets masked.
    #[must_use]
    pub fn before<T: Serialize>(mut self, value: &T) -> Self {
        self.before = Some(masked(serde_json::to_value(value).unwrap_or_default()));
        self
    }
    /// What it is now, secrets masked.
    #[must_use]
    pub fn after<T: Serialize>(mut self, value: &T) -> Self {
        self.after = Some(masked(serde_json::to_value(value).unwrap_or_default()));
        self
    }
}

/// Fields whose names hold one of these are never shown.
const SECRET: &[&str] = &["password", "secret", "token", "hash", "api_key", "private_key", "authorization", "cookie", "code"];
const MASK: &str = "••••";

pub(crate) fn masked(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| {
                let lower = name.to_lowercase();
                let secret = !value.is_null() && SECRET.iter().any(|word| lower.contains(word));
                let value = if secret { Value::from(MASK) } else { masked(value) };
                (name, value)
            })
            .collect(),
        Value::Array(values) => values.into_iter().map(masked).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn secrets_are_masked_however_deep() {
        let value = json!({ "name": "a", "password": "p", "deep": [{ "refresh_token": "t", "Api_Key": "k", "ok": 1 }], "secret": null });
        let audit = Audit::new("thing.changed", "thing").before(&value).after(&value);
        let shown = json!({ "name": "a", "password": MASK, "deep": [{ "refresh_token": MASK, "Api_Key": MASK, "ok": 1 }], "secret": null });
        assert_eq!(audit.before, Some(shown.clone()));
        assert_eq!(audit.after, Some(shown));
    }
}
