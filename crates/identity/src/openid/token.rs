//! ID tokens: what one says that this provider signed, for us, now, in answer to this asking (OpenID Connect Core, 3.1.3.7).

use super::{providers::Provider, settings::GOOGLE, wire::Proof};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, errors::ErrorKind, jwk::Jwk};
use kernel::secret;
use ring::digest::{SHA384, SHA512, digest};
use serde::Deserialize;
use subtle::ConstantTimeEq;

/// Signed with a key that only the provider has; nothing that is signed with a secret that we know as well, or not at all.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];
/// How far a provider's clock may differ, and how long an answer may be on its way.
const SKEW_SECONDS: i64 = 600;

/// What a token must be of.
pub(super) struct Expected<'a> {
    pub provider: &'a Provider,
    pub nonce: &'a str,
    pub access_token: &'a str,
    pub now: DateTime<Utc>,
}

/// One audience, or a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    /// For us, and for nobody else: another client that may show this token is one that we do not know.
    fn is_only(&self, client_id: &str) -> bool {
        match self {
            Self::One(one) => one == client_id,
            Self::Many(many) => matches!(many.as_slice(), [one] if one == client_id),
        }
    }
}

/// Of a token, or of the user-info endpoint, which says only who it is.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Claims {
    pub sub: String,
    iss: Option<String>,
    aud: Option<Audience>,
    exp: Option<i64>,
    iat: Option<i64>,
    nonce: Option<String>,
    at_hash: Option<String>,
    pub email: Option<String>,
    #[serde(default)]
    email_verified: Option<bool>,
    name: Option<String>,
    /// Google says with it which organisation an account belongs to.
    hd: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// Signed with a key that is not among those known.
    UnknownKey,
    Because(&'static str),
}

impl Refused {
    pub fn words(&self) -> &'static str {
        match self {
            Self::UnknownKey => "its token is signed with a key that the provider does not list",
            Self::Because(why) => why,
        }
    }
}

pub(super) fn verified(keys: &[Jwk], token: &str, expected: &Expected) -> Result<Claims, Refused> {
    let header = jsonwebtoken::decode_header(token).map_err(|_| Refused::Because("its token could not be read"))?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(Refused::Because("its token is not signed with a key of the provider's own"));
    }
    let claims = signed(keys, token, &header)?;
    let because = |why| Err(Refused::Because(why));
    if claims.iss.as_deref() != Some(&expected.provider.issuer) {
        return because("its token is another issuer's");
    }
    if !claims.aud.as_ref().is_some_and(|audience| audience.is_only(&expected.provider.client_id)) {
        return because("its token is for another client");
    }
    let now = expected.now.timestamp();
    if claims.exp.is_none_or(|end| end <= now) {
        return because("its token has expired");
    }
    if claims.iat.is_none_or(|issued| now.abs_diff(issued) > SKEW_SECONDS.unsigned_abs()) {
        return because("its token was issued at another time");
    }
    if !claims.nonce.as_deref().is_some_and(|nonce| bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes()))) {
        return because("its token answers another asking");
    }
    if claims.at_hash.as_ref().is_some_and(|hash| *hash != half_hash(header.alg, expected.access_token)) {
        return because("its tokens do not belong together");
    }
    // OpenID Connect Core, 2.
    if claims.sub.is_empty() || claims.sub.len() > 255 || claims.sub.contains('\0') {
        return because("its subject is none");
    }
    Ok(claims)
}

/// The claims, when one of the keys has signed them. A token that names its key is looked at with that one alone.
fn signed(keys: &[Jwk], token: &str, header: &Header) -> Result<Claims, Refused> {
    let mut validation = Validation::new(header.alg);
    // All of it is checked above, against our clock.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let named = |key: &&Jwk| header.kid.is_none() || key.common.key_id.is_none() || key.common.key_id == header.kid;
    for key in keys.iter().filter(named) {
        let Ok(decoding) = DecodingKey::from_jwk(key) else { continue };
        match jsonwebtoken::decode::<Claims>(token, &decoding, &validation) {
            Ok(decoded) => return Ok(decoded.claims),
            Err(error) => match error.kind() {
                // Another key's, or another kind of key.
                ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => {}
                _ => return Err(Refused::Because("its token could not be read")),
            },
        }
    }
    Err(Refused::UnknownKey)
}

/// The left half of the access token's hash, by the hash of the signature (OpenID Connect Core, 3.1.3.6).
fn half_hash(algorithm: Algorithm, access_token: &str) -> String {
    let bytes = access_token.as_bytes();
    let hash = match algorithm {
        Algorithm::RS384 | Algorithm::PS384 | Algorithm::ES384 => digest(&SHA384, bytes).as_ref().to_vec(),
        Algorithm::RS512 | Algorithm::PS512 | Algorithm::EdDSA => digest(&SHA512, bytes).as_ref().to_vec(),
        _ => secret::hash(bytes).to_vec(),
    };
    URL_SAFE_NO_PAD.encode(hash.get(..hash.len() / 2).unwrap_or_default())
}

impl Claims {
    /// What they vouch for, in the provider's name.
    pub(super) fn proof(self, issuer: &str) -> Proof {
        let email = self.email.map(|email| email.trim().to_lowercase()).filter(|email| is_address(email));
        let authoritative = issuer != GOOGLE || email.as_deref().is_some_and(|email| knows(email, self.hd.as_deref()));
        Proof {
            issuer: issuer.to_owned(),
            subject: self.sub,
            email_verified: self.email_verified == Some(true) && email.is_some() && authoritative,
            email,
            name: self.name,
        }
    }
}

/// Google verifies an address of elsewhere once, and does not hear when it passes to another; it knows its own, and those
/// of organisations that it hosts.
fn knows(email: &str, hosted: Option<&str>) -> bool {
    email.ends_with("@gmail.com") || hosted.is_some_and(|domain| email.ends_with(&format!("@{}", domain.to_lowercase())))
}

fn is_address(text: &str) -> bool {
    let plain = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    plain && matches!(text.split_once('@'), Some((local, domain)) if !local.is_empty() && domain.contains('.') && !domain.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn google_is_believed_about_its_own_addresses() {
        assert!(knows("ada@gmail.com", None));
        assert!(knows("ada@corp.example", Some("Corp.example")));
        assert!(!knows("ada@corp.example", None));
        assert!(!knows("ada@notcorp.example", Some("corp.example")));
        assert!(!knows("ada@gmail.com.evil.example", Some("corp.example")));
        let claims = Claims { sub: "1".into(), email: Some("ada@corp.example".into()), email_verified: Some(true), ..Claims::default() };
        assert!(!claims.clone().proof(GOOGLE).email_verified);
        assert!(claims.proof("https://login.corp.example").email_verified);
    }

    #[test]
    fn addresses_are_addresses() {
        assert!(is_address("ada@corp.example"));
        for junk in ["", "ada", "@corp.example", "ada@corp", "a b@corp.example", "ada@x@corp.example", "ada@corp.example\n"] {
            assert!(!is_address(junk), "{junk}");
        }
    }

    #[test]
    fn the_half_hash_is_the_specifications() {
        // The example of OpenID Connect Core, A.3.
        assert_eq!(half_hash(Algorithm::RS256, "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ");
    }

    proptest! {
        #[test]
        fn no_token_panics(token in ".{0,200}") {
            let provider = Provider {
                key: String::new(),
                label: String::new(),
                issuer: String::new(),
                client_id: String::new(),
                client_secret: None,
                workspace: None,
            };
            let expected = Expected { provider: &provider, nonce: "", access_token: "", now: DateTime::UNIX_EPOCH };
            prop_assert!(verified(&[], &token, &expected).is_err());
        }
    }
}
