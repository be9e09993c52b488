//! What is remembered between sending somebody to a provider and their coming back. The browser keeps it, sealed, so that an
//! answer is taken from the browser that asked and from no other; the database remembers which were used.

use crate::cookies;
use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use kernel::{Db, Problem, Result, seal, secret};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// How long one may take at the provider.
pub(super) const LIFE: Duration = Duration::minutes(10);
/// Characters of the state that name the cookie, so that two tabs can be on their way at once.
const NAME: usize = 12;

/// Why somebody was sent to a provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Purpose {
    SignIn,
    /// To add the account there to one's own here.
    Link {
        user_id: Uuid,
        session_id: Uuid,
    },
}

#[derive(Serialize, Deserialize)]
pub(super) struct Attempt {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
    pub provider: String,
    pub issuer: String,
    pub client_id: String,
    pub purpose: Purpose,
    /// The page of ours to go on with.
    pub from: String,
    pub expires_at: DateTime<Utc>,
}

fn name(state: &str) -> Option<String> {
    state.get(..NAME).map(|start| format!("dealsmart_oauth_{start}"))
}

impl Attempt {
    pub(super) fn cookie(&self, key: &[u8; 32], secure: bool) -> Result<HeaderValue> {
        let name = name(&self.state).ok_or_else(|| Problem::internal("a state is too short"))?;
        Ok(cookies::set(&name, &sealed(key, "attempt", self)?, LIFE.num_seconds(), secure))
    }

    /// Removes the cookie of a state.
    pub(super) fn forget(state: &str, secure: bool) -> Option<HeaderValue> {
        // Only what may stand in a cookie's name; the state comes from outside.
        let plain = state.bytes().take(NAME).all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        name(state).filter(|_| plain).map(|name| cookies::set(&name, "", 0, secure))
    }

    /// The attempt that this browser made with this state, when it is still good.
    pub(super) fn read(key: &[u8; 32], headers: &HeaderMap, state: &str, now: DateTime<Utc>) -> Option<Self> {
        let attempt: Self = opened(key, "attempt", &cookies::read(headers, &name(state)?)?)?;
        (bool::from(attempt.state.as_bytes().ct_eq(state.as_bytes())) && attempt.expires_at > now).then_some(attempt)
    }

    /// Uses the attempt up. False when it was used before.
    pub(super) async fn use_up(&self, db: &Db) -> Result<bool> {
        let now = db.clock().now();
        let pool = db.outside_tenants();
        sqlx::query!("DELETE FROM used_oauth_states WHERE expires_at < $1", now).execute(pool).await?;
        let first = sqlx::query!(
            "INSERT INTO used_oauth_states (state_hash, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &secret::hash(self.state.as_bytes()),
            self.expires_at
        )
        .execute(pool)
        .await?;
        Ok(first.rows_affected() == 1)
    }
}

/// A value that a browser keeps and cannot read or change.
pub(super) fn sealed<T: Serialize>(key: &[u8; 32], about: &str, value: &T) -> Result<String> {
    let plain = serde_json::to_vec(value).map_err(Problem::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(seal::seal(key, about, &plain)?))
}

pub(super) fn opened<T: DeserializeOwned>(key: &[u8; 32], about: &str, text: &str) -> Option<T> {
    serde_json::from_slice(&seal::open(key, about, &URL_SAFE_NO_PAD.decode(text).ok()?)?).ok()
}

/// A page of ours to go on with, and nothing that a browser would take for another site.
pub(super) fn local_path(from: Option<&str>) -> String {
    let fits = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.starts_with("/api/")
            && path.len() <= 500
            && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
    };
    from.filter(fits).unwrap_or("/inbox").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    fn attempt(now: DateTime<Utc>) -> Attempt {
        Attempt {
            state: "abcdefghijklmnop".into(),
            nonce: "n".into(),
            verifier: "v".into(),
            provider: "google".into(),
            issuer: "i".into(),
            client_id: "c".into(),
            purpose: Purpose::SignIn,
            from: "/inbox".into(),
            expires_at: now + LIFE,
        }
    }

    #[test]
    fn an_attempt_is_its_browsers_its_states_and_its_times() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let cookie = attempt(now).cookie(&[1; 32], true).unwrap();
        let text = cookie.to_str().unwrap();
        assert!(text.contains("HttpOnly") && text.contains("SameSite=Lax") && text.contains("Secure") && !text.contains("google"));
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, text.split(';').next().unwrap().parse().unwrap());
        let read = |key: u8, headers: &HeaderMap, state: &str, now| Attempt::read(&[key; 32], headers, state, now).is_some();
        assert!(read(1, &headers, "abcdefghijklmnop", now));
        assert!(!read(2, &headers, "abcdefghijklmnop", now), "another key");
        assert!(!read(1, &headers, "abcdefghijklmnoq", now), "another state");
        assert!(!read(1, &headers, "short", now));
        assert!(!read(1, &headers, "abcdefghijklmnop", now + LIFE), "too late");
        assert!(!read(1, &HeaderMap::new(), "abcdefghijklmnop", now), "another browser");
    }

    #[test]
    fn only_pages_of_ours_are_gone_on_with() {
        for good in ["/inbox", "/qr/0193?x=1#y"] {
            assert_eq!(local_path(Some(good)), good);
        }
        for bad in ["", "inbox", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/api/v1/auth/logout"] {
            assert_eq!(local_path(Some(bad)), "/inbox", "{bad}");
        }
    }
}
