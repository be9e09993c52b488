//! Secrets at rest: sealed with AES-256-GCM under a key of the master secret, and bound to what they are for.

use crate::problem::{Problem, Result};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// Seals `plain`. `about` is not kept, and must be the same when it is opened: a sealed secret moved elsewhere opens nothing.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn seal(key: &[u8; 32], about: &str, plain: &[u8]) -> Result<Vec<u8>> {
    // Random nonces are safe for far more seals (2^32) than one key sees here.
    let nonce: [u8; NONCE_LEN] = rand::random();
    let mut sealed = plain.to_vec();
    cipher(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(about.as_bytes()), &mut sealed)
        .map_err(Problem::internal)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// What was sealed; none when it was sealed with another key, for something else, or changed since.
#[must_use]
pub fn open(key: &[u8; 32], about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN)?;
    let mut buffer = sealed.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let plain = cipher(key).ok()?.open_in_place(nonce, Aad::from(about.as_bytes()), &mut buffer).ok()?;
    Some(plain.to_vec())
}

/// Seals with the key of the present master secret, and opens with that of the one before as well, while there is one.
#[derive(Clone)]
pub struct Sealer {
    key: [u8; 32],
    previous: Option<[u8; 32]>,
}

impl Sealer {
    pub(crate) fn new(key: [u8; 32], previous: Option<[u8; 32]>) -> Self {
        Self { key, previous }
    }

    /// # Errors
    /// When the operating system gives no randomness.
    pub fn seal(&self, about: &str, plain: &[u8]) -> Result<Vec<u8>> {
        seal(&self.key, about, plain)
    }

    #[must_use]
    pub fn open(&self, about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        open(&self.key, about, sealed).or_else(|| open(&self.previous?, about, sealed))
    }

    /// The same secret under the present key. None when it is under it already, or cannot be opened: see [`Self::open`].
    #[must_use]
    pub fn anew(&self, about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        if open(&self.key, about, sealed).is_some() {
            return None;
        }
        self.seal(about, &open(&self.previous?, about, sealed)?).ok()
    }
}

fn cipher(key: &[u8; 32]) -> Result<LessSafeKey> {
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).map_err(Problem::internal)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_outlives_the_change_of_the_master_secret() {
        let before = Sealer::new([1; 32], None);
        let between = Sealer::new([2; 32], Some([1; 32]));
        let after = Sealer::new([2; 32], None);
        let old = before.seal("this", b"secret").unwrap();
        assert_eq!(between.open("this", &old).unwrap(), b"secret");
        assert!(after.open("this", &old).is_none() && after.anew("this", &old).is_none());
        let new = between.anew("this", &old).unwrap();
        assert_eq!(after.open("this", &new).unwrap(), b"secret");
        assert!(before.open("this", &new).is_none());
        assert!(between.anew("this", &new).is_none(), "nothing to do");
        assert!(between.anew("that", &old).is_none());
    }

    #[test]
    fn only_the_key_and_the_purpose_open_it() {
        let sealed = seal(&[1; 32], "this", b"secret").unwrap();
        assert_eq!(open(&[1; 32], "this", &sealed).unwrap(), b"secret");
        assert!(open(&[2; 32], "this", &sealed).is_none());
        assert!(open(&[1; 32], "that", &sealed).is_none());
        assert!(open(&[1; 32], "this", b"short").is_none());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(open(&[1; 32], "this", &changed).is_none());
        assert_ne!(seal(&[1; 32], "this", b"secret").unwrap(), sealed, "no two are the same");
    }
}
