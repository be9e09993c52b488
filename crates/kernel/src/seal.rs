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

fn cipher(key: &[u8; 32]) -> Result<LessSafeKey> {
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).map_err(Problem::internal)?))
}

#[cfg(test)]
mod tests {
    use super::*;

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
