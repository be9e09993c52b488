//! Who asks how often. Every request of the API is counted for whoever sends it, before its handler is reached.

use crate::observe::Sender;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chatbots::VisitorTokens;
use kernel::{
    Kernel, Principal, PrincipalKind,
    audit::origin,
    auth::bearer,
    limit::{Quota, Taken, address_key, refused},
};
use std::{fmt::Write, sync::Arc, time::Duration};
use uuid::Uuid;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// They carry what proves who one is in themselves, and are limited by how often that is wrong.
const PROVING: [&str; 8] = [
    "/api/v1/auth/login",
    "/api/v1/auth/login/passkey",
    "/api/v1/auth/mfa/verify",
    "/api/v1/auth/mfa/verify/passkey",
    "/api/v1/auth/refresh",
    "/api/v1/auth/logout",
    "/api/v1/realtime",
    "/api/v1/widget/realtime",
];

/// What pages ask before anybody has said who they are, and what says how the program is.
const ENTRY: [&str; 9] = [
    "/api/v1/auth/options",
    "/api/v1/auth/providers",
    "/api/v1/auth/login/passkey/options",
    "/api/v1/auth/newcomer",
    "/api/v1/auth/qr",
    "/api/v1/invitations/read",
    "/api/v1/openapi.json",
    "/api/v1/outbox",
    "/api/v1/status",
];
const ENTRY_BELOW: [&str; 3] = ["/api/v1/auth/oauth/", "/api/v1/auth/qr/", "/api/v1/logos/"];

pub struct Gate {
    pub kernel: Kernel,
    pub visitors: VisitorTokens,
}

enum Caller {
    Known(Principal),
    /// A person who has yet to show the second factor that the workspace requires: counted as themselves, and known no further.
    Half(Principal),
    Visitor {
        tenant_id: Uuid,
        session_id: Uuid,
    },
    /// Somebody's widget, before they are a visitor.
    Widget,
    Anonymous,
    /// The same, on the way to signing in.
    Entering,
    /// Counted only when it goes wrong.
    Proving,
    /// A token of ours that has ended; whoever holds it is about to get another.
    Ended,
}

impl Gate {
    async fn caller(&self, path: &str, token: Option<&str>) -> Caller {
        if PROVING.contains(&path) {
            return Caller::Proving;
        }
        let of_widget = path.starts_with("/api/v1/widget/");
        let Some(token) = token else {
            let entering = ENTRY.contains(&path) || ENTRY_BELOW.iter().any(|below| path.starts_with(below));
            return match (of_widget, entering) {
                (true, _) => Caller::Widget,
                (false, true) => Caller::Entering,
                (false, false) => Caller::Anonymous,
            };
        };
        if of_widget {
            return match self.visitors.check(token) {
                Some(visitor) => Caller::Visitor { tenant_id: visitor.tenant_id, session_id: visitor.session_id },
                None => Caller::Widget,
            };
        }
        match self.kernel.auth.authenticate(token).await {
            Ok(principal) => Caller::Known(principal),
            Err(problem) if problem.status == StatusCode::FORBIDDEN => match self.kernel.auth.person(token).await {
                Ok(principal) => Caller::Half(principal),
                Err(_) => Caller::Anonymous,
            },
            Err(problem) if problem.status.is_server_error() => Caller::Ended,
            Err(problem) if matches!(problem.code, "token_expired" | "session_ended" | "no_workspace") => Caller::Ended,
            Err(_) => Caller::Anonymous,
        }
    }

    /// Which quotas a request counts in, and under which key.
    fn quotas(&self, caller: &Caller, in_app: bool) -> Vec<(Quota, String)> {
        let policies = self.kernel.limits.policies();
        let here = || address_key(origin().ip());
        let one = |quota: &Option<Quota>, key: String| quota.clone().map(|quota| (quota, key)).into_iter().collect::<Vec<_>>();
        match caller {
            Caller::Known(principal) | Caller::Half(principal) => {
                let own = match principal.kind {
                    PrincipalKind::Person if in_app => policies.app.clone(),
                    PrincipalKind::Person => policies.user.clone(),
                    PrincipalKind::ApiKey { per_minute: Some(most) } => Some(Quota::new("key", most, Duration::from_secs(60))),
                    PrincipalKind::ApiKey { per_minute: None } => policies.key.clone(),
                };
                let mut quotas = one(&own, principal.user_id.to_string());
                quotas.extend(one(&policies.tenant, principal.tenant_id.to_string()));
                quotas
            }
            Caller::Visitor { session_id, .. } => one(&policies.visitor, session_id.to_string()),
            Caller::Widget => one(&policies.widget, here()),
            Caller::Anonymous => one(&policies.anonymous, here()),
            Caller::Entering => one(&policies.entry, here()),
            Caller::Proving => {
                let wrong = policies.anonymous.clone().map(|quota| Quota { name: "wrong", ..quota });
                one(&wrong, here())
            }
            Caller::Ended => Vec::new(),
        }
    }
}

pub async fn limit(State(gate): State<Arc<Gate>>, mut request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/v1/") || request.method() == Method::OPTIONS {
        return next.run(request).await;
    }
    let (path, token) = (request.uri().path().to_owned(), bearer(request.headers()).map(str::to_owned));
    let caller = gate.caller(&path, token.as_deref()).await;
    // A browser says so of pages of ours alone, and lets no script say it. A program that lies gets the app's limit.
    let in_app = request.headers().get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let quotas = gate.quotas(&caller, in_app);
    let limits = &gate.kernel.limits;
    let on_failure = matches!(caller, Caller::Proving);
    let mut taken: Vec<(&Quota, Taken)> = Vec::with_capacity(quotas.len());
    for (quota, key) in &quotas {
        let took = if on_failure { limits.look(quota, key).await } else { limits.take(quota, key).await };
        taken.push((quota, took));
        if !took.allowed {
            let mut response = refused(took.retry_after).into_response();
            tell(&mut response, &taken);
            return response;
        }
    }
    match caller {
        Caller::Known(principal) => {
            request.extensions_mut().insert(Sender { tenant_id: principal.tenant_id, actor_id: principal.user_id });
            request.extensions_mut().insert(principal);
        }
        Caller::Visitor { tenant_id, session_id } => {
            request.extensions_mut().insert(Sender { tenant_id, actor_id: session_id });
        }
        _ => {}
    }
    let mut response = next.run(request).await;
    if on_failure {
        if matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::BAD_REQUEST) {
            for (quota, key) in &quotas {
                limits.take(quota, key).await;
            }
        }
    } else {
        tell(&mut response, &taken);
    }
    response
}

/// Says how it stands, as draft-ietf-httpapi-ratelimit-headers has it: structured fields (RFC 9651), a member for each limit.
fn tell(response: &mut Response, taken: &[(&Quota, Taken)]) {
    if taken.is_empty() {
        return;
    }
    let (mut policy, mut limit) = (String::new(), String::new());
    for (quota, taken) in taken {
        let comma = if policy.is_empty() { "" } else { ", " };
        let reset = taken.reset.as_secs().saturating_add(u64::from(taken.reset.subsec_nanos() > 0));
        let _ = write!(policy, "{comma}\"{}\";q={};w={}", quota.name, quota.most, quota.window.as_secs());
        let _ = write!(limit, "{comma}\"{}\";r={};t={reset}", quota.name, taken.remaining);
    }
    for (name, text) in [(POLICY, policy), (LIMIT, limit)] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().insert(name, value);
        }
    }
}
