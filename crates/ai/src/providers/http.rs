//! One JSON request to a provider, with its failures classified.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;

use super::error::{ErrorKind, ProviderError};

/// Larger answers are not chat completions.
const MAX_BODY: usize = 4 * 1024 * 1024;
/// Of a provider's own error message, for the log.
const MAX_DETAIL_CHARS: usize = 300;

/// Codes with which providers say that money, not time, is missing.
const OUT_OF_QUOTA: [&str; 6] = [
    "insufficient_quota",
    "billing_hard_limit_reached",
    "credit_balance_exhausted",
    "enforced_spend_limit_reached",
    "billing_error",
    "usage_limit_reached",
];

pub(super) async fn send_json<T: DeserializeOwned>(
    request: RequestBuilder,
    timeout: Duration,
    now: DateTime<Utc>,
) -> Result<T, ProviderError> {
    let response = request.timeout(timeout).send().await.map_err(classify)?;
    let status = response.status();
    let retry_after = retry_after(response.headers(), now);
    let body = read_body(response).await?;
    if !status.is_success() {
        let mut error = ProviderError::new(kind_of(status, &body), error_detail(status, &body));
        error.retry_after = retry_after;
        return Err(error);
    }
    serde_json::from_slice(&body).map_err(|error| ProviderError::new(ErrorKind::Malformed, error.to_string()))
}

async fn read_body(response: reqwest::Response) -> Result<Vec<u8>, ProviderError> {
    let mut body = Vec::new();
    let mut stream = response.bytes_stream();
    while let Some(part) = stream.next().await {
        let part = part.map_err(|error| {
            if error.is_timeout() {
                classify(error)
            } else {
                // The head arrived, the rest did not: cut off on the way.
                ProviderError::new(ErrorKind::Malformed, "the answer broke off")
            }
        })?;
        if body.len() + part.len() > MAX_BODY {
            return Err(ProviderError::new(ErrorKind::Malformed, "the answer is too large"));
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}

fn classify(error: reqwest::Error) -> ProviderError {
    let kind = if error.is_timeout() {
        ErrorKind::Timeout
    } else if error.is_builder() {
        ErrorKind::BadRequest
    } else {
        ErrorKind::Unreachable
    };
    // Without the address: it may carry a key in its query.
    ProviderError::new(kind, error.without_url().to_string())
}

fn kind_of(status: StatusCode, body: &[u8]) -> ErrorKind {
    match status.as_u16() {
        401 | 403 => ErrorKind::Auth,
        402 => ErrorKind::OutOfQuota,
        408 | 504 => ErrorKind::Timeout,
        429 => {
            let text = String::from_utf8_lossy(body);
            if OUT_OF_QUOTA.iter().any(|code| text.contains(code)) { ErrorKind::OutOfQuota } else { ErrorKind::RateLimited }
        }
        400..=499 => ErrorKind::BadRequest,
        _ => ErrorKind::Overloaded,
    }
}

/// Both wire formats put the reason at `error.message`.
fn error_detail(status: StatusCode, body: &[u8]) -> String {
    let message = serde_json::from_slice::<serde_json::Value>(body)
        .ok()
        .and_then(|value| value.pointer("/error/message").and_then(|message| message.as_str().map(str::to_owned)))
        .unwrap_or_default();
    let message: String = message.chars().take(MAX_DETAIL_CHARS).collect();
    format!("HTTP {} {message}", status.as_u16()).trim_end().to_owned()
}

/// `Retry-After` as seconds or as an HTTP date (RFC 9110, section 10.2.3); a date that has passed
/// means now.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let at = DateTime::parse_from_rfc2822(value).ok()?;
    Some((at.with_timezone(&Utc) - now).to_std().unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn header(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, value.parse().unwrap());
        headers
    }

    #[test]
    fn retry_after_reads_seconds_and_dates() {
        let now = DateTime::parse_from_rfc3339("2026-11-21T10:00:00Z").unwrap().with_timezone(&Utc);
        let read = |value| retry_after(&header(value), now);
        assert_eq!(read("7"), Some(Duration::from_secs(7)));
        assert_eq!(read("0.5"), Some(Duration::from_millis(500)));
        assert_eq!(read("Sat, 21 Nov 2026 10:00:30 GMT"), Some(Duration::from_secs(30)));
        assert_eq!(read("Sat, 21 Nov 2026 09:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(read("soon"), None);
        assert_eq!(read("-3"), None);
        assert_eq!(read("1e400"), None);
    }

    #[test]
    fn a_429_without_money_is_not_one_that_passes() {
        let kind = |body: &str| kind_of(StatusCode::TOO_MANY_REQUESTS, body.as_bytes());
        assert_eq!(kind(r#"{"error":{"code":"rate_limit_exceeded"}}"#), ErrorKind::RateLimited);
        assert_eq!(kind(r#"{"error":{"code":"insufficient_quota"}}"#), ErrorKind::OutOfQuota);
    }
}
