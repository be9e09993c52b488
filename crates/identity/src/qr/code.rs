//! The code that people compare and may type: eight consonants in two groups (RFC 8628, 6.1), which make no words and have
//! no look-alikes. Guessing is limited by account.

use chrono::{DateTime, Duration, Utc};
use kernel::{Clock, Problem, Result};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LETTERS: usize = 8;

/// A new one, such as `BCDF-GHJK`: 34 bits.
pub(super) fn draw() -> String {
    let mut code = String::with_capacity(LETTERS + 1);
    let mut drawn = 0;
    while drawn < LETTERS {
        for byte in kernel::secret::random() {
            // 240 is the largest multiple of 20 in a byte, so that no letter is likelier than another.
            if let Some(letter) = (byte < 240).then(|| ALPHABET.get(usize::from(byte % 20))).flatten()
                && drawn < LETTERS
            {
                if drawn == LETTERS / 2 {
                    code.push('-');
                }
                code.push(char::from(*letter));
                drawn = drawn.saturating_add(1);
            }
        }
    }
    code
}

/// As it is stored, however it was typed: lower case, with blanks, without the dash. None when it cannot be one.
pub(super) fn normal(typed: &str) -> Option<String> {
    let letters: Vec<char> =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).take(LETTERS + 1).collect();
    let known = |c: &char| u8::try_from(*c).is_ok_and(|b| ALPHABET.contains(&b));
    if letters.len() != LETTERS || !letters.iter().all(known) {
        return None;
    }
    let (first, second) = letters.split_at_checked(LETTERS / 2)?;
    Some(first.iter().chain(std::iter::once(&'-')).chain(second).collect())
}

const WINDOW: Duration = Duration::minutes(15);
const MOST_WRONG: u32 = 10;
/// Old entries are thrown out when there are more.
const MOST_KEYS: usize = 20_000;

/// Wrong codes of each account.
pub struct CodeTries {
    clock: Arc<dyn Clock>,
    wrong: Mutex<HashMap<Uuid, (DateTime<Utc>, u32)>>,
}

impl CodeTries {
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, wrong: Mutex::default() }
    }

    /// Counts a try before it is looked at, so that many at once are no way round; a right one is given back.
    pub(super) fn take(&self, user_id: Uuid) -> Result<()> {
        let now = self.clock.now();
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() > MOST_KEYS {
            wrong.retain(|_, (since, _)| now - *since < WINDOW);
        }
        let entry = wrong.entry(user_id).or_insert((now, 0));
        if now - entry.0 >= WINDOW {
            *entry = (now, 0);
        }
        if entry.1 >= MOST_WRONG {
            let wait = u64::try_from((entry.0 + WINDOW - now).num_seconds()).unwrap_or(1);
            return Err(Problem::too_many("too_many_codes", "Too many wrong codes. Scan the code instead, or wait a little.", wait));
        }
        entry.1 = entry.1.saturating_add(1);
        Ok(())
    }

    pub(super) fn give_back(&self, user_id: Uuid) {
        if let Some(entry) = self.wrong.lock().unwrap_or_else(PoisonError::into_inner).get_mut(&user_id) {
            entry.1 = entry.1.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::FakeClock;

    #[test]
    fn codes_are_read_however_they_are_typed() {
        for _ in 0..50 {
            let code = draw();
            assert_eq!(normal(&code).as_deref(), Some(code.as_str()));
            assert_eq!(normal(&code.to_lowercase().replace('-', " ")).as_deref(), Some(code.as_str()));
        }
        for junk in ["", "BCDF", "BCDF-GHJA", "BCDF-GHJKL", "BCDF-GHJ1", "ßßßßßßßß"] {
            assert_eq!(normal(junk), None, "{junk}");
        }
    }

    #[test]
    fn guessing_ends_after_ten_wrong_ones() {
        let clock = Arc::new(FakeClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        let tries = CodeTries::new(clock.clone());
        let (guesser, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for _ in 0..MOST_WRONG {
            tries.take(guesser).unwrap();
        }
        assert_eq!(tries.take(guesser).unwrap_err().status.as_u16(), 429);
        tries.take(other).unwrap();
        tries.give_back(guesser);
        tries.take(guesser).unwrap();
        clock.advance(WINDOW);
        tries.take(guesser).unwrap();
    }
}
