//! Headers that keep a browser from doing what nobody meant.

use crate::edge::Edge;
use anyhow::Context;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Of a page of ours: nothing inline, nothing from elsewhere, in nobody's frame. Styles set from script (positions of menus)
/// need the attribute form.
pub fn page_policy(origin: &str, production: bool) -> anyhow::Result<HeaderValue> {
    // Older browsers do not take a socket to be from 'self'.
    let socket = origin.replacen("http", "ws", 1);
    let upgrade = if production { "; upgrade-insecure-requests" } else { "" };
    let policy = format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; \
         media-src 'self' blob:; connect-src 'self' {socket}; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-src 'self'; frame-ancestors 'none'{upgrade}"
    );
    HeaderValue::from_str(&policy).context("DEALSMART_PUBLIC_URL")
}

/// What every answer has, by what it is.
pub fn secure(headers: &mut HeaderMap, path: &str, edge: &Edge) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    if edge.production {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    // Other sites' pages embed the widget and call its API.
    let for_others = path.starts_with("/widget") || path.starts_with("/api/v1/widget");
    let kind = if for_others { "cross-origin" } else { "same-origin" };
    headers.entry(RESOURCE).or_insert(HeaderValue::from_static(kind));
    if headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        headers.insert(header::CONTENT_SECURITY_POLICY, edge.page_policy.clone());
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        headers.insert(OPENER, HeaderValue::from_static("same-origin"));
        headers.insert(
            PERMISSIONS,
            HeaderValue::from_static(
                "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(self), payment=(), usb=()",
            ),
        );
    } else if path.starts_with("/api/") {
        // Opened as a page, an answer shows itself and does nothing; and it is nobody else's to keep.
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"));
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_policy_lets_a_script_be_inline_or_from_elsewhere() {
        let policy = page_policy("https://support.example.com", true).unwrap();
        let policy = policy.to_str().unwrap();
        let scripts = policy.split(';').map(str::trim).find(|part| part.starts_with("script-src")).unwrap();
        assert_eq!(scripts, "script-src 'self'");
        assert!(policy.contains("connect-src 'self' wss://support.example.com;"), "{policy}");
        assert!(policy.contains("upgrade-insecure-requests") && !policy.contains("unsafe-eval"));
        assert!(!page_policy("http://127.0.0.1:8080", false).unwrap().to_str().unwrap().contains("upgrade"));
    }
}
