//! Secrets of endpoints: made here, shown once, sealed at rest, and opened to sign. Custom headers are sealed the same way,
//! since they may carry credentials.

use crate::Webhooks;
use base64::{Engine, engine::general_purpose::STANDARD};
use kernel::{Problem, Result, seal};
use std::collections::BTreeMap;
use uuid::Uuid;

const PREFIX: &str = "whsec_";

/// A new secret, as its receiver configures it.
pub fn new() -> String {
    format!("{PREFIX}{}", STANDARD.encode(kernel::secret::random()))
}

/// The bytes that sign.
pub fn bytes(secret: &str) -> Option<Vec<u8>> {
    STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()
}

impl Webhooks {
    pub(crate) fn seal_secret(&self, endpoint_id: Uuid, secret: &str) -> Result<Vec<u8>> {
        seal::seal(&self.key, &format!("secret of {endpoint_id}"), secret.as_bytes())
    }

    /// The bytes that sign for an endpoint.
    pub(crate) fn open_secret(&self, endpoint_id: Uuid, sealed: &[u8]) -> Result<Vec<u8>> {
        seal::open(&self.key, &format!("secret of {endpoint_id}"), sealed)
            .and_then(|plain| bytes(std::str::from_utf8(&plain).ok()?))
            .ok_or_else(|| Problem::internal("a webhook's secret was sealed with another master secret"))
    }

    pub(crate) fn seal_headers(&self, endpoint_id: Uuid, headers: &BTreeMap<String, String>) -> Result<Option<Vec<u8>>> {
        if headers.is_empty() {
            return Ok(None);
        }
        let plain = serde_json::to_vec(headers).map_err(Problem::internal)?;
        seal::seal(&self.key, &format!("headers of {endpoint_id}"), &plain).map(Some)
    }

    pub(crate) fn open_headers(&self, endpoint_id: Uuid, sealed: Option<&[u8]>) -> Result<BTreeMap<String, String>> {
        let Some(sealed) = sealed else { return Ok(BTreeMap::new()) };
        seal::open(&self.key, &format!("headers of {endpoint_id}"), sealed)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or_else(|| Problem::internal("a webhook's headers were sealed with another master secret"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_its_prefix_and_thirty_two_bytes() {
        let secret = new();
        assert_eq!(bytes(&secret).unwrap().len(), 32);
        assert_ne!(secret, new());
        for junk in ["", "whsec_", "whsec_!", "secret"] {
            assert!(bytes(junk).is_none_or(|bytes| bytes.is_empty()), "{junk}");
        }
    }
}
