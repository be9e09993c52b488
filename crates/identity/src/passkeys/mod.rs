//! Passkeys (WebAuthn level 3): keys that a person's devices hold, bound to this address, so that no other page can ask
//! for them. All of ours verify their user and are found without an address typed in.
//!
//! Invariants: what a passkey signs was asked by us within five minutes, for this purpose and this session, and is answered
//! once; a passkey opens its own person's account alone; one whose counter went back may be a copy, and opens nothing any more.

pub(crate) mod answer;
pub(crate) mod challenge;
pub(crate) mod manage;
pub(crate) mod register;
pub(crate) mod sign_in;

use anyhow::{Context, bail};
use axum::http::{Uri, uri::Scheme};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use webauthn_rp::{
    bin::Decode,
    request::{AsciiDomain, RpId, register::UserHandle16},
};

/// Who we are to passkeys: the host of the address that people use.
#[derive(Debug, Clone)]
pub struct RelyingParty {
    pub(crate) id: RpId,
    /// The one page origin that may ask.
    pub(crate) origin: String,
}

impl RelyingParty {
    /// Browsers bind no passkey to a number, so an address by number, which development has, counts as `localhost`.
    ///
    /// # Errors
    /// When the address has no host that is a domain.
    pub fn of(url: &str) -> anyhow::Result<Self> {
        let uri: Uri = url.parse().with_context(|| format!("{url} is no address"))?;
        let (Some(scheme), Some(host)) = (uri.scheme(), uri.host()) else { bail!("{url} is no address of a site") };
        let by_number = host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok();
        let host = if by_number { "localhost".to_owned() } else { host.to_ascii_lowercase() };
        let usual = if *scheme == Scheme::HTTPS { 443 } else { 80 };
        let port = uri.port_u16().filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
        let origin = format!("{scheme}://{host}{port}");
        let domain = AsciiDomain::try_from(host).map_err(|error| anyhow::anyhow!("{url}: {error}"))?;
        Ok(Self { id: RpId::Domain(domain), origin })
    }
}

/// What the browser is to be asked: `navigator.credentials` takes it once the texts in base64url are made bytes
/// (`PublicKeyCredential.parseCreationOptionsFromJSON`, `parseRequestOptionsFromJSON`).
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeyOptions {
    #[schema(value_type = Object)]
    pub public_key: Value,
}

/// A person, as their passkeys know them.
pub(crate) fn handle(user_id: Uuid) -> UserHandle16 {
    match UserHandle16::decode(*user_id.as_bytes()) {
        Ok(handle) => handle,
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_the_host_of_the_address() {
        let of = |url: &str| RelyingParty::of(url).map(|party| (party.id.as_ref().to_owned(), party.origin));
        let is = |id: &str, origin: &str| Some((id.to_owned(), origin.to_owned()));
        assert_eq!(of("https://Support.Example.com").ok(), is("support.example.com", "https://support.example.com"));
        assert_eq!(of("https://support.example.com:443/x").ok(), is("support.example.com", "https://support.example.com"));
        assert_eq!(of("https://support.example.com:8443").ok(), is("support.example.com", "https://support.example.com:8443"));
        assert_eq!(of("http://127.0.0.1:8080").ok(), is("localhost", "http://localhost:8080"));
        assert_eq!(of("http://[::1]:8080").ok(), is("localhost", "http://localhost:8080"));
        assert!(of("nonsense").is_err() && of("/path").is_err());
    }

    #[test]
    fn a_handle_is_the_persons_id() {
        let id = Uuid::from_u128(7);
        assert_eq!(handle(id).as_ref(), id.as_bytes());
    }
}
