//! Input, checked before a handler sees it: every refusal is a problem that names the field.

use crate::problem::{FieldError, Problem, Result};
use axum::{
    extract::{FromRequest, FromRequestParts, OptionalFromRequest, Path, Request, rejection::BytesRejection},
    http::{StatusCode, header, request::Parts},
};
use garde::Validate;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use uuid::Uuid;

/// A JSON body that satisfies its type's rules.
pub struct Valid<T>(pub T);

impl<S, T> FromRequest<S> for Valid<T>
where
    S: Send + Sync,
    T: DeserializeOwned + Validate<Context = ()>,
{
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let is_json = is_json(&request);
        let bytes = axum::body::Bytes::from_request(request, state).await.map_err(|rejection| body_problem(&rejection))?;
        check(is_json, &bytes)
    }
}

/// `Option<Valid<T>>`: a request without a body is none.
impl<S, T> OptionalFromRequest<S> for Valid<T>
where
    S: Send + Sync,
    T: DeserializeOwned + Validate<Context = ()>,
{
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Option<Self>> {
        let is_json = is_json(&request);
        let bytes = axum::body::Bytes::from_request(request, state).await.map_err(|rejection| body_problem(&rejection))?;
        if bytes.is_empty() { Ok(None) } else { check(is_json, &bytes).map(Some) }
    }
}

fn is_json(request: &Request) -> bool {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .map(|v| v.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
        .is_some_and(|v| v == "application/json" || (v.starts_with("application/") && v.ends_with("+json")))
}

fn check<T: DeserializeOwned + Validate<Context = ()>>(is_json: bool, bytes: &[u8]) -> Result<Valid<T>> {
    if !is_json {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "Send the body as JSON, with Content-Type: application/json.",
        ));
    }
    let value: T = parse_json(bytes)?;
    value.validate().map_err(|report| validation_problem(&report))?;
    Ok(Valid(value))
}

/// Why a body could not be read.
#[must_use]
pub fn body_problem(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The body is larger than this route takes.")
    } else {
        Problem::bad_request("unreadable_body", "The body could not be read to its end.")
    }
}

fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::bad_request("malformed_json", "The body is not UTF-8."))?;
    // The reader passes over the text of fields that it does not know, also over half of a surrogate pair.
    if text.contains("\\u") {
        serde_json::from_str::<serde_json::Value>(text).map_err(|error| malformed(&error))?;
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let field = error.path().to_string();
        let inner = error.into_inner();
        match inner.classify() {
            serde_json::error::Category::Data => {
                let message = inner.to_string();
                let message = message.split(" at line ").next().unwrap_or_default().to_owned();
                // A missing field is reported at its parent; its name stands in the message.
                let field = match message.strip_prefix("missing field `").and_then(|m| m.strip_suffix('`')) {
                    Some(name) if field == "." => name.to_owned(),
                    Some(name) => format!("{field}.{name}"),
                    None => field,
                };
                Problem::invalid(&field, "wrong_type", message)
            }
            _ => malformed(&inner),
        }
    })?;
    deserializer.end().map_err(|_| Problem::bad_request("malformed_json", "There is more after the end of the JSON value."))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    Problem::bad_request("malformed_json", format!("The body is not well-formed JSON (line {line}, column {column})."))
}

/// The rules that a value broke, by field.
#[must_use]
pub fn validation_problem(report: &garde::Report) -> Problem {
    let errors: Vec<FieldError> = report
        .iter()
        .map(|(path, error)| FieldError { field: path.to_string(), code: "invalid".into(), message: error.to_string() })
        .collect();
    let detail = errors.first().map(|e| format!("{}: {}", e.field, e.message)).unwrap_or_default();
    let mut problem = Problem::unprocessable("invalid", detail);
    problem.errors = errors;
    problem
}

/// Tells a field that is null from one that is absent: `#[serde(default, deserialize_with = "given")]` on an
/// `Option<Option<…>>`.
///
/// # Errors
/// When the value has another shape.
pub fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> std::result::Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Query parameters.
pub struct Query<T>(pub T);

impl<S, T> FromRequestParts<S> for Query<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(query) => Ok(Self(query.0)),
            Err(rejection) => {
                // axum says "Failed to deserialize query string: <field>: <why>".
                let text = rejection.body_text();
                let text = text.split_once(": ").map_or(text.as_str(), |(_, rest)| rest);
                let (field, message) = text.split_once(": ").unwrap_or(("query", text));
                Err(Problem::invalid(field, "wrong_type", message))
            }
        }
    }
}

/// The `{id}` of a path. One that is no UUID is an id that nothing has: 404, like any other unknown id.
pub struct PathId(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match Path::<Uuid>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(Problem::not_found("thing")),
        }
    }
}

/// The segments of a path. Ones that are no text are names that nothing has: 404.
pub struct Segments<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segments<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(segments)) => Ok(Self(segments)),
            Err(_) => Err(Problem::not_found("thing")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, serde::Deserialize, Validate)]
    struct Body {
        #[garde(length(min = 1, max = 3))]
        name: String,
    }

    #[test]
    fn each_fault_has_its_status() {
        let status = |text: &str| parse_json::<Body>(text.as_bytes()).map(|_| 200).unwrap_or_else(|p| p.status.as_u16());
        assert_eq!(status(r#"{"name":"a"}"#), 200);
        assert_eq!(status(r#"{"name":"#), 400);
        assert_eq!(status(""), 400);
        assert_eq!(status(r#"{"name":"a"} x"#), 400);
        assert_eq!(status(r#"{"name":1}"#), 422);
        assert_eq!(parse_json::<Body>(b"{\"name\":\"a\",\"other\":\"\xff\"}").unwrap_err().status.as_u16(), 400);
        assert_eq!(status("[]"), 422);
    }

    #[test]
    fn a_missing_field_is_named() {
        let problem = parse_json::<Body>(b"{}").unwrap_err();
        assert_eq!(problem.errors[0].field, "name");
    }

    #[test]
    fn broken_rules_name_their_field() {
        let report = Body { name: "long name".into() }.validate().unwrap_err();
        assert_eq!(validation_problem(&report).errors[0].field, "name");
    }

    proptest! {
        #[test]
        fn no_input_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_json::<Body>(&bytes);
        }
    }
}
