//! The way to a provider.

use super::{
    attempt::{self, Attempt, Purpose},
    providers::Provider,
};
use crate::Identity;
use axum::{
    Extension,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use garde::Validate;
use kernel::{Data, Kernel, Person, Problem, Query, Result, Segments, Valid};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BeginQuery {
    /// The page of ours to go on with, such as `/inbox`.
    from: Option<String>,
}

impl Identity {
    /// Where a provider sends people back to: for each its own address, so that no answer is taken for another's.
    pub(super) fn redirect_uri(&self, provider: &Provider) -> String {
        format!("{}/api/v1/auth/oauth/{}/callback", self.url, provider.key)
    }

    /// The address at the provider, and the cookie that remembers the asking.
    async fn send_to(&self, provider: &Provider, purpose: Purpose, from: String) -> Result<(String, HeaderValue)> {
        let asking = self.openid.ask(provider, &self.redirect_uri(provider)).await?;
        let attempt = Attempt {
            state: asking.state,
            nonce: asking.nonce,
            verifier: asking.verifier,
            provider: provider.key.clone(),
            issuer: provider.issuer.clone(),
            client_id: provider.client_id.clone(),
            purpose,
            from,
            expires_at: self.clock.now() + attempt::LIFE,
        };
        Ok((asking.url, attempt.cookie(&self.openid.attempt_key, self.secure_cookies)?))
    }
}

/// Sends the browser to another address, with cookies.
pub(super) fn redirect(to: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Result<Response> {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_str(to).map_err(Problem::internal)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // What comes back from a provider carries its code in the address.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Sends the browser to a provider to sign in there; `GET /auth/providers` lists them. A provider that cannot be reached leads
/// back to the sign-in page with `?problem=provider_unavailable`.
#[utoipa::path(get, path = "/auth/oauth/{provider}", tag = "auth", params(("provider" = String, Path), BeginQuery), responses((status = 303, description = "To the provider")))]
pub async fn begin_oauth(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Segments(key): Segments<String>,
    Query(query): Query<BeginQuery>,
) -> Result<Response> {
    let provider = identity.openid.provider(&kernel.db, &key).await?;
    let from = attempt::local_path(query.from.as_deref());
    match identity.send_to(&provider, Purpose::SignIn, from).await {
        Ok((url, cookie)) => redirect(&url, [cookie]),
        Err(problem) => redirect(&format!("/sign-in?problem={}", problem.code), []),
    }
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct IdentityLink {
    /// Of `GET /auth/providers`.
    #[garde(length(max = 64))]
    pub provider: String,
    /// The page of ours to go on with.
    #[garde(length(max = 500))]
    pub from: Option<String>,
}

/// Where to go to prove an account at a provider.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkStarted {
    pub url: String,
}

/// Begins to add an account at a provider to one's ways to sign in. The browser goes on at the `url` of the answer, and comes
/// back to `from` with `?linked=1` or `?problem=…`. 403 `proof_required`; 503 `provider_unavailable`.
#[utoipa::path(post, path = "/auth/identities", tag = "auth", security(("bearer" = [])), request_body = IdentityLink, responses((status = 200, body = Data<LinkStarted>)))]
pub async fn link_identity(
    caller: Person,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(link): Valid<IdentityLink>,
) -> Result<Response> {
    caller.principal.recently_proved(identity.clock.now())?;
    let provider = identity.openid.provider(&caller.kernel().db, &link.provider).await?;
    // A workspace's own provider is for its members.
    if provider.workspace.as_ref().is_some_and(|workspace| workspace.tenant.id != caller.principal.tenant_id) {
        return Err(super::no_such_provider());
    }
    let purpose = Purpose::Link { user_id: caller.principal.user_id, session_id: caller.principal.session_id };
    let (url, cookie) = identity.send_to(&provider, purpose, attempt::local_path(link.from.as_deref())).await?;
    let mut response = Data { data: LinkStarted { url } }.into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
