//! Access tokens (JWT, RFC 7519, as RFC 9068 profiles them) and refresh tokens.

use crate::keys::Keys;
use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use contracts::operator::{ImpersonationSession, ImpersonationToken, ImpersonationTokens};
use jsonwebtoken::{Algorithm, Header, Validation};
use kernel::{Clock, Db, MasterSecret, Problem, Result, secret};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Seconds for which an access token is good.
pub const ACCESS_SECONDS: i64 = 15 * 60;
const AUDIENCE: &str = "dealsmart";
/// Keeps other tokens that are signed with these keys from being taken for access tokens.
const TYPE: &str = "at+jwt";

/// What a token says. Not what its bearer may: that is asked for anew, so that it can end.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub sub: Uuid,
    pub tid: Uuid,
    pub sid: Uuid,
    pub aud: String,
    pub iat: i64,
    pub exp: i64,
    /// Who acts, when it is not the subject: an operator (RFC 8693, section 4.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Act {
    pub sub: Uuid,
}

/// A session of someone in a tenant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject {
    pub user_id: Uuid,
    pub tenant_id: Uuid,
    pub session_id: Uuid,
    pub session_expires_at: DateTime<Utc>,
}

/// An access token and for how long it is good.
pub(crate) struct Access {
    pub token: String,
    pub seconds: i64,
}

pub struct Tokens {
    keys: Keys,
    validation: Validation,
    refresh_key: [u8; 32],
    clock: Arc<dyn Clock>,
}

impl Tokens {
    #[must_use]
    pub fn new(secret: &MasterSecret, db: Db, clock: Arc<dyn Clock>) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&[AUDIENCE]);
        // Time is checked below, against our clock.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["aud", "exp", "sub"]);
        let keys = Keys::new(secret, db, Arc::clone(&clock));
        Self { keys, validation, refresh_key: secret.key("refresh token"), clock }
    }

    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(crate) async fn access(&self, subject: &Subject) -> Result<Access> {
        let until = (self.clock.now() + Duration::seconds(ACCESS_SECONDS)).min(subject.session_expires_at);
        self.issue(subject, until, None).await
    }

    async fn issue(&self, subject: &Subject, until: DateTime<Utc>, act: Option<Act>) -> Result<Access> {
        let (now, exp) = (self.clock.now(), until.timestamp());
        let claims = Claims {
            sub: subject.user_id,
            tid: subject.tenant_id,
            sid: subject.session_id,
            aud: AUDIENCE.into(),
            iat: now.timestamp(),
            exp,
            act,
        };
        let signing = self.keys.signing().await?;
        let header = Header { typ: Some(TYPE.into()), kid: Some(signing.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        let token = jsonwebtoken::encode(&header, &claims, &signing.key).map_err(Problem::internal)?;
        Ok(Access { token, seconds: exp.saturating_sub(now.timestamp()) })
    }

    /// What a token says that is ours, for us, and not expired.
    pub(crate) async fn claims(&self, token: &str) -> Result<Claims> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| Problem::unauthenticated())?;
        if header.typ.as_deref() != Some(TYPE) {
            return Err(Problem::unauthenticated());
        }
        let kid = header.kid.filter(|kid| kid.len() <= 64).ok_or_else(Problem::unauthenticated)?;
        let key = self.keys.verifying(&kid).await?.ok_or_else(Problem::unauthenticated)?;
        let claims = jsonwebtoken::decode::<Claims>(token, &key, &self.validation).map_err(|_| Problem::unauthenticated())?.claims;
        if claims.exp <= self.clock.now().timestamp() {
            return Err(Problem::new(axum::http::StatusCode::UNAUTHORIZED, "token_expired", "The access token has expired. Refresh it."));
        }
        Ok(claims)
    }

    /// The refresh token that follows `before`, or the first one. The follower is derived and not drawn, so that two
    /// tabs that refresh at the same moment get the same one, though nobody keeps it.
    pub(crate) fn refresh(&self, user_id: Uuid, session_id: Uuid, before: Option<&RefreshToken>) -> RefreshToken {
        let random = match before {
            Some(token) => secret::sign(&self.refresh_key, &token.random),
            None => secret::random(),
        };
        RefreshToken { user_id, session_id, random }
    }
}

#[async_trait]
impl ImpersonationTokens for Tokens {
    async fn impersonation(&self, session: &ImpersonationSession) -> Result<ImpersonationToken> {
        let ImpersonationSession { operator_id, user_id, tenant_id, session_id, ends_at } = *session;
        let subject = Subject { user_id, tenant_id, session_id, session_expires_at: ends_at };
        // There is no refresh token, so it lives as long as the impersonation; it is good for nothing once that has ended.
        let access = self.issue(&subject, ends_at, Some(Act { sub: operator_id })).await?;
        Ok(ImpersonationToken { token: access.token, seconds: access.seconds })
    }
}

/// Names its session and whose it is, so that nobody else's is looked at, and proves it by its random part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefreshToken {
    pub user_id: Uuid,
    pub session_id: Uuid,
    random: [u8; 32],
}

impl RefreshToken {
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode([self.user_id.as_bytes().as_slice(), self.session_id.as_bytes(), &self.random].concat())
    }

    pub fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
        let (user, rest) = bytes.split_at_checked(16)?;
        let (session, random) = rest.split_at_checked(16)?;
        Some(Self { user_id: Uuid::from_slice(user).ok()?, session_id: Uuid::from_slice(session).ok()?, random: random.try_into().ok()? })
    }

    pub fn hash(&self) -> [u8; 32] {
        secret::hash(&self.random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::FakeClock;
    use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

    #[tokio::test]
    async fn the_follower_of_a_refresh_token_is_always_the_same() {
        let clock = Arc::new(FakeClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        let db = Db::new(PgPoolOptions::new().connect_lazy_with(PgConnectOptions::new_without_pgpass()), clock.clone());
        let tokens = Tokens::new(&MasterSecret::new(b"secret"), db.clone(), clock.clone());
        let first = tokens.refresh(Uuid::from_u128(2), Uuid::from_u128(3), None);
        let second = tokens.refresh(first.user_id, first.session_id, Some(&first));
        assert_eq!(second, tokens.refresh(first.user_id, first.session_id, Some(&first)));
        assert_ne!(first, second);
        let elsewhere = Tokens::new(&MasterSecret::new(b"another"), db, clock);
        assert_ne!(second, elsewhere.refresh(first.user_id, first.session_id, Some(&first)), "nobody else can derive it");
        assert_eq!(RefreshToken::decode(&first.encode()).unwrap(), first);
        assert!(RefreshToken::decode("junk").is_none());
    }
}
