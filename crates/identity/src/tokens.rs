//! Access tokens (JWT, RFC 7519) and refresh tokens.

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use kernel::{Authenticator, Clock, MasterSecret, Principal, Problem, Result, Role, secret};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Seconds for which an access token is good.
pub const ACCESS_SECONDS: i64 = 15 * 60;
const AUDIENCE: &str = "dealsmart";

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: Uuid,
    tid: Uuid,
    sid: Uuid,
    role: Role,
    aud: String,
    /// Keeps other tokens signed with this key from being taken for access tokens.
    typ: String,
    iat: i64,
    exp: i64,
}

pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    refresh_key: [u8; 32],
    clock: Arc<dyn Clock>,
}

impl Tokens {
    #[must_use]
    pub fn new(secret: &MasterSecret, clock: Arc<dyn Clock>) -> Self {
        let key = secret.key("access token");
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        // Time is checked below, against our clock.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["aud", "exp", "sub"]);
        Self {
            encoding: EncodingKey::from_secret(&key),
            decoding: DecodingKey::from_secret(&key),
            validation,
            refresh_key: secret.key("refresh token"),
            clock,
        }
    }

    pub(crate) fn access(&self, principal: &Principal) -> Result<String> {
        let now = self.clock.now().timestamp();
        let claims = Claims {
            sub: principal.user_id,
            tid: principal.tenant_id,
            sid: principal.session_id,
            role: principal.role,
            aud: AUDIENCE.into(),
            typ: "access".into(),
            iat: now,
            exp: now.saturating_add(ACCESS_SECONDS),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(Problem::internal)
    }

    /// The refresh token that follows `before`, or the first one. The follower is derived and not drawn, so that two
    /// tabs that refresh at the same moment get the same one.
    pub(crate) fn refresh(&self, tenant_id: Uuid, session_id: Uuid, before: Option<&RefreshToken>) -> RefreshToken {
        let random = match before {
            Some(token) => secret::sign(&self.refresh_key, &token.random),
            None => secret::random(),
        };
        RefreshToken { tenant_id, session_id, random }
    }
}

#[async_trait]
impl Authenticator for Tokens {
    async fn authenticate(&self, token: &str) -> Result<Principal> {
        let claims =
            jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation).map_err(|_| Problem::unauthenticated())?.claims;
        if claims.typ != "access" {
            return Err(Problem::unauthenticated());
        }
        if claims.exp <= self.clock.now().timestamp() {
            return Err(Problem::new(axum::http::StatusCode::UNAUTHORIZED, "token_expired", "The access token has expired. Refresh it."));
        }
        Ok(Principal { user_id: claims.sub, tenant_id: claims.tid, session_id: claims.sid, role: claims.role })
    }
}

/// Names its session, so that no look-up across tenants is needed, and proves it by its random part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefreshToken {
    pub tenant_id: Uuid,
    pub session_id: Uuid,
    random: [u8; 32],
}

impl RefreshToken {
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode([self.tenant_id.as_bytes().as_slice(), self.session_id.as_bytes(), &self.random].concat())
    }

    pub fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
        let (tenant, rest) = bytes.split_at_checked(16)?;
        let (session, random) = rest.split_at_checked(16)?;
        Some(Self {
            tenant_id: Uuid::from_slice(tenant).ok()?,
            session_id: Uuid::from_slice(session).ok()?,
            random: random.try_into().ok()?,
        })
    }

    pub fn hash(&self) -> [u8; 32] {
        secret::hash(&self.random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration};
    use kernel::FakeClock;

    fn principal() -> Principal {
        Principal { user_id: Uuid::from_u128(1), tenant_id: Uuid::from_u128(2), session_id: Uuid::from_u128(3), role: Role::Agent }
    }

    fn tokens(secret: &[u8]) -> (Tokens, Arc<FakeClock>) {
        let clock = Arc::new(FakeClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        (Tokens::new(&MasterSecret::new(secret), clock.clone()), clock)
    }

    #[tokio::test]
    async fn an_access_token_is_good_for_fifteen_minutes() {
        let (tokens, clock) = tokens(b"secret");
        let token = tokens.access(&principal()).unwrap();
        assert_eq!(tokens.authenticate(&token).await.unwrap().user_id, Uuid::from_u128(1));
        clock.advance(Duration::seconds(ACCESS_SECONDS));
        assert_eq!(tokens.authenticate(&token).await.unwrap_err().code, "token_expired");
    }

    #[tokio::test]
    async fn tokens_of_others_are_refused() {
        let (ours, _) = tokens(b"ours");
        let (theirs, _) = tokens(b"theirs");
        let token = theirs.access(&principal()).unwrap();
        assert_eq!(ours.authenticate(&token).await.unwrap_err().status.as_u16(), 401);
        let unsigned = format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#), token.split('.').nth(1).unwrap());
        assert_eq!(ours.authenticate(&unsigned).await.unwrap_err().status.as_u16(), 401);
    }

    #[test]
    fn the_follower_of_a_refresh_token_is_always_the_same() {
        let (tokens, _) = tokens(b"secret");
        let first = tokens.refresh(Uuid::from_u128(2), Uuid::from_u128(3), None);
        let second = tokens.refresh(first.tenant_id, first.session_id, Some(&first));
        assert_eq!(second, tokens.refresh(first.tenant_id, first.session_id, Some(&first)));
        assert_ne!(first, second);
        assert_eq!(RefreshToken::decode(&first.encode()).unwrap(), first);
        assert!(RefreshToken::decode("junk").is_none());
    }
}
