//! What goes between us and a provider: its description, the way to it, and the code that is exchanged for a signed token.

use super::{
    OpenId,
    describe::{Metadata, Unknown, discover},
    providers::Provider,
    token,
};
use axum::http::{Request, header};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use kernel::{
    Clock, Problem, Result,
    http::{CallError, Caller, Url},
    secret,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::sync::Arc;

/// Where to send somebody, and what to remember until they are back.
pub(super) struct Asking {
    pub url: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// What comes back, with what was remembered.
pub(super) struct Answer {
    pub code: String,
    pub nonce: String,
    pub verifier: String,
}

/// What a provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    pub issuer: String,
    pub subject: String,
    /// Lower case.
    pub email: Option<String>,
    /// The provider has made sure that the address is theirs, and is the one to know.
    pub email_verified: bool,
    pub name: Option<String>,
}

/// What comes for a code (RFC 6749, 5.1; OpenID Connect Core, 3.1.3.3).
#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    id_token: String,
}

/// RFC 6749, 5.2.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

fn unavailable() -> Problem {
    Problem::unavailable("provider_unavailable", "The provider cannot be reached. Try again, or sign in another way.")
}

pub(super) fn not_valid(why: impl std::fmt::Display) -> Problem {
    // Neither codes nor tokens are in these words.
    tracing::warn!(%why, "a provider's answer was refused");
    Problem::unprocessable("provider_answer_invalid", "The provider's answer is not valid.")
}

fn random_text() -> String {
    URL_SAFE_NO_PAD.encode(secret::random())
}

/// `application/x-www-form-urlencoded`.
fn form<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String> {
    let mut url = Url::parse("http://form/").map_err(Problem::internal)?;
    url.query_pairs_mut().extend_pairs(pairs);
    Ok(url.query().unwrap_or_default().to_owned())
}

fn encoded(text: &str) -> Result<String> {
    Ok(form([("x", text)])?.trim_start_matches("x=").to_owned())
}

impl OpenId {
    fn caller(&self, provider: &Provider) -> &Caller {
        if provider.workspace.is_none() { &self.trusting } else { &self.guarded }
    }

    /// Fetches a workspace's provider's description afresh.
    pub(super) async fn discover(&self, issuer: &str) -> std::result::Result<Metadata, Unknown> {
        discover(&self.guarded, issuer).await
    }

    async fn metadata(&self, provider: &Provider) -> Result<Arc<Metadata>> {
        let caller = self.caller(provider).clone();
        let issuer = provider.issuer.clone();
        // Whoever comes meanwhile waits for the same answer; failures are not kept.
        let fetched = self.known.try_get_with(Self::key(provider), async move { discover(&caller, &issuer).await.map(Arc::new) }).await;
        fetched.map_err(|error| {
            tracing::warn!(error = error.words(), issuer = provider.issuer, "a provider's description could not be had");
            unavailable()
        })
    }

    fn key(provider: &Provider) -> (bool, String) {
        (provider.workspace.is_none(), provider.issuer.clone())
    }

    /// Drops what is kept of a workspace's provider.
    pub(super) async fn forget_guarded(&self, issuer: &str) {
        self.known.invalidate(&(false, issuer.to_owned())).await;
    }

    /// Prepares the way to a provider: authorisation code with PKCE (RFC 7636, S256), a state and a nonce.
    pub(super) async fn ask(&self, provider: &Provider, redirect_uri: &str) -> Result<Asking> {
        let metadata = self.metadata(provider).await?;
        let (state, nonce, verifier) = (random_text(), random_text(), random_text());
        let challenge = URL_SAFE_NO_PAD.encode(secret::hash(verifier.as_bytes()));
        let mut url = Url::parse(&metadata.description.authorization_endpoint).map_err(not_valid)?;
        // A page goes on there by itself; no other scheme may come out of what the provider wrote.
        if !matches!(url.scheme(), "https" | "http") {
            return Err(not_valid("its authorisation endpoint is no web address"));
        }
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", &provider.client_id),
            ("redirect_uri", redirect_uri),
            ("scope", "openid email profile"),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        Ok(Asking { url: url.into(), state, nonce, verifier })
    }

    /// Whether an answer's `iss` (RFC 9207) is the provider's. One that says that it names itself must.
    pub(super) async fn check_issuer(&self, provider: &Provider, iss: Option<&str>) -> Result<()> {
        match iss {
            Some(iss) if iss == provider.issuer => Ok(()),
            None if !self.metadata(provider).await?.description.authorization_response_iss_parameter_supported => Ok(()),
            _ => Err(not_valid("it names another issuer")),
        }
    }

    /// Exchanges the code, and reads and verifies the token that comes for it.
    pub(super) async fn redeem(&self, provider: &Provider, redirect_uri: &str, answer: Answer, clock: &Arc<dyn Clock>) -> Result<Proof> {
        let caller = self.caller(provider);
        let mut metadata = self.metadata(provider).await?;
        let tokens = exchange(caller, &metadata, provider, redirect_uri, &answer).await?;
        let expected = token::Expected { provider, nonce: &answer.nonce, access_token: &tokens.access_token, now: clock.now() };
        let mut claims = token::verified(&metadata.keys, &tokens.id_token, &expected);
        if matches!(claims, Err(token::Refused::UnknownKey)) {
            // The provider has rotated its keys since they were asked for.
            self.known.invalidate(&Self::key(provider)).await;
            metadata = self.metadata(provider).await?;
            claims = token::verified(&metadata.keys, &tokens.id_token, &expected);
        }
        let mut claims = claims.map_err(|refused| not_valid(refused.words()))?;
        if let (None, Some(endpoint)) = (&claims.email, &metadata.description.userinfo_endpoint)
            && let Some(info) = user_info(caller, endpoint, &tokens.access_token).await
            // Another's would be put under this one's name (OpenID Connect Core, 5.3.4).
            && info.sub == claims.sub
        {
            claims = info;
        }
        Ok(claims.proof(&provider.issuer))
    }
}

async fn exchange(caller: &Caller, metadata: &Metadata, provider: &Provider, redirect_uri: &str, answer: &Answer) -> Result<Tokens> {
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", answer.code.as_str()),
        ("redirect_uri", redirect_uri),
        ("code_verifier", answer.verifier.as_str()),
    ];
    let mut request = Request::post(&metadata.description.token_endpoint)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json");
    match provider.client_secret.as_deref() {
        // RFC 6749, 2.3.1: both are encoded before they are joined.
        Some(secret) if metadata.description.takes_basic() => {
            let pair = format!("{}:{}", encoded(&provider.client_id)?, encoded(secret)?);
            request = request.header(header::AUTHORIZATION, format!("Basic {}", STANDARD.encode(pair)));
        }
        Some(secret) => fields.extend([("client_id", provider.client_id.as_str()), ("client_secret", secret)]),
        None => fields.push(("client_id", provider.client_id.as_str())),
    }
    let request = request.body(form(fields)?.into_bytes()).map_err(not_valid)?;
    let response = caller.call(request).await.map_err(|error| {
        tracing::warn!(%error, "a provider did not exchange a code");
        unavailable()
    })?;
    if !response.status().is_success() {
        let said = serde_json::from_slice::<Refusal>(response.body()).map(|refusal| refusal.error).unwrap_or_default();
        let said: String = said.chars().filter(|c| c.is_ascii_graphic()).take(60).collect();
        return Err(not_valid(format!("the code was refused: {} {said}", response.status().as_u16())));
    }
    serde_json::from_slice(response.body()).map_err(|_| not_valid("what came for the code could not be read"))
}

/// Some providers give the address only here. Without it one can still come in who is known.
async fn user_info(caller: &Caller, endpoint: &str, access_token: &str) -> Option<token::Claims> {
    get(caller, endpoint, Some(access_token)).await.ok()
}

/// A JSON document.
pub(super) async fn get<T: DeserializeOwned>(caller: &Caller, url: &str, bearer: Option<&str>) -> std::result::Result<T, Unknown> {
    let mut request = Request::get(url).header(header::ACCEPT, "application/json");
    if let Some(token) = bearer {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let request = request.body(Vec::new()).map_err(|_| Unknown::Call(CallError::Address))?;
    let response = caller.call(request).await.map_err(Unknown::Call)?;
    if !response.status().is_success() {
        return Err(Unknown::Status(response.status().as_u16()));
    }
    serde_json::from_slice(response.body()).map_err(|_| Unknown::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_carry_any_text() {
        assert_eq!(form([("a", "b c"), ("d", "e&f=g")]).unwrap(), "a=b+c&d=e%26f%3Dg");
        assert_eq!(encoded("p:a s%").unwrap(), "p%3Aa+s%25");
    }
}
