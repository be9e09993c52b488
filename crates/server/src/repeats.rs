//! `Idempotency-Key`: a POST that comes twice is done once, and answered twice alike.

use crate::observe::Sender;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use dashmap::{DashMap, mapref::entry::Entry};
use kernel::{
    Problem, Result,
    idempotency::{self, Answer, Answers, Repeat},
    secret,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;
use uuid::Uuid;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
const MOST_KEY: usize = 255;
/// No route takes more as one piece. What is uploaded in parts is not held in memory, and not compared.
const MOST_BODY: usize = 8 * 1024 * 1024;
/// An answer to a POST is small; one that is not is not kept.
const MOST_ANSWER: usize = 8 * 1024 * 1024;
/// How long a repeat waits for the first of its kind.
const PATIENCE: Duration = Duration::from_secs(20);
/// What of an answer is kept beside its body. No cookies: those are a session's.
const KEPT_HEADERS: [&str; 5] = ["content-type", "location", "cache-control", "content-disposition", "x-dealsmart-duplicate"];

type Place = (Uuid, Uuid, String);

pub struct Repeats {
    answers: Answers,
    /// Those under way in this process; whoever waits is told when the sender is dropped.
    under_way: DashMap<Place, watch::Sender<()>>,
}

/// A turn; given up when dropped.
struct Turn<'a> {
    repeats: &'a Repeats,
    place: Place,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.repeats.under_way.remove(&self.place);
    }
}

impl Repeats {
    #[must_use]
    pub fn new(answers: Answers) -> Self {
        Self { answers, under_way: DashMap::new() }
    }

    /// One at a time.
    async fn turn(&self, place: Place) -> Result<Turn<'_>> {
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            let mut first = match self.under_way.entry(place.clone()) {
                Entry::Vacant(free) => {
                    free.insert(watch::Sender::new(()));
                    return Ok(Turn { repeats: self, place });
                }
                Entry::Occupied(taken) => taken.get().subscribe(),
            };
            if tokio::time::timeout_at(until, first.changed()).await.is_err() {
                let mut problem = Problem::conflict("in_progress", "The first request with this Idempotency-Key is still under way.");
                problem.retry_after_seconds = Some(1);
                return Err(problem);
            }
        }
    }

    async fn run(&self, key: &HeaderValue, sender: Sender, request: Request, next: Next) -> Result<Response> {
        let Some(key) = key.to_str().ok().filter(|key| (1..=MOST_KEY).contains(&key.len())) else {
            return Err(Problem::bad_request("invalid_idempotency_key", "An Idempotency-Key is 1 to 255 visible characters of ASCII."));
        };
        let Sender { tenant_id, actor_id } = sender;
        let _turn = self.turn((tenant_id, actor_id, key.to_owned())).await?;
        let (request, fingerprint) = read(request).await?;
        let repeat = Repeat { tenant_id, actor_id, key: key.to_owned(), fingerprint };
        if let Some(answer) = self.answers.find(&repeat).await? {
            return replayed(&answer);
        }
        let (response, waiting) = idempotency::scope(tenant_id, key, next.run(request)).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, MOST_ANSWER).await.map_err(Problem::internal)?;
        let answer = Answer { status: parts.status.as_u16(), bytes: written(&parts.headers, &body) };
        let response = Response::from_parts(parts, Body::from(body));
        let done = match waiting {
            Some(tx) => self.answers.commit(tx, &repeat, &answer).await?,
            // Nothing of it hangs on the answer, so a failure to keep it is none of the request.
            None if response.status().is_success() => match self.answers.keep(&repeat, &answer).await {
                Ok(kept) => kept,
                Err(problem) => {
                    tracing::warn!(%problem, "an answer could not be kept for repeats");
                    true
                }
            },
            // Nothing was changed: it may be tried again, unless it only lost to another process.
            None => false,
        };
        if done {
            return Ok(response);
        }
        match self.answers.find(&repeat).await? {
            Some(answer) => replayed(&answer),
            None => Ok(response),
        }
    }
}

/// The request, and what tells it from others.
async fn read(request: Request) -> Result<(Request, [u8; 32])> {
    let (parts, body) = request.into_parts();
    let address = parts.uri.path_and_query().map_or_else(|| parts.uri.path().to_owned(), ToString::to_string);
    let in_parts = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    if in_parts {
        let fingerprint = secret::hash(format!("POST {address}\n").as_bytes());
        return Ok((Request::from_parts(parts, body), fingerprint));
    }
    let body = to_bytes(body, MOST_BODY)
        .await
        .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The body is larger than this route takes, or broke off."))?;
    let fingerprint = secret::hash(&[format!("POST {address}\n").as_bytes(), &body].concat());
    Ok((Request::from_parts(parts, Body::from(body)), fingerprint))
}

fn written(headers: &axum::http::HeaderMap, body: &Bytes) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len().saturating_add(200));
    for name in KEPT_HEADERS {
        if let Some(value) = headers.get(name) {
            bytes.extend_from_slice(&[name.as_bytes(), b": ", value.as_bytes(), b"\n"].concat());
        }
    }
    bytes.push(b'\n');
    bytes.extend_from_slice(body);
    bytes
}

fn replayed(answer: &Answer) -> Result<Response> {
    let mut response = StatusCode::from_u16(answer.status).map_err(Problem::internal)?.into_response();
    let mut rest = answer.bytes.as_slice();
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (line, after) = rest.split_at_checked(end).unwrap_or_default();
        rest = after.get(1..).unwrap_or_default();
        let Some(colon) = line.windows(2).position(|two| two == b": ") else { break };
        let (name, value) = line.split_at_checked(colon).unwrap_or_default();
        let value = value.get(2..).unwrap_or_default();
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    *response.body_mut() = Body::from(rest.to_vec());
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

pub async fn once(State(repeats): State<Arc<Repeats>>, request: Request, next: Next) -> Response {
    let key = request.headers().get(KEY).filter(|_| request.method() == Method::POST).cloned();
    let sender = request.extensions().get::<Sender>().copied();
    match (key, sender) {
        (Some(key), Some(sender)) => repeats.run(&key, sender, request, next).await.unwrap_or_else(IntoResponse::into_response),
        _ => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_is_given_again_as_it_was() {
        let mut first = (StatusCode::CREATED, "a\n: b\n\nc").into_response();
        first.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_static("secret=1"));
        first.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/x: y"));
        let (parts, body) = first.into_parts();
        let body = to_bytes(body, 100).await.unwrap();
        let again = replayed(&Answer { status: parts.status.as_u16(), bytes: written(&parts.headers, &body) }).unwrap();
        assert_eq!((again.status(), &again.headers()["location"]), (StatusCode::CREATED, &HeaderValue::from_static("/x: y")));
        assert_eq!(again.headers()["content-type"], parts.headers["content-type"]);
        assert!(again.headers().contains_key(REPLAYED) && !again.headers().contains_key("set-cookie"));
        assert_eq!(to_bytes(again.into_body(), 100).await.unwrap(), body);
    }
}
