//! Around every request: an id, a log line, figures, and headers that every answer has.

use axum::{
    extract::{ConnectInfo, MatchedPath, Request},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use kernel::{
    audit::{ORIGIN, Origin},
    problem::REQUEST_ID,
};
use std::{net::SocketAddr, time::Instant};
use tracing::Instrument;
use uuid::Uuid;

static REQUEST_ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Characters of a browser's name that are kept.
const MOST_USER_AGENT: usize = 300;

pub async fn observe(mut request: Request, next: Next) -> Response {
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
    let origin = Origin {
        address: request.extensions().get::<ConnectInfo<SocketAddr>>().map(|address| address.ip().to_string()),
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
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        crate::assets::secure_page(headers);
    }
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    response
}
