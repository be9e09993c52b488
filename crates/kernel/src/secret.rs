//! The installation's master secret and the keys derived from it.

use crate::seal::Sealer;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// At least 32 random bytes, from which every purpose gets a key of its own.
#[derive(Clone)]
pub struct MasterSecret {
    bytes: Arc<[u8]>,
    /// The one before, while it is being replaced.
    previous: Option<Arc<[u8]>>,
}

impl std::fmt::Debug for MasterSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterSecret(…)")
    }
}

impl MasterSecret {
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.into(), previous: None }
    }

    /// Knows the secret before this one as well: what it sealed can be opened, what it signed is still good.
    #[must_use]
    pub fn with_previous(self, previous: &Self) -> Self {
        Self { previous: Some(Arc::clone(&previous.bytes)), ..self }
    }

    /// The key for one purpose: HMAC-SHA256 of the purpose's name (the expand step of RFC 5869 with one block).
    #[must_use]
    pub fn key(&self, purpose: &str) -> [u8; 32] {
        sign(&self.bytes, purpose.as_bytes())
    }

    /// The same of the secret before this one.
    #[must_use]
    pub fn previous_key(&self, purpose: &str) -> Option<[u8; 32]> {
        self.previous.as_ref().map(|bytes| sign(bytes, purpose.as_bytes()))
    }

    /// Seals and opens secrets of one purpose.
    #[must_use]
    pub fn sealer(&self, purpose: &str) -> Sealer {
        Sealer::new(self.key(purpose), self.previous_key(purpose))
    }
}

/// HMAC-SHA256 (RFC 2104).
#[must_use]
pub fn sign(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length, so this cannot fail; an empty tag would verify nothing.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Whether `tag` is the message's, in time that does not depend on where they differ.
#[must_use]
pub fn verify(key: &[u8], message: &[u8], tag: &[u8]) -> bool {
    sign(key, message).ct_eq(tag).into()
}

/// SHA-256, for tokens that are stored by their hash.
#[must_use]
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// 32 random bytes from the operating system.
#[must_use]
pub fn random() -> [u8; 32] {
    rand::random()
}
