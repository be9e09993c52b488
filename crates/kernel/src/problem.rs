//! What goes wrong, as RFC 9457 problems. The `code` is stable; the inside of a failure never shows.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

pub type Result<T, E = Problem> = std::result::Result<T, E>;

tokio::task_local! {
    /// The id of the request under way; problems and logs carry it.
    pub static REQUEST_ID: String;
}

/// The request id of the current task, or an empty string outside a request.
#[must_use]
pub fn request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}

/// One field that was not acceptable.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldError {
    pub field: String,
    pub code: String,
    pub message: String,
}

/// A failure as the caller sees it.
#[derive(Debug, Clone)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub detail: String,
    pub errors: Vec<FieldError>,
    pub retry_after_seconds: Option<u64>,
    /// Trying again cannot help: a job that ends with it is not run again.
    pub permanent: bool,
}

/// The body of every failure (`application/problem+json`).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    pub code: String,
    pub request_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl Problem {
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), errors: Vec::new(), retry_after_seconds: None, permanent: false }
    }
    #[must_use]
    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", "Sign in, and send the access token as a bearer token.")
    }
    #[must_use]
    pub fn forbidden(permission: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", format!("Your role lacks the permission {permission}."))
    }
    #[must_use]
    pub fn for_operators() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "This is for the operators of this installation.")
    }
    /// Not there, or another tenant's: the two are never told apart.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("There is no such {what}."))
    }
    #[must_use]
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }
    #[must_use]
    pub fn unprocessable(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }
    /// Input whose field `field` is not acceptable.
    #[must_use]
    pub fn invalid(field: &str, code: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let mut problem = Self::unprocessable("invalid", format!("{field}: {message}"));
        problem.errors.push(FieldError { field: field.into(), code: code.into(), message });
        problem
    }
    #[must_use]
    pub fn too_many(code: &'static str, detail: impl Into<String>, retry_after_seconds: u64) -> Self {
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, code, detail);
        problem.retry_after_seconds = Some(retry_after_seconds.max(1));
        problem
    }
    #[must_use]
    pub fn unavailable(code: &'static str, detail: impl Into<String>) -> Self {
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
        problem.retry_after_seconds = Some(1);
        problem
    }
    /// Trying again cannot help. A job that ends with it is kept as failed at once.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.permanent = true;
        self
    }
    /// Trying again can help, but not before. A job that ends with it waits at least so long.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds.max(1));
        self
    }
    /// Something that should not happen. The cause goes to the log, not to the caller.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(request_id = request_id(), cause = %cause, "internal error");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side. The request id helps us find it.")
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.status.as_u16(), self.code, self.detail)
    }
}
impl std::error::Error for Problem {}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemBody {
            kind: format!("urn:dealsmart:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
            code: self.code.to_owned(),
            request_id: request_id(),
            errors: self.errors,
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::not_found("thing"),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::Tls(_) => {
                tracing::warn!(request_id = request_id(), %error, "database unavailable");
                Self::unavailable("database_unavailable", "The database is not reachable right now. Try again in a moment.")
            }
            sqlx::Error::Database(inner) => match inner.code().as_deref() {
                // Text that PostgreSQL cannot hold: U+0000 (22021, 22P05).
                Some("22021" | "22P05") => Self::unprocessable("invalid_text", "The text contains a character that cannot be stored."),
                // Raised by `app.require_operator`: they were one when the request came in.
                Some("DS403") => Self::for_operators(),
                // Admin shutdown, crash recovery, starting up, too many connections.
                Some("57P01" | "57P02" | "57P03" | "53300") => {
                    tracing::warn!(request_id = request_id(), %error, "database restarting");
                    Self::unavailable("database_unavailable", "The database is restarting. Try again in a moment.")
                }
                // Serialization failure, deadlock, statement or lock timeout.
                Some("40001" | "40P01" | "57014" | "55P03") => {
                    tracing::warn!(request_id = request_id(), %error, "transaction given up");
                    Self::unavailable("busy", "The change met another one. Try again.")
                }
                _ => Self::internal(error),
            },
            _ => Self::internal(error),
        }
    }
}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<Problem>() {
            Ok(problem) => problem,
            Err(error) => match error.downcast::<sqlx::Error>() {
                Ok(error) => error.into(),
                Err(error) => Self::internal(format!("{error:#}")),
            },
        }
    }
}

/// Turns the violation of a named constraint into the problem that it means.
pub trait ConstraintExt<T> {
    /// # Errors
    /// The problem, when `constraint` was violated; any other failure as it was.
    fn on_constraint(self, constraint: &str, problem: impl FnOnce() -> Problem) -> Result<T>;
}

impl<T> ConstraintExt<T> for std::result::Result<T, sqlx::Error> {
    fn on_constraint(self, constraint: &str, problem: impl FnOnce() -> Problem) -> Result<T> {
        self.map_err(|error| match &error {
            sqlx::Error::Database(inner) if inner.constraint() == Some(constraint) => problem(),
            _ => error.into(),
        })
    }
}
