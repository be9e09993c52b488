//! Passwords: argon2id (RFC 9106) with OWASP's parameters (19 MiB, 2 passes), off the async threads, and only so many
//! at once: each takes 19 MiB and a core.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use kernel::{Problem, Result};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::Semaphore;

/// Sign-ins that may wait for a place; more are told to come back.
const MOST_WAITING: usize = 64;

#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    runs: Arc<AtomicU64>,
    /// Checked when there is no such user, so that both take the same time.
    nobody: Arc<str>,
}

impl Passwords {
    /// `places` at once.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn new(places: usize) -> Result<Self> {
        Ok(Self {
            places: Arc::new(Semaphore::new(places)),
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
            runs: Arc::default(),
            nobody: hash_now("nobody has this password")?.into(),
        })
    }

    /// How many passwords were hashed or checked: what a caller can tell by the time it takes.
    #[must_use]
    pub fn runs(&self) -> u64 {
        self.runs.load(Ordering::Relaxed)
    }

    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        self.off_thread(move || hash_now(&password)).await?
    }

    /// Whether the password is the one of `stored`; without one, or with one that no password has, false after the same time.
    pub(crate) async fn verify(&self, password: String, stored: Option<String>) -> Result<bool> {
        // Who signs in at a provider alone has none.
        let stored = stored.filter(|stored| PasswordHash::new(stored).is_ok());
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.as_ref().into());
        let matches = self
            .off_thread(move || match PasswordHash::new(&stored) {
                Ok(hash) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
                Err(_) => false,
            })
            .await?;
        Ok(matches && known)
    }

    async fn off_thread<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let busy = || Problem::unavailable("busy", "Too many people are signing in right now. Try again in a moment.");
        let _queued = self.waiting.try_acquire().map_err(|_| busy())?;
        self.runs.fetch_add(1, Ordering::Relaxed);
        let _place = self.places.acquire().await.map_err(|_| busy())?;
        tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
    }
}

fn hash_now(password: &str) -> Result<String> {
    Ok(Argon2::default().hash_password(password.as_bytes()).map_err(Problem::internal)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let passwords = Passwords::new(2).unwrap();
        let stored = passwords.hash("correct horse".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(passwords.verify("correct horse".into(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify("wrong".into(), Some(stored)).await.unwrap());
        assert!(!passwords.verify("nobody has this password".into(), None).await.unwrap());
    }
}
