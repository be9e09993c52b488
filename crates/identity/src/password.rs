//! Passwords: argon2id (RFC 9106) with OWASP's parameters (19 MiB, 2 passes). Each takes 19 MiB and a core for a while, so
//! only so many are checked at once, on threads of their own that stand back when anybody else has work to do.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use kernel::{Problem, Result};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
    mpsc,
};
use tokio::sync::{Semaphore, oneshot};

/// Sign-ins that may wait for a place; more are told to come back.
const MOST_WAITING: usize = 64;

/// How far their threads stand back (see `nice(2)`): a third of the processor when all of it is wanted.
const NICENESS: i32 = 5;

type Work = Box<dyn FnOnce() + Send>;

#[derive(Clone)]
pub struct Passwords {
    desk: mpsc::Sender<Work>,
    waiting: Arc<Semaphore>,
    runs: Arc<AtomicU64>,
    /// Checked when there is no such user, so that both take the same time.
    nobody: Arc<str>,
}

impl Passwords {
    /// `places` at once.
    ///
    /// # Errors
    /// When the operating system gives no randomness, or no threads.
    pub fn new(places: usize) -> Result<Self> {
        let (desk, work) = mpsc::channel::<Work>();
        let work = Arc::new(Mutex::new(work));
        for _ in 0..places.max(1) {
            let work = Arc::clone(&work);
            // They end when the desk is gone.
            std::thread::Builder::new().name("passwords".into()).spawn(move || serve(&work)).map_err(Problem::internal)?;
        }
        let nobody = hash_now("nobody has this password")?.into();
        Ok(Self { desk, waiting: Arc::new(Semaphore::new(MOST_WAITING)), runs: Arc::default(), nobody })
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
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| busy())?;
        self.runs.fetch_add(1, Ordering::Relaxed);
        let (done, answer) = oneshot::channel();
        let work: Work = Box::new(move || {
            // The place is given back with the work and not with the caller, who may have hung up. Then nothing is done.
            let _place = place;
            if !done.is_closed() {
                let _ = done.send(work());
            }
        });
        self.desk.send(work).map_err(Problem::internal)?;
        answer.await.map_err(Problem::internal)
    }
}

fn serve(work: &Mutex<mpsc::Receiver<Work>>) {
    // On Linux this is the thread's own. Where it is not allowed, the work is done all the same.
    let _ = rustix::process::nice(NICENESS);
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(next) = next else { return };
        // One that panics tells its caller by going away, and must not take the thread with it.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(next));
    }
}

fn hash_now(password: &str) -> Result<String> {
    Ok(Argon2::default().hash_password(password.as_bytes()).map_err(Problem::internal)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn more_than_may_wait_are_told_to_come_back() {
        let passwords = Passwords::new(1).unwrap();
        let asked = (0..MOST_WAITING + 20).map(|_| passwords.verify("wrong".into(), None));
        let answers = futures_util::future::join_all(asked).await;
        let busy: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
        assert_eq!(busy.len(), 20);
        assert!(busy.iter().all(|problem| problem.status.as_u16() == 503 && problem.retry_after_seconds == Some(1)));
        assert!(!passwords.verify("wrong".into(), None).await.unwrap(), "and then there is room again");
    }

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
