//! Around every request: an id, a log line, figures, and headers that every answer has.

use crate::{edge::Edge, headers};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use kernel::{
    audit::{ORIGIN, Origin},
    problem::REQUEST_ID,
};
use std::{net::SocketAddr, sync::Arc, time::Instant};
use tracing::Instrument;
use uuid::Uuid;

static REQUEST_ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Characters of a browser's name that are kept.
const MOST_USER_AGENT: usize = 300;

/// Whom a request is from, once that is known: a member, an API key or a visitor, and of which workspace.
#[derive(Debug, Clone, Copy)]
pub struct Sender {
    pub tenant_id: Uuid,
    pub actor_id: Uuid,
}

pub async fn observe(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    let id = request
        .headers()
        .get(&REQUEST_ID_HEADER)
        .and_then(|value| value.to_str().ok())
        // A proxy's id is kept if it is one; anything else could forge log lines.
        .filter(|id| (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        .map_or_else(|| Uuid::new_v4().simple().to_string(), str::to_owned);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    if let Ok(value) = HeaderValue::from_str(&id) {
        request.headers_mut().insert(REQUEST_ID_HEADER.clone(), value);
    }
    let path = request.uri().path().to_owned();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|address| address.ip());
    let origin = Origin {
        address: peer.map(|peer| edge.proxies.client(peer, request.headers()).to_string()),
        user_agent: (request.headers().get(header::USER_AGENT))
            .and_then(|value| value.to_str().ok())
            .map(|text| text.chars().take(MOST_USER_AGENT).collect()),
        request: Some(format!("{method} {}", request.uri().path())),
    };
    let span = tracing::info_span!("request", user = tracing::field::Empty, tenant = tracing::field::Empty);
    let started = Instant::now();
    let mut response = REQUEST_ID.scope(id.clone(), ORIGIN.scope(origin, next.run(request).instrument(span.clone()))).await;
    let (elapsed, status) = (started.elapsed(), response.status());
    metrics::histogram!("dealsmart_http_seconds", "method" => method.to_string(), "route" => route.clone(), "status" => status.as_u16().to_string())
        .record(elapsed.as_secs_f64());
    span.in_scope(|| {
        let ms = (elapsed.as_secs_f64() * 100_000.0).round() / 100.0;
        if status.is_server_error() {
            tracing::error!(request_id = id, %method, route, status = status.as_u16(), duration_ms = ms, "request");
        } else {
            tracing::info!(request_id = id, %method, route, status = status.as_u16(), duration_ms = ms, "request");
        }
    });
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID_HEADER.clone(), value);
    }
    headers::secure(headers, &path, &edge);
    response
}
