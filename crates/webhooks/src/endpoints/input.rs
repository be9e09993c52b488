//! What people say about an endpoint, checked.

use crate::Webhooks;
use axum::http::{HeaderName, HeaderValue};
use contracts::events::event_type;
use kernel::{
    Problem, Result,
    http::{CallError, Url},
};
use std::collections::BTreeMap;

const MOST_HEADERS: usize = 10;
const MOST_VALUE: usize = 1_000;
/// Said by the program itself, or about the connection.
const RESERVED: &[&str] = &[
    "host",
    "content-length",
    "content-type",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "upgrade",
    "te",
    "trailer",
    "expect",
    "proxy-authorization",
    "proxy-connection",
];

/// The address in its one spelling, when it may be called.
pub fn url(webhooks: &Webhooks, text: &str) -> Result<String> {
    let refused = |code: &str, message: &str| Err(Problem::invalid("url", code, message));
    let Ok(mut url) = Url::parse(text.trim()) else {
        return refused("invalid_url", "must be an address such as https://hooks.example.com/dealsmart");
    };
    url.set_fragment(None);
    if !url.username().is_empty() || url.password().is_some() {
        return refused("invalid_url", "must have no user name and no password in it; use a header");
    }
    match webhooks.caller.check(&url) {
        Ok(()) => Ok(url.into()),
        Err(CallError::NotHttps) => refused("not_https", "must begin with https://"),
        Err(CallError::Internal) => refused("internal_address", "leads into an internal network"),
        Err(_) => refused("invalid_url", "is not an address that can be called"),
    }
}

/// Types of the catalogue, each once.
pub fn event_types(mut kinds: Vec<String>) -> Result<Vec<String>> {
    kinds.sort();
    kinds.dedup();
    kinds.iter().try_for_each(|kind| known("event_types", kind))?;
    Ok(kinds)
}

/// A type of the catalogue.
pub fn known(field: &str, kind: &str) -> Result<()> {
    match event_type(kind) {
        Some(_) => Ok(()),
        None => Err(Problem::invalid(field, "unknown_event_type", format!("\"{kind}\" is no type of event"))),
    }
}

/// Headers by name in lower case.
pub fn headers(given: BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let refused = |message: String| Err(Problem::invalid("headers", "invalid_header", message));
    if given.len() > MOST_HEADERS {
        return refused(format!("must be {MOST_HEADERS} at the most"));
    }
    let mut headers = BTreeMap::new();
    for (name, value) in given {
        let name = name.trim().to_ascii_lowercase();
        if HeaderName::from_bytes(name.as_bytes()).is_err() || name.len() > 100 {
            return refused(format!("\"{name}\" is no name of a header"));
        }
        if RESERVED.contains(&name.as_str()) || name.starts_with("webhook-") {
            return refused(format!("\"{name}\" is set by the program"));
        }
        if value.len() > MOST_VALUE || !value.is_ascii() || HeaderValue::from_str(&value).is_err() {
            return refused(format!("the value of \"{name}\" must be at most {MOST_VALUE} printable ASCII characters"));
        }
        if headers.insert(name.clone(), value).is_some() {
            return refused(format!("\"{name}\" is there twice"));
        }
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_kept_by_lower_case_name_and_the_programs_own_are_refused() {
        let map = |pairs: &[(&str, &str)]| pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>();
        assert_eq!(
            headers(map(&[("X-Env", "live"), ("Authorization", "Bearer x")])).unwrap(),
            map(&[("authorization", "Bearer x"), ("x-env", "live")])
        );
        for bad in [
            ("Host", "x"),
            ("webhook-id", "x"),
            ("Webhook-Signature", "x"),
            ("a b", "x"),
            ("", "x"),
            ("x", "a\r\nb: c"),
            ("x", "ü"),
            ("Connection", "close"),
        ] {
            assert_eq!(headers(map(&[bad])).unwrap_err().status.as_u16(), 422, "{bad:?}");
        }
        assert!(headers(map(&[("X-A", "1"), ("x-a", "2")])).is_err());
        assert!(headers((0..11).map(|n| (format!("x-{n}"), String::new())).collect()).is_err());
    }

    #[test]
    fn types_are_of_the_catalogue() {
        let kinds = |list: &[&str]| event_types(list.iter().map(|kind| (*kind).to_owned()).collect());
        assert_eq!(
            kinds(&["message.created", "conversation.created", "message.created"]).unwrap(),
            ["conversation.created", "message.created"]
        );
        assert!(kinds(&["message.written"]).is_err());
    }
}
