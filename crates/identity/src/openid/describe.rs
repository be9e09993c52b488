//! What a provider says of itself (OpenID Connect Discovery), and the keys that it signs with.

use super::wire::get;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use kernel::http::{CallError, Caller};
use serde::Deserialize;
use serde_json::Value;

/// OpenID Connect Discovery, 3, as far as it is needed here; RFC 9207.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Description {
    issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub userinfo_endpoint: Option<String>,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl Description {
    /// HTTP Basic is what a provider takes that does not say.
    pub fn takes_basic(&self) -> bool {
        self.token_endpoint_auth_methods_supported
            .as_ref()
            .is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic"))
    }
}

#[derive(Debug, Clone)]
pub(super) struct Metadata {
    pub description: Description,
    pub keys: Vec<Jwk>,
}

/// RFC 7517. Keys of kinds that nobody here knows are passed over.
#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

/// Why a description could not be had.
#[derive(Debug)]
pub(super) enum Unknown {
    Call(CallError),
    Status(u16),
    Unreadable,
    OtherIssuer,
    NoKeys,
}

impl Unknown {
    /// For whoever set the provider up.
    pub fn words(&self) -> String {
        match self {
            Self::Call(CallError::Internal) => {
                "The address leads into an internal network. The operator can allow it with DEALSMART_PRIVATE_HOSTS.".into()
            }
            Self::Call(error) => format!("The provider could not be reached: {error}."),
            Self::Status(status) => format!("There is no OpenID Connect description at this address (status {status})."),
            Self::Unreadable => "What is at this address is no OpenID Connect description.".into(),
            Self::OtherIssuer => "The provider calls itself by another address. Take the issuer exactly as the provider writes it.".into(),
            Self::NoKeys => "The provider publishes no key that its tokens could be checked with.".into(),
        }
    }
}

pub(super) async fn discover(caller: &Caller, issuer: &str) -> Result<Metadata, Unknown> {
    let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let description: Description = get(caller, &url, None).await?;
    // A description of another issuer would let one provider speak for another.
    if description.issuer != issuer {
        return Err(Unknown::OtherIssuer);
    }
    let set: KeySet = get(caller, &description.jwks_uri, None).await?;
    let keys: Vec<Jwk> = (set.keys.into_iter())
        .filter_map(|key| serde_json::from_value::<Jwk>(key).ok())
        .filter(|key| matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature)))
        .collect();
    if keys.is_empty() { Err(Unknown::NoKeys) } else { Ok(Metadata { description, keys }) }
}
