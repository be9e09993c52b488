//! The web app, the widget and the demo page, out of the binary.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

/// One file, with its compressed forms.
pub struct Asset {
    pub path: &'static str,
    pub media_type: &'static str,
    pub etag: &'static str,
    pub plain: &'static [u8],
    pub gzip: Option<&'static [u8]>,
    pub brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

#[must_use]
pub fn find(path: &str) -> Option<&'static Asset> {
    SERVED.iter().find(|asset| asset.path == path)
}

/// Whether the web app was built into this binary.
#[must_use]
pub fn has_web_app() -> bool {
    find("/index.html").is_some()
}

/// Serves a file, or the app for every address that is a page of it.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if path == "/demo/index.html" {
        return axum::response::Redirect::permanent("/demo").into_response();
    }
    if path == "/api" || path.starts_with("/api/") {
        return kernel::Problem::not_found("route").into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return kernel::Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This address takes GET only.").into_response();
    }
    let is_page = !path.rsplit('/').next().unwrap_or_default().contains('.');
    let asset = match find(path) {
        Some(asset) => Some(asset),
        None if is_page && !path.starts_with("/widget") && !path.starts_with("/demo") => find("/index.html"),
        None => None,
    };
    match asset {
        Some(asset) => respond(asset, &headers, uri.query().is_some_and(|query| query.starts_with("v="))),
        None if path == "/" => missing_app(),
        None => kernel::Problem::not_found("page").into_response(),
    }
}

/// `versioned`: the address names the content, so it may be kept for good.
fn respond(asset: &'static Asset, headers: &HeaderMap, versioned: bool) -> Response {
    let mut response = if headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == asset.etag.as_bytes()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let accepts = |name: &str| {
            headers
                .get(header::ACCEPT_ENCODING)
                .and_then(|v| v.to_str().ok())
                .is_some_and(|v| v.split(',').any(|part| part.trim().starts_with(name)))
        };
        let (bytes, encoding) = match (asset.brotli, asset.gzip) {
            (Some(bytes), _) if accepts("br") => (bytes, Some("br")),
            (_, Some(bytes)) if accepts("gzip") => (bytes, Some("gzip")),
            _ => (asset.plain, None),
        };
        let mut response = Response::new(Body::from(bytes));
        if let Some(encoding) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let hashed = versioned || asset.path.starts_with("/assets/");
    let caching = if hashed {
        "public, max-age=31536000, immutable"
    } else if asset.path.starts_with("/widget") {
        "public, max-age=300"
    } else {
        "no-cache"
    };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    out.insert(header::ETAG, HeaderValue::from_static(asset.etag));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if asset.path.starts_with("/widget") {
        // Embedded on other sites, also by pages that ask for it with CORS.
        out.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        out.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    response
}

fn missing_app() -> Response {
    (StatusCode::OK, "DealSmart is running. This binary was built without the web app: build web/ and widget/ first (./run does it). The API is at /api/v1, its docs at /docs.\n").into_response()
}
