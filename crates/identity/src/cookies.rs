//! The cookies of sign-in. All are for `/api/v1/auth` alone, and no script reads them.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

pub(crate) const REFRESH: &str = "dealsmart_refresh";
/// Tells a browser that was here before from a new one.
pub(crate) const DEVICE: &str = "dealsmart_device";
/// Stands for the second factor for a while.
pub(crate) const TRUSTED: &str = "dealsmart_trusted";

const DEVICE_SECONDS: i64 = 400 * 24 * 3600;

/// A cookie to set. The value is base64url, so it always is a header value.
pub(crate) fn set(name: &str, value: &str, seconds: i64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/api/v1/auth; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

pub(crate) fn device(value: &str, secure: bool) -> HeaderValue {
    set(DEVICE, value, DEVICE_SECONDS, secure)
}

/// What a browser sent under a name.
pub(crate) fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';')).find_map(|pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then(|| value.to_owned())
    })
}

pub(crate) fn encode(random: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(random)
}

pub(crate) fn decode(text: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}
