//! What an API key looks like: `ds_live_`, 22 random characters, 22 that name the workspace, 6 of a checksum.
//!
//! The beginning lets people and scanners of source code know it for what it is; the checksum tells a mistyped or invented
//! one without a query; letters and digits alone, so that a double click takes all of it.

use kernel::secret;
use uuid::Uuid;

const PREFIX: &str = "ds_live_";
/// 62^22 > 2^128.
const NUMBER: usize = 22;
const CHECK: usize = 6;
/// Characters of the random part that are shown later. 92 of its 128 bits stay unknown.
const SHOWN: usize = 6;
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A key that was just made, whole. Shown once.
pub(crate) struct NewKey {
    pub text: String,
    pub prefix: String,
    pub hash: [u8; 32],
}

impl NewKey {
    pub fn draw(tenant_id: Uuid) -> Self {
        let random = secret::random().first_chunk::<16>().copied().map_or(0, u128::from_be_bytes);
        let mut text = format!("{PREFIX}{}{}", base62(random, NUMBER), base62(tenant_id.as_u128(), NUMBER));
        let check = checksum(&text);
        text.push_str(&check);
        let prefix = text.chars().take(PREFIX.len().saturating_add(SHOWN)).collect();
        Self { hash: hash(&text), prefix, text }
    }
}

/// Whether a bearer token is meant to be an API key.
#[must_use]
pub fn is_api_key(token: &str) -> bool {
    token.starts_with("ds_")
}

/// The workspace that a well-formed key names, and what its hash is.
pub(crate) fn read(token: &str) -> Option<(Uuid, [u8; 32])> {
    let rest = token.strip_prefix(PREFIX)?;
    if rest.len() != NUMBER * 2 + CHECK || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let (named, check) = token.split_at_checked(token.len().checked_sub(CHECK)?)?;
    if checksum(named) != check {
        return None;
    }
    let tenant = number(rest.get(NUMBER..NUMBER * 2)?)?;
    Some((Uuid::from_u128(tenant), hash(token)))
}

fn hash(text: &str) -> [u8; 32] {
    secret::hash(text.as_bytes())
}

fn checksum(text: &str) -> String {
    base62(u128::from(crc32fast::hash(text.as_bytes())), CHECK)
}

fn base62(mut number: u128, length: usize) -> String {
    let mut digits = Vec::with_capacity(length);
    for _ in 0..length {
        let digit = usize::try_from(number % 62).ok().and_then(|digit| DIGITS.get(digit)).copied().unwrap_or(b'0');
        digits.push(char::from(digit));
        number /= 62;
    }
    digits.into_iter().rev().collect()
}

fn number(text: &str) -> Option<u128> {
    text.bytes().try_fold(0_u128, |number, byte| {
        let digit = DIGITS.iter().position(|known| *known == byte)?;
        number.checked_mul(62)?.checked_add(u128::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_names_its_workspace_and_a_changed_one_is_none() {
        let tenant = Uuid::from_u128(u128::MAX - 12_345);
        let key = NewKey::draw(tenant);
        assert_eq!(key.text.len(), 58);
        assert!(key.text.starts_with(&key.prefix) && key.prefix.len() == 14, "{}", key.prefix);
        assert_eq!(read(&key.text), Some((tenant, key.hash)));
        assert_ne!(NewKey::draw(tenant).text, key.text);
        for at in 8..key.text.len() {
            let mut changed = key.text.clone().into_bytes();
            changed[at] = if changed[at] == b'a' { b'b' } else { b'a' };
            assert_eq!(read(&String::from_utf8(changed).unwrap()), None, "changed at {at}");
        }
        for junk in ["", "ds_live_", "ds_test_x", key.text.split_at(57).0, &format!("{}0", key.text)] {
            assert_eq!(read(junk), None, "{junk}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_read_as_written(given in any::<u128>()) {
            prop_assert_eq!(number(&base62(given, NUMBER)), Some(given));
        }

        #[test]
        fn no_token_panics(token in "\\PC{0,80}") {
            let _ = read(&token);
            let _ = read(&format!("{PREFIX}{token}"));
        }
    }
}
