//! The way back from a provider.

use super::{
    account::{self, Arrived},
    attempt::{Attempt, Purpose},
    begin::redirect,
    newcomer,
    wire::{Answer, Proof},
};
use crate::{Identity, admission::Admission};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderValue},
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Kernel, Query, Result, Segments};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CallbackQuery {
    code: Option<String>,
    state: Option<String>,
    /// Who answers (RFC 9207).
    iss: Option<String>,
    error: Option<String>,
}

/// Where a provider sends the browser back to. It goes on with the page that it came for, signed in; with `/welcome` when
/// nobody here has that account yet; or with the sign-in page and `?problem=`, a code that says why not: `browser` (another
/// browser asked, too long ago, or not at all), `replayed`, `denied`, `provider_error`, `provider_answer_invalid`,
/// `provider_unavailable`, `email_unverified`, `account_unverified`, `domain_not_allowed`, `not_a_member`, `no_workspace`,
/// `identity_taken`. 404 for a provider that is not there.
#[utoipa::path(get, path = "/auth/oauth/{provider}/callback", tag = "auth", params(("provider" = String, Path), CallbackQuery), responses((status = 303, description = "On to a page")))]
pub async fn finish_oauth(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Segments(key): Segments<String>,
    headers: HeaderMap,
    Query(query): Query<CallbackQuery>,
) -> Result<Response> {
    let state = query.state.clone().unwrap_or_default();
    let Some(attempt) = Attempt::read(&identity.openid.attempt_key, &headers, &state, identity.clock.now()) else {
        // Of a provider that is not there nobody can have come.
        identity.openid.provider(&kernel.db, &key).await?;
        return redirect("/sign-in?problem=browser", []);
    };
    let forget = Attempt::forget(&state, identity.secure_cookies);
    let linking = matches!(attempt.purpose, Purpose::Link { .. });
    match answered(&kernel, &identity, (&key, &attempt), query, &headers).await {
        Ok((to, cookies)) => redirect(&to, forget.into_iter().chain(cookies)),
        Err(code) => {
            let page = if linking { attempt.from.as_str() } else { "/sign-in" };
            redirect(&with_query(page, &format!("problem={code}")), forget)
        }
    }
}

/// A path as a value of an address's query (RFC 3986).
fn encoded(path: &str) -> String {
    path.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn with_query(page: &str, more: &str) -> String {
    format!("{page}{}{more}", if page.contains('?') { '&' } else { '?' })
}

/// Where to go on, with which cookies; or a code that says why not.
async fn answered(
    kernel: &Kernel,
    identity: &Identity,
    (key, attempt): (&str, &Attempt),
    query: CallbackQuery,
    headers: &HeaderMap,
) -> Result<(String, Vec<HeaderValue>), &'static str> {
    let code = |problem: kernel::Problem| problem.code;
    // Another provider's answer at this one's address: a mix-up (RFC 9700, 4.4).
    if attempt.provider != key {
        return Err("browser");
    }
    if !attempt.use_up(&kernel.db).await.map_err(code)? {
        return Err("replayed");
    }
    let provider = identity.openid.provider(&kernel.db, key).await.map_err(|_| "provider_error")?;
    // It may have been set up anew meanwhile.
    if provider.issuer != attempt.issuer || provider.client_id != attempt.client_id {
        return Err("provider_error");
    }
    identity.openid.check_issuer(&provider, query.iss.as_deref()).await.map_err(code)?;
    match query.error.as_deref() {
        None => {}
        Some("access_denied" | "login_required" | "consent_required" | "interaction_required") => return Err("denied"),
        Some(_) => return Err("provider_error"),
    }
    let answer = Answer {
        code: query.code.filter(|code| !code.is_empty()).ok_or("provider_error")?,
        nonce: attempt.nonce.clone(),
        verifier: attempt.verifier.clone(),
    };
    let proof: Proof = identity.openid.redeem(&provider, &identity.redirect_uri(&provider), answer, &identity.clock).await.map_err(code)?;
    match attempt.purpose {
        Purpose::Link { user_id, session_id } => {
            account::link(kernel, identity, &provider, &proof, user_id, session_id).await.map_err(code)?;
            Ok((with_query(&attempt.from, "linked=1"), Vec::new()))
        }
        Purpose::SignIn => match account::sign_in(kernel, identity, &provider, proof, headers).await.map_err(code)? {
            Arrived::In(Admission::Session(signed_in)) => Ok((attempt.from.clone(), signed_in.all_cookies())),
            // The page asks for it. Behind `#` the token is in no log.
            Arrived::In(Admission::SecondFactor(required)) => {
                let required = serde_json::to_vec(&required).map_err(|_| "provider_error")?;
                let from = encoded(&attempt.from);
                Ok((format!("/sign-in?from={from}#second-factor={}", URL_SAFE_NO_PAD.encode(required)), Vec::new()))
            }
            Arrived::New(proof) => {
                let cookie = newcomer::cookie(identity, &provider, proof, attempt.from.clone()).map_err(code)?;
                Ok(("/welcome".into(), vec![cookie]))
            }
        },
    }
}
